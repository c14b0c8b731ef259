package dev.braid.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.braid.lab.LinkShape.QueueLimit;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WireTest {
    private static final int PACKET = 1250;
    private static final int FRAME = PACKET + Wire.ETHERNET_HEADER_BYTES;
    /** A packet takes 1 ms. */
    private static final LinkShape TEN_MBIT = LinkShape.of(10, 20, 50);

    private static final long MS = 1_000_000;

    private final Arena arena = Arena.ofConfined();
    private final List<Long> arrivalsNs = new ArrayList<>();

    @AfterEach
    void free() {
        arena.close();
    }

    @Test
    void deliversAfterTransmissionAndDelay() {
        Wire wire = wire(TEN_MBIT);
        wire.accept(0, FRAME);
        assertThat(wire.nextEventNs()).isEqualTo(21 * MS);
        assertThat(wire.due(21 * MS - 1)).isNegative();
        assertThat(wire.due(21 * MS)).isNotNegative();
    }

    @Test
    void spacesFramesAtTheRate() {
        Wire wire = wire(TEN_MBIT);
        for (int i = 0; i < 3; i++) {
            wire.accept(0, FRAME);
        }
        run(wire, 0, 100 * MS);
        assertThat(arrivalsNs).containsExactly(21 * MS, 22 * MS, 23 * MS);
    }

    @Test
    void losesNoRateWhenCalledLate() {
        Wire wire = wire(TEN_MBIT);
        for (int i = 0; i < 3; i++) {
            wire.accept(0, FRAME);
        }
        wire.advance(23 * MS);
        assertThat(drain(wire, 23 * MS)).isEqualTo(3);
    }

    @Test
    void dropsTheTailWhenTheQueueIsFull() {
        Wire wire = wire(TEN_MBIT.withQueue(new QueueLimit.Bytes(3 * PACKET)));
        for (int i = 0; i < 10; i++) {
            wire.accept(0, FRAME);
        }
        // One is in transmission, three wait.
        assertThat(wire.counters().drops(DropCause.QUEUE)).isEqualTo(6);
        assertThat(wire.counters().queuedBytes()).isEqualTo(3 * PACKET);
    }

    @Test
    void queueInTimeFollowsTheRate() {
        Wire wire = wire(TEN_MBIT.withQueue(new QueueLimit.Time(4 * MS)));
        wire.shape(wire.shape().withRate(20_000_000));
        for (int i = 0; i < 20; i++) {
            wire.accept(0, FRAME);
        }
        assertThat(wire.counters().queuedBytes()).isEqualTo(8 * PACKET);
    }

    @Test
    void newRateHoldsForWhatWaits() {
        Wire wire = wire(TEN_MBIT);
        wire.accept(0, FRAME);
        wire.accept(0, FRAME);
        wire.shape(TEN_MBIT.withRate(1_000_000));
        run(wire, 0, 100 * MS);
        assertThat(arrivalsNs).containsExactly(21 * MS, 31 * MS);
    }

    @Test
    void keepsOrderWhenTheDelayShrinks() {
        Wire wire = wire(TEN_MBIT);
        wire.accept(0, FRAME);
        wire.shape(TEN_MBIT.withDelayNs(0));
        wire.accept(0, FRAME);
        run(wire, 0, 100 * MS);
        assertThat(arrivalsNs).containsExactly(21 * MS, 21 * MS);
    }

    @Test
    void losesTheConfiguredShare() {
        Wire wire = wire(new LinkShape(0, 0, 0, 0.2, new QueueLimit.Bytes(0), false));
        for (int i = 0; i < 10_000; i++) {
            wire.accept(i, FRAME);
            drain(wire, i);
        }
        assertThat((double) wire.counters().drops(DropCause.LOSS)).isCloseTo(2000, within(150.0));
        assertThat(wire.counters().packets() + wire.counters().drops(DropCause.LOSS))
                .isEqualTo(10_000);
    }

    @Test
    void sameSeedLosesTheSameFrames() {
        assertThat(survivors(7)).isEqualTo(survivors(7)).isNotEqualTo(survivors(8));
    }

    @Test
    void blackholeSwallowsWhatIsUnderWay() {
        Wire wire = wire(TEN_MBIT);
        wire.accept(0, FRAME);
        wire.shape(TEN_MBIT.withBlackhole(true));
        wire.accept(0, FRAME);
        run(wire, 0, 100 * MS);
        assertThat(arrivalsNs).isEmpty();
        assertThat(wire.counters().drops(DropCause.BLACKHOLE)).isEqualTo(2);
    }

    @Test
    void jitterSpreadsWithoutReordering() {
        Wire wire = wire(new LinkShape(0, 10 * MS, 5 * MS, 0, new QueueLimit.Bytes(0), false));
        for (int i = 0; i < 60; i++) {
            wire.accept(0, FRAME);
        }
        run(wire, 0, 20 * MS);
        assertThat(arrivalsNs).hasSize(60).isSorted().allMatch(at -> at >= 10 * MS && at < 15 * MS);
        assertThat(arrivalsNs.getLast() - arrivalsNs.getFirst()).isGreaterThan(2 * MS);
    }

    @Test
    void countsWhatItDeliversLate() {
        Wire wire = wire(TEN_MBIT);
        wire.accept(0, FRAME);
        wire.accept(0, FRAME);
        wire.advance(22 * MS);
        drain(wire, 22 * MS);
        assertThat(wire.counters().latePackets()).isZero();
        wire.accept(22 * MS, FRAME);
        drain(wire, 45 * MS);
        assertThat(wire.counters().latePackets()).isOne();
    }

    @Test
    void saysWhenItsSlotsAreFull() {
        Wire wire = wire(LinkShape.of(0, 20, 0));
        for (int i = 0; i < 64; i++) {
            assertThat(wire.isFull()).isFalse();
            wire.accept(0, FRAME);
        }
        assertThat(wire.isFull()).isTrue();
        drain(wire, 20 * MS);
        assertThat(wire.isFull()).isFalse();
    }

    private Wire wire(LinkShape shape) {
        return new Wire(arena, 64, shape, 1);
    }

    private List<Integer> survivors(long seed) {
        Wire wire = new Wire(arena, 64, new LinkShape(0, 0, 0, 0.5, new QueueLimit.Bytes(0), false), seed);
        List<Integer> survivors = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            wire.accept(i, FRAME);
            if (drain(wire, i) > 0) {
                survivors.add(i);
            }
        }
        return survivors;
    }

    /** Turns the clock from event to event, as the emulator's thread does. */
    private void run(Wire wire, long fromNs, long untilNs) {
        for (long nowNs = fromNs; nowNs <= untilNs; nowNs = wire.nextEventNs()) {
            wire.advance(nowNs);
            int arrived = drain(wire, nowNs);
            for (int i = 0; i < arrived; i++) {
                arrivalsNs.add(nowNs);
            }
        }
    }

    private static int drain(Wire wire, long nowNs) {
        int frames = 0;
        while (wire.due(nowNs) >= 0) {
            wire.delivered(nowNs);
            frames++;
        }
        return frames;
    }
}
