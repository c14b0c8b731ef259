package dev.braid.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is given to Prometheus and Grafana. */
class PrometheusIT {
    private static final Path DEPLOY = Path.of("../deploy").toAbsolutePath().normalize();

    @Test
    void alertsFireWhenTheyShallAndOnlyThen() throws Exception {
        promtool("check", "config", "--syntax-only", "prometheus.yml");
        promtool("check", "rules", "braid.rules.yml");
        promtool("test", "rules", "braid.rules.test.yml");
    }

    @Test
    void theBoardLoadsAndAsksOnlyForFiguresThatExist() throws Exception {
        JsonNode board = JsonMapper.shared().readTree(Files.readString(DEPLOY.resolve("grafana/braid.json")));
        assertThat(board.path("panels")).hasSizeGreaterThan(8);
        String known = Files.readString(Path.of("src/main/java/dev/braid/control/node/FleetMetric.java"));
        board.path("panels")
                .valueStream()
                .flatMap(panel -> panel.path("targets").valueStream())
                .flatMap(target -> java.util.regex.Pattern.compile("braid_[a-z_]+")
                        .matcher(target.path("expr").asString())
                        .results())
                .forEach(metric -> assertThat(known).contains("\"" + metric.group() + "\""));
    }

    private static void promtool(String... arguments) throws Exception {
        String[] command = new String[arguments.length + 1];
        command[0] = "promtool";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process process = new ProcessBuilder(command)
                .directory(DEPLOY.resolve("prometheus").toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
