package dev.braid.node.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A carrier whose kernel holds enough wakes its lane when there is room again. */
class CarrierRoomTest {
    private static final long DEADLINE_NS = Duration.ofSeconds(30).toNanos();

    private final TestCarrier test = TestCarrier.up(new KernelQueue(this::read));
    private final WakingSink told = new WakingSink();
    private long queued;
    private int readings;

    private KernelQueue.Reading read() {
        readings++;
        return new KernelQueue.Reading(queued, 0, 0, KernelQueue.Quickest.UNKNOWN, InFlight.Wire.UNKNOWN, List.of());
    }

    /** Turns the loop until the kernel was read so often; it is asked once in a real millisecond. */
    private void turnUntilRead(int times) {
        long fromNs = System.nanoTime();
        while (readings < times) {
            assertThat(System.nanoTime() - fromNs).as("waited for a reading").isLessThan(DEADLINE_NS);
            test.socket().turn(2);
        }
    }

    private void fill() {
        test.carrier().sink(told);
        queued = 10_000_000;
        assertThat(test.carrier().isWritable()).isFalse();
    }

    @Test
    void theLaneIsWokenOnceThereIsRoom() {
        fill();
        turnUntilRead(3);
        assertThat(told.woken).as("still full").isZero();
        queued = 0;
        turnUntilRead(4);
        assertThat(told.woken).isOne();
        test.socket().turn(1_000);
        assertThat(told.woken).as("nobody waits any more").isOne();
    }

    @Test
    void nobodyIsWokenWhoNeverFoundItFull() {
        test.carrier().sink(told);
        assertThat(test.carrier().isWritable()).isTrue();
        test.socket().turn(1_000);
        assertThat(told.woken).isZero();
    }

    @Test
    void askingOftenLooksNoOftener() {
        fill();
        for (int i = 0; i < 1_000; i++) {
            test.carrier().isWritable();
        }
        queued = 0;
        turnUntilRead(readings + 1);
        assertThat(told.woken).isOne();
    }

    @Test
    void anEndedCarrierIsNotLookedAt() {
        fill();
        test.lose();
        int before = readings;
        for (int i = 0; i < 100; i++) {
            test.socket().turn(2);
        }
        assertThat(test.carrier().isWritable()).isFalse();
        assertThat(readings).isEqualTo(before);
        assertThat(told.woken).isZero();
    }
}
