package dev.braid.node.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.braid.node.contract.NodeStatus.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusJsonTest {
    private static final Instant START = Instant.parse("2026-11-01T10:00:00Z");

    private static final NodeStatus STATUS = new NodeStatus(
            "home",
            "edge",
            "0.1.0",
            START,
            60,
            List.of(new NodeStatus.Tunnel(
                    "fra",
                    State.UP,
                    null,
                    START,
                    List.of("10.77.0.2"),
                    List.of(new NodeStatus.Carrier(
                            0, "packet", State.UP, "TLSv1.3", "X25519MLKEM768", true, 2, 50, 1000, 2000)),
                    List.of(new NodeStatus.Path("lte", State.DOWN, "no carrier", 0, 0, 0, 0, 0, 0, 0)),
                    new NodeStatus.Flow(1, 1500),
                    new NodeStatus.Flow(2, 3000),
                    64,
                    Map.of("queue full", 3L),
                    new NodeStatus.Streams(1, 2, 0, Map.of(), 500, 7_000, 1.5, 16, 1, 0, 0),
                    new NodeStatus.Datagrams(7, 700, 8, 800, 1, 9, 0))),
            List.of("revocation list is overdue"));

    @Test
    void aTunnelCarriesWhatAllItsLanesCarry() {
        NodeStatus.Tunnel tunnel = STATUS.tunnels().getFirst();
        assertThat(tunnel.outboundBytes()).isEqualTo(2_000);
        assertThat(tunnel.inboundBytes()).isEqualTo(10_000);
    }

    @Test
    void readsWhatItWrites() {
        assertThat(StatusJson.read(StatusJson.write(STATUS))).isEqualTo(STATUS);
    }

    @Test
    void writesOneLineWithWordsAndInstants() {
        assertThat(StatusJson.write(STATUS))
                .doesNotContain("\n")
                .contains("\"state\":\"up\"", "\"started\":\"2026-11-01T10:00:00Z\"", "\"reason\":\"no carrier\"");
    }

    @Test
    void overlooksWhatNewerNodesSay() {
        NodeStatus status = StatusJson.read("""
                {"name":"home","kind":"edge","version":"9","moon":"full",
                 "tunnels":[{"peer":"fra","state":"teleporting","since":"2026-11-01T10:00:00Z","colour":{"red":1}}]}
                """);

        assertThat(status.tunnels()).singleElement().satisfies(tunnel -> {
            assertThat(tunnel.state()).isEqualTo(State.UNKNOWN);
            assertThat(tunnel.paths()).isEmpty();
            assertThat(tunnel.outbound()).isEqualTo(new NodeStatus.Flow(0, 0));
        });
        assertThat(status.started()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void refusesWhatIsNoStatus() {
        assertThatIllegalArgumentException().isThrownBy(() -> StatusJson.read("null"));
        assertThatIllegalArgumentException().isThrownBy(() -> StatusJson.read("<html>"));
        assertThatIllegalArgumentException().isThrownBy(() -> StatusJson.read("{\"tunnels\":3}"));
    }
}
