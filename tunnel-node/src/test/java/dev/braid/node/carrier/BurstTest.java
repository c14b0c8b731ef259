package dev.braid.node.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.mptcp.Subflow;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Time is turned by hand, and what the socket is told is written down. */
class BurstTest {
    private static final long MS = 1_000_000;
    private static final int MUCH = (int) Burst.MUCH_BYTES;

    private final List<String> told = new ArrayList<>();
    private final Burst burst = new Burst(new Burst.Control() {
        @Override
        public void forMuch() {
            told.add("much");
        }

        @Override
        public void forLittle() {
            told.add("little");
        }
    });

    @Test
    void whoWritesMuchWithoutARestGetsWhatSuitsIt() {
        burst.wrote(MUCH - 1, 0);
        assertThat(told).isEmpty();
        burst.wrote(1, 100 * MS);
        assertThat(told).containsExactly("much");
    }

    @Test
    void aRestBeginsAnew() {
        burst.roundTrip(20 * MS);
        burst.wrote(MUCH - 1, 0);
        assertThat(burst.isYoung()).isFalse();
        assertThat(burst.wrote(1, 18 * MS)).isTrue();
        assertThat(burst.isYoung()).isTrue();
        assertThat(told).isEmpty();
    }

    @Test
    void whoWaitedHasNotRested() {
        burst.wrote(MUCH - 1, 0);
        burst.waits();
        assertThat(burst.wrote(1, 5_000 * MS)).isFalse();
        assertThat(told).containsExactly("much");
    }

    @Test
    void whatWasLearnedIsKeptOverAShortRest() {
        burst.wrote(MUCH, 0);
        burst.wrote(1, 900 * MS);
        assertThat(told).containsExactly("much");
        burst.wrote(1, 1_001 * MS);
        assertThat(told).containsExactly("much", "little");
        burst.wrote(MUCH, 1_500 * MS);
        assertThat(told).containsExactly("much", "little", "much");
    }

    @Test
    void theEndOfAFlowIsARest() {
        burst.rest();
        assertThat(told).isEmpty();
        burst.wrote(MUCH, 0);
        burst.rest();
        assertThat(told).containsExactly("much", "little");
        assertThat(burst.isYoung()).isTrue();
    }

    @Test
    void isRenewedWhileMuchIsWritten() {
        List<Subflow> subflows = List.of(RenewalTest.subflow(1, 1, 25, 0));
        burst.wrote(MUCH - 1, 0);
        assertThat(burst.renew(subflows, 8_000 * MS)).as("not begun").isFalse();
        burst.waits();
        burst.wrote(1, 8_000 * MS);
        assertThat(burst.renew(subflows, 14_000 * MS)).isFalse();
        assertThat(burst.renew(subflows, 15_000 * MS)).isTrue();
        assertThat(told).containsExactly("much", "little", "much");
        assertThat(burst.renew(subflows, 16_000 * MS)).isFalse();
        burst.rest();
        assertThat(burst.renew(subflows, 23_000 * MS)).as("over").isFalse();
    }
}
