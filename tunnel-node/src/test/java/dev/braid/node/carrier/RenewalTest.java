package dev.braid.node.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.mptcp.Subflow;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Time is turned by hand, and the subflows say what the test wants. */
class RenewalTest {
    private static final long MS = 1_000_000;
    private static final long SECOND = 1_000 * MS;

    private final Renewal renewal = new Renewal();

    static Subflow subflow(int port, int state, long rttMs, long retransmits) {
        return new Subflow(
                new InetSocketAddress("192.0.2.1", 7070),
                new InetSocketAddress("192.0.2.2", port),
                state,
                rttMs * MS,
                0,
                20 * MS,
                0,
                1400,
                0,
                0,
                0,
                0,
                0,
                retransmits,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0);
    }

    private static List<Subflow> one(long rttMs, long retransmits) {
        return List.of(subflow(1, 1, rttMs, retransmits));
    }

    @Test
    void isDueBeforeBbrLooksForItself() {
        renewal.began(SECOND);
        assertThat(renewal.isDue(one(25, 0), 5 * SECOND)).as("soon").isFalse();
        assertThat(renewal.isDue(one(25, 0), 8 * SECOND)).isTrue();
        renewal.began(8 * SECOND);
        assertThat(renewal.isDue(one(25, 0), 9 * SECOND)).as("anew").isFalse();
        assertThat(renewal.isDue(one(25, 0), 15 * SECOND)).isTrue();
    }

    @Test
    void waitsForAShortRoundTripOfEachSubflow() {
        Subflow shortNow = subflow(1, 1, 39, 0);
        Subflow longNow = subflow(2, 1, 40, 0);
        assertThat(renewal.isDue(List.of(shortNow, longNow), 7 * SECOND)).isFalse();
        assertThat(renewal.isDue(List.of(subflow(1, 1, 80, 0), subflow(2, 1, 39, 0)), 8 * SECOND))
                .as("the other was short before")
                .isTrue();
    }

    @Test
    void aSubflowThatIsGoneIsNotWaitedFor() {
        assertThat(renewal.isDue(List.of(subflow(1, 1, 25, 0), subflow(2, 4, 80, 500)), 7 * SECOND))
                .isTrue();
        assertThat(renewal.isDue(List.of(subflow(2, 4, 25, 0)), 8 * SECOND))
                .as("none is left")
                .isFalse();
    }

    @Test
    void whatWasShortLongAgoCountsForNothing() {
        renewal.isDue(one(25, 0), 5 * SECOND);
        renewal.began(6 * SECOND);
        renewal.isDue(one(60, 0), 10 * SECOND);
        assertThat(renewal.isDue(one(60, 0), 13 * SECOND)).isFalse();
    }

    @Test
    void whereMuchIsSentAgainBbrIsLeftAlone() {
        renewal.isDue(one(25, 100), 4 * SECOND);
        assertThat(renewal.isDue(one(25, 116), 7 * SECOND)).isTrue();
        assertThat(renewal.isDue(one(25, 117), 7 * SECOND)).isFalse();
    }

    @Test
    void whenItIsTooLateTheNextTimeIsWaitedFor() {
        renewal.isDue(one(60, 0), 4 * SECOND);
        assertThat(renewal.isDue(one(25, 0), 9_500 * MS)).isFalse();
        assertThat(renewal.isDue(one(25, 0), 10 * SECOND)).isFalse();
        assertThat(renewal.isDue(one(25, 0), 16_500 * MS)).isTrue();
    }
}
