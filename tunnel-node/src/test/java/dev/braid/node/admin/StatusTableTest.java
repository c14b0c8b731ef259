package dev.braid.node.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.admin.StatusTable.Earlier;
import dev.braid.node.contract.NodeStatus;
import dev.braid.node.contract.NodeStatus.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusTableTest {
    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");

    private static NodeStatus status(long dslBytes, Map<String, Long> drops, List<String> warnings) {
        return new NodeStatus(
                "home",
                "edge",
                "0.1.0",
                NOW.minusSeconds(11_520),
                11_520,
                List.of(new NodeStatus.Tunnel(
                        "fra",
                        State.UP,
                        null,
                        NOW.minusSeconds(65),
                        List.of("10.77.0.2", "fd77::2"),
                        List.of(
                                new NodeStatus.Carrier(
                                        0, "packet", State.UP, "TLSv1.3", "X25519MLKEM768", true, 2, 65, 999, 1_000),
                                new NodeStatus.Carrier(1, "packet", State.CONNECTING, null, null, false, 0, 0, 0, 0)),
                        List.of(
                                new NodeStatus.Path("dsl", State.UP, null, 21.4, 120, 2, dslBytes, 0, 17, 1),
                                new NodeStatus.Path("lte", State.DOWN, "no carrier", 0, 0, 0, 0, 0, 0, 0)),
                        new NodeStatus.Flow(10, 1_200_000_000),
                        new NodeStatus.Flow(20, 48_100_000_000L),
                        0,
                        drops)),
                warnings);
    }

    @Test
    void laysOutTunnelsPathsAndCarriers() {
        NodeStatus status = status(12_345_678_901L, Map.of("queue full", 3L, "malformed", 0L), List.of("low disk"));

        assertThat(StatusTable.render(status, null, NOW, 0)).isEqualTo("""
                        home, edge, version 0.1.0, up 3 h 12 min

                        tunnel fra: up for 1 min 5 s, inner addresses 10.77.0.2 fd77::2
                          carried out 1.20 GB in 10 packets, in 48.1 GB in 20 packets, waiting 0 B
                          dropped packets: queue full 3

                          PATH  STATE              RTT    JITTER  LOSS  SHARE  SENT     RECEIVED  SUBFLOWS  WINDOW  RETRANSMITS
                          dsl   up                 21 ms  -       0 %   100 %  12.3 GB  0 B       2         120     17
                          lte   down (no carrier)  -      -       0 %   0 %    0 B      0 B       0         0       0

                          CARRIER  LANE    STATE       MPTCP      SUBFLOWS  AGE        SENT   RECEIVED  PROTOCOL  GROUP
                          0        packet  up          yes        2         1 min 5 s  999 B  1.00 kB   TLSv1.3   X25519MLKEM768
                          1        packet  connecting  plain TCP  0         0 s        0 B    0 B       -         -

                        warning: low disk
                        """);
    }

    @Test
    void showsDropsOnlyWhenThereAreSome() {
        assertThat(StatusTable.render(status(0, Map.of("malformed", 0L), List.of()), null, NOW, 0))
                .doesNotContain("dropped", "warning");
    }

    @Test
    void showsRatesAgainstEarlierStatus() {
        Earlier earlier = new Earlier(status(1_000_000, Map.of(), List.of()), 0);

        assertThat(StatusTable.render(status(26_000_000, Map.of(), List.of()), earlier, NOW, 2_000_000_000L))
                .containsPattern("dsl +up +100 Mbit/s +0 bit/s +21 ms")
                .contains("PATH  STATE              OUT         IN ");
    }

    @Test
    void saysWhatWentOnTwoPaths() {
        NodeStatus status = new NodeStatus(
                "home",
                "edge",
                "0.1.0",
                NOW,
                5,
                List.of(new NodeStatus.Tunnel(
                        "fra",
                        State.UP,
                        null,
                        NOW,
                        List.of(),
                        List.of(),
                        List.of(),
                        new NodeStatus.Flow(0, 0),
                        new NodeStatus.Flow(0, 0),
                        0,
                        Map.of(),
                        null,
                        new NodeStatus.Datagrams(40, 4_000, 41, 4_100, 3, 38, 0))),
                List.of());

        assertThat(StatusTable.render(status, null, NOW, 0))
                .contains("  light packets on two paths: out 40, in 41, on one and a carrier 3\n");
    }

    @Test
    void showsNodeWithoutTunnels() {
        NodeStatus status = new NodeStatus("fra", "hub", "0.1.0", NOW, 5, List.of(), List.of());

        assertThat(StatusTable.render(status, null, NOW, 0))
                .isEqualTo("fra, hub, version 0.1.0, up 5 s\n\nno tunnels\n");
    }

    @Test
    void namesWhatTheFirewallRefused() {
        NodeStatus status = new NodeStatus(
                "fra", "hub", "0.1.0", NOW, 5, List.of(), List.of(), Map.of("other_edge", 2L, "not_granted", 1L));

        assertThat(StatusTable.render(status, null, NOW, 0))
                .endsWith("\nrefused packets: not_granted 1, other_edge 2\n");
    }

    @Test
    void keepsTerminalSafeFromWhatTheNodeSays() {
        NodeStatus status = new NodeStatus("a\u001b[2Jb", "hub", "1", NOW, 5, List.of(), List.of("x\ry"));

        assertThat(StatusTable.render(status, null, NOW, 0)).doesNotContain("\u001b", "\r");
    }
}
