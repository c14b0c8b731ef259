package dev.braid.lab.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.lab.LabPlan;
import dev.braid.lab.LabProcess;
import java.nio.file.Files;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the command line says of a file, in a host that has the interfaces it names. */
class CheckIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void goodFilesAreAcceptedAndFiveMistakesAreAllNamedWithTheirLines() throws Exception {
        try (TestNet net =
                TestNet.up("CheckIT", LabPlan.forTest().plainUplink("dsl").plainUplink("lte"))) {
            TestNode edge = net.edge();
            for (TestNode node : new TestNode[] {edge, net.hub()}) {
                try (LabProcess check =
                        node.launch("check", "--config", node.config().toString())) {
                    assertThat(check.awaitExit(PATIENCE)).as(check.output()).isZero();
                }
            }
            Files.writeString(edge.config(), """
                    kind: edge
                    name: Home!
                    identity:
                      certificate: missing.crt
                      key: missing.key
                      authority: missing.crt
                    hubs:
                      - {name: fra, address: 203.0.113.1, port: 99999}
                    uplinks:
                      dsl: {interfaze: dsl}
                    lan: {interfaces: [absent0]}
                    tunnel: {mtu: 100}
                    """);
            try (LabProcess check =
                    edge.launch("check", "--config", edge.config().toString())) {
                assertThat(check.awaitExit(PATIENCE)).isEqualTo(1);
                for (String mistake : new String[] {"2.*name", "8.*port", "10.*interfaze", "11.*absent0", "12.*mtu"}) {
                    assertThat(check.output()).containsPattern(Pattern.compile("(?m)^.*\\b" + mistake));
                }
            }
            assertThat(net.lab().exec("edge", "ip", "-o", "link")).doesNotContain("braid0");
        }
    }
}
