package dev.braid.node.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.carrier.Carrier;
import dev.braid.node.carrier.CarrierEnd;
import dev.braid.node.carrier.CarrierEnd.Reason;
import dev.braid.node.carrier.TestCarrier;
import dev.braid.node.carrier.Welcome;
import dev.braid.node.contract.Prefix;
import dev.braid.node.lane.packet.TestLane;
import dev.braid.node.linux.ErrnoException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An edge's carriers as the hub sees them come, each on a loop of its own whose time is turned by hand. */
class HubTunnelTest {
    private static final UUID TUNNEL = new UUID(1, 2);
    private static final int INDEX = 3;
    private static final long RACE_MS = 1_000;

    private final TestCarrier first = TestCarrier.up(INDEX, TUNNEL);
    private final TestCarrier second = TestCarrier.up(INDEX, TUNNEL);
    private final TestCarrier third = TestCarrier.up(INDEX, TUNNEL);
    private final TestCarrier elsewhere = TestCarrier.up(INDEX + 1, TUNNEL);
    private final TestCarrier anew = TestCarrier.up(INDEX, new UUID(3, 4));
    private final List<TestCarrier> all = List.of(first, second, third, elsewhere, anew);
    private final TestLane lane;
    private final List<CarrierEnd> gone = new ArrayList<>();
    private final HubTunnel tunnel = new HubTunnel("home", new Watcher());

    HubTunnelTest() throws ErrnoException {
        lane = TestLane.on(all.stream().map(c -> c.carrier().loop()).toList());
        tunnel.peer(lane.lane().addPeer("home", List.of(Prefix.parse("10.77.0.2/32")), Set.of(), tunnel));
    }

    private final class Watcher implements TunnelWatcher {
        @Override
        public void carrierUp(String name, Carrier carrier, Welcome welcome) {}

        @Override
        public void carrierGone(String name, Carrier carrier, CarrierEnd end) {
            gone.add(end);
        }

        @Override
        public void carrierFailed(String name, CarrierEnd end) {}
    }

    @AfterEach
    void close() {
        for (TestCarrier carrier : all) {
            carrier.lose();
            carrier.socket().releaseOutbound();
        }
        lane.close();
    }

    private void up(TestCarrier carrier) {
        tunnel.up(carrier.carrier());
        runAll();
    }

    private void runAll() {
        all.forEach(c -> c.socket().runPendingTasks());
    }

    private void lose(TestCarrier carrier) {
        carrier.lose();
        runAll();
    }

    private void turn(TestCarrier carrier, long ms) {
        carrier.socket().turn(ms);
        runAll();
    }

    /** Those that packets go by: a carrier that drains is none of them. */
    private List<Carrier> used() {
        return tunnel.peer().carriers();
    }

    @Test
    void theSameIndexAgainReplacesTheCarrierThatHadItWhenThatOneIsOlderThanARace() {
        up(first);
        first.socket().turn(RACE_MS + 1);
        up(second);
        assertThat(used()).containsExactly(second.carrier());
        assertThat(first.carrier().isDraining()).isTrue();
        assertThat(first.carrier().isOpen()).as("what is under way still comes").isTrue();
    }

    @Test
    void twoOfOneRaceAreBothUsedUntilTheEdgeHasSaidWhichItTakes() {
        up(first);
        first.socket().turn(RACE_MS);
        up(second);
        turn(second, RACE_MS - 1);
        assertThat(used()).containsExactly(first.carrier(), second.carrier());
    }

    @Test
    void theLaterOfARaceStaysWhenTheEdgeEndsTheEarlier() {
        up(first);
        up(second);
        lose(first);
        turn(second, 60_000);
        assertThat(used()).containsExactly(second.carrier());
        assertThat(second.carrier().isOpen()).isTrue();
        assertThat(gone).extracting(CarrierEnd::reason).containsExactly(Reason.PEER_CLOSED);
    }

    @Test
    void theEarlierOfARaceStaysWhenTheEdgeEndsTheLater() {
        up(first);
        up(second);
        second.socket().die();
        turn(second, 60_000);
        assertThat(used()).contains(first.carrier());
        assertThat(first.carrier().isDraining()).isFalse();
        assertThat(first.carrier().isOpen()).isTrue();
    }

    @Test
    void aRaceThatTheEdgeDoesNotEndIsEndedAfterASecond() {
        up(first);
        up(second);
        turn(second, RACE_MS);
        assertThat(used()).containsExactly(second.carrier());
        assertThat(first.carrier().isDraining()).isTrue();
    }

    @Test
    void oneThatIsNotDrainedInTimeGoesNevertheless() {
        up(first);
        first.socket().turn(RACE_MS + 1);
        up(second);
        turn(first, 9_999);
        assertThat(first.carrier().isOpen()).isTrue();
        turn(first, 1);
        assertThat(gone).containsExactly(new CarrierEnd(Reason.REPLACED, "not drained in time"));
        assertThat(used()).containsExactly(second.carrier());
    }

    @Test
    void onlyOneOfAPlaceIsLeavingAtATime() {
        up(first);
        first.socket().turn(RACE_MS + 1);
        up(second);
        second.socket().turn(RACE_MS + 1);
        up(third);
        assertThat(gone).containsExactly(new CarrierEnd(Reason.REPLACED, "replaced twice"));
        assertThat(first.carrier().isOpen()).isFalse();
        assertThat(second.carrier().isDraining()).isTrue();
        assertThat(used()).containsExactly(third.carrier());
    }

    @Test
    void anotherIndexReplacesNothing() {
        up(first);
        first.socket().turn(RACE_MS + 1);
        up(elsewhere);
        turn(elsewhere, RACE_MS);
        assertThat(used()).containsExactly(first.carrier(), elsewhere.carrier());
    }

    @Test
    void anEdgeThatHasStartedAnewHasNoOldCarriersHoweverYoung() {
        up(first);
        up(elsewhere);
        up(anew);
        assertThat(used()).containsExactly(anew.carrier());
        assertThat(gone)
                .extracting(CarrierEnd::detail)
                .containsExactly("the edge has started anew", "the edge has started anew");
    }
}
