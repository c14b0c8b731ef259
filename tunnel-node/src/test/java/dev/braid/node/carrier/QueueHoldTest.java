package dev.braid.node.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Time is turned by hand. */
class QueueHoldTest {
    private static final long S = 1_000_000_000;

    private final QueueHold hold = new QueueHold();
    private long now;

    /** Says for so long that the queue is short, or is not. */
    private void see(boolean shortQueue, long seconds) {
        for (long end = now + seconds * S; now < end; now += S / 10) {
            if (hold.isOn(now)) {
                hold.saw(shortQueue, now);
            }
        }
    }

    private long pauseSeconds() {
        long from = now;
        while (!hold.isOn(now)) {
            now += S;
        }
        return (now - from) / S;
    }

    @Test
    void itIsOnWhileItHelps() {
        see(true, 100);
        assertThat(hold.isOn(now)).isTrue();
    }

    @Test
    void aLongQueueNowAndThenIsNoReasonToStop() {
        for (int i = 0; i < 20; i++) {
            see(false, 1);
            see(true, 1);
        }
        assertThat(hold.isOn(now)).isTrue();
    }

    @Test
    void timeInWhichNobodySentDoesNotCount() {
        for (int i = 0; i < 20; i++) {
            see(false, 1);
            now += 5 * S;
        }
        assertThat(hold.isOn(now)).isTrue();
    }

    @Test
    void itRestsLongerEachTimeThatItDoesNotHelp() {
        see(false, 3);
        assertThat(pauseSeconds()).isBetween(28L, 30L);
        see(false, 3);
        assertThat(pauseSeconds()).isBetween(58L, 60L);
        for (int i = 0; i < 5; i++) {
            see(false, 3);
            pauseSeconds();
        }
        see(false, 3);
        assertThat(pauseSeconds()).isBetween(598L, 600L);
    }

    @Test
    void onceItHelpsThePauseIsShortAgain() {
        see(false, 3);
        pauseSeconds();
        see(true, 1);
        see(false, 1);
        see(true, 40);
        see(false, 3);
        assertThat(pauseSeconds()).isBetween(28L, 30L);
    }
}
