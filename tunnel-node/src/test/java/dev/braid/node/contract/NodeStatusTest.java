package dev.braid.node.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.contract.NodeStatus.State;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeStatusTest {
    @Test
    void edgeCarriesOverAPathThatWorks() {
        assertThat(status("edge", State.UP, State.DOWN, State.UP).carries()).isTrue();
        assertThat(status("edge", State.UP, State.STANDBY).carries()).isTrue();
        assertThat(status("edge", State.UP, State.DOWN, State.DOWN).carries()).isFalse();
        assertThat(status("edge", State.CONNECTING, State.UP).carries()).isFalse();
    }

    @Test
    void hubHasNoSayInWhatItsEdgesDo() {
        assertThat(status("hub", State.UP, State.UP).carries()).isFalse();
    }

    private static NodeStatus status(String kind, State tunnel, State... paths) {
        List<NodeStatus.Path> seen = Arrays.stream(paths)
                .map(state -> new NodeStatus.Path("dsl", state, null, 0, 0, 0, 0, 0, 0, 0))
                .toList();
        NodeStatus.Flow none = new NodeStatus.Flow(0, 0);
        return new NodeStatus(
                "n",
                kind,
                "",
                Instant.EPOCH,
                1,
                List.of(new NodeStatus.Tunnel(
                        "peer", tunnel, null, Instant.EPOCH, List.of(), List.of(), seen, none, none, 0, Map.of())),
                List.of());
    }
}
