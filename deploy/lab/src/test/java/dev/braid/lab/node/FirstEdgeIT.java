package dev.braid.lab.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.lab.Addresses;
import dev.braid.lab.ControlServer;
import dev.braid.lab.Lab;
import dev.braid.lab.LabPlan;
import dev.braid.lab.LabProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code deploy/examples/first-edge.sh} does what it says, on a hub's machine whose control plane nobody has touched yet.
 *
 * <pre>
 *  lan --- edge: home  ~~dsl~~  net --- hub: fra, braid-control, first-edge.sh --- server
 *                      ~~lte~~
 * </pre>
 */
class FirstEdgeIT {
    private static final Path ROOT = Path.of(System.getProperty("basedir", ""))
            .toAbsolutePath()
            .resolve("../..")
            .normalize();
    private static final String PASSWORD = "twelve letters and more";
    private static final Pattern KEY = Pattern.compile("braid-join_[A-Za-z0-9_-]+(?=\\s)");

    @Test
    void scriptEndsWithAnEdgeThatCarries(@TempDir Path home) throws Exception {
        try (Lab lab = LabPlan.forTest()
                        .home()
                        .logs(ROOT.resolve("deploy/lab/target/node-it/FirstEdgeIT"))
                        .up();
                ControlServer control =
                        ControlServer.startUntouched(lab, "hub", ROOT, home.resolve("control"), Addresses.HUB);
                LabProcess script = script(lab, control)) {
            script.awaitOutput("On the edge", Duration.ofMinutes(1));
            Await.until(
                    "both keys are shown",
                    Duration.ofSeconds(30),
                    () -> keys(script).size() == 2,
                    script::output);
            TestNode hub = new TestNode(lab, "hub", "fra", Files.createDirectory(home.resolve("fra")));
            TestNode edge = new TestNode(lab, "edge", "home", Files.createDirectory(home.resolve("home")));
            hub.join(keys(script).getFirst());
            edge.join(keys(script).getLast());

            int exit = script.awaitExit(Duration.ofMinutes(2));
            assertThat(exit).as(script.output()).isZero();
            assertThat(script.output()).contains("\"state\": \"up\"").doesNotContain(PASSWORD);
            assertThat(edge.isUp("fra")).isTrue();
        }
    }

    /** Its comments say what it has to be told. The password comes as from a person. */
    private static LabProcess script(Lab lab, ControlServer control) throws Exception {
        return lab.start(
                "hub",
                Map.of(
                        "PASSWORD",
                        PASSWORD,
                        "DATA",
                        control.setupLink().getParent().toString(),
                        "PUBLIC",
                        Addresses.HUB,
                        "LAN",
                        "lan",
                        "DSL",
                        "dsl",
                        "LTE",
                        "lte"),
                List.of(
                        "bash",
                        "-c",
                        "printf '%s\\n' \"$PASSWORD\" | "
                                + ROOT.resolve("deploy/examples/first-edge.sh").toString()));
    }

    private static List<String> keys(LabProcess script) throws Exception {
        return KEY.matcher(script.output()).results().map(MatchResult::group).toList();
    }
}
