package dev.braid.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.control.telemetry.Intake;
import dev.braid.node.contract.NodeReport;
import dev.braid.node.contract.NodeStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

    /** Each panel of the board, asked as Grafana asks it, shows something of an installation that runs; so do the board's lists. */
    @Test
    void eachPanelOfTheBoardHasData(@TempDir Path directory) throws Exception {
        JsonNode board = JsonMapper.shared().readTree(Files.readString(DEPLOY.resolve("grafana/braid.json")));
        List<String> expressions = board.path("panels")
                .valueStream()
                .flatMap(panel -> panel.path("targets").valueStream())
                .map(target -> target.path("expr").asString())
                .toList();
        assertThat(expressions).hasSizeGreaterThan(12);
        try (Control control = Control.start(directory.resolve("control"));
                PrometheusServer prometheus = PrometheusServer.start(
                        DEPLOY.resolve("prometheus"),
                        Files.createDirectory(directory.resolve("prometheus")),
                        "127.0.0.1:" + control.management().getPort())) {
            Client api = control.administrator();
            assertThat(api.put("nodes/fra", "{\"spec\":{\"kind\":\"hub\",\"publicAddress\":\"192.0.2.1\"}}")
                            .status())
                    .isEqualTo(201);
            assertThat(api.put("nodes/home", "{\"spec\":{\"kind\":\"edge\",\"hubs\":[\"fra\"]}}")
                            .status())
                    .isEqualTo(201);
            List<String> silent = new ArrayList<>(expressions);
            long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(4);
            for (long bytes = 1_000; !silent.isEmpty(); bytes += 1_000) {
                assertThat(System.nanoTime())
                        .as(silent + " say nothing; " + prometheus.log())
                        .isLessThan(deadline);
                assertThat(prometheus.isAlive()).as(prometheus.log()).isTrue();
                control.bean(Intake.class).accept("home", report(bytes));
                TimeUnit.MILLISECONDS.sleep(500); // as a node does
                for (String expression : List.copyOf(silent)) {
                    JsonNode answer = prometheus.ask(expression.replace("$node", "home"));
                    silent.removeIf(asked -> asked.equals(expression) && !answer.isEmpty());
                }
            }
            assertThat(prometheus.ask("rate(braid_outbound_path_bytes_total[1m]) > 0"))
                    .hasSize(1);
            assertThat(prometheus.get("label/node/values?match[]=braid_node_up").path("data"))
                    .extracting(JsonNode::asString)
                    .contains("home", "fra");
            assertThat(prometheus.get("rules").path("data").path("groups").toString())
                    .contains("BraidPathDown");
        }
    }

    private static NodeReport report(long bytes) {
        NodeStatus.Path path = new NodeStatus.Path(
                "dsl",
                NodeStatus.State.UP,
                null,
                21.5,
                40,
                4,
                bytes,
                bytes / 2,
                0,
                1,
                "use",
                "metered",
                "eth1",
                "",
                Instant.EPOCH,
                1,
                0,
                10,
                10,
                bytes,
                50_000_000_000L,
                "2026-11-01",
                false,
                0);
        return EdgeReport.of("home", "fra", path, bytes);
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
