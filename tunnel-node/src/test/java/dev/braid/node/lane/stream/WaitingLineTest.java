package dev.braid.node.lane.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WaitingLineTest {
    private static final InetAddress GREEDY = InetAddress.ofLiteral("192.168.50.2");
    private static final InetAddress OTHER = InetAddress.ofLiteral("192.168.50.3");
    private static final long START_NS = TimeUnit.HOURS.toNanos(1);

    private final WaitingLine<String> line = new WaitingLine<>(START_NS);

    private static long at(long seconds) {
        return START_NS + TimeUnit.SECONDS.toNanos(seconds);
    }

    @Test
    void whoComesFirstGoesFirst() {
        line.add(GREEDY, "first", at(0));
        line.add(GREEDY, "second", at(0));
        assertThat(line.poll(at(1))).isEqualTo("first");
        assertThat(line.poll(at(1))).isEqualTo("second");
        assertThat(line.poll(at(1))).isNull();
        assertThat(line.size()).isZero();
    }

    @Test
    void aHostWithOneDoesNotWaitBehindAHundredOfAnother() {
        for (int i = 0; i < 100; i++) {
            line.add(GREEDY, "greedy " + i, at(0));
        }
        line.add(OTHER, "other", at(1));
        assertThat(line.poll(at(1))).isEqualTo("greedy 0");
        assertThat(line.poll(at(1))).isEqualTo("other");
        assertThat(line.poll(at(1))).isEqualTo("greedy 1");
        assertThat(line.size()).isEqualTo(98);
    }

    @Test
    void whoIsPutBackIsNext() {
        line.add(GREEDY, "first", at(0));
        line.add(GREEDY, "second", at(0));
        line.add(OTHER, "other", at(0));
        line.putBack(GREEDY, String.valueOf(line.poll(at(1))), at(0));
        assertThat(line.poll(at(1))).isEqualTo("first");
        assertThat(line.size()).isEqualTo(2);
    }

    @Test
    void aLineThatDoesNotMoveIsLeftAfterTenSeconds() {
        line.add(GREEDY, "first", at(5));
        line.add(GREEDY, "second", at(12));
        assertThat(line.late(at(15))).isEmpty();
        assertThat(line.late(at(16))).containsExactly("first");
        assertThat(line.size()).isEqualTo(1);
    }

    @Test
    void aLineThatMovesIsLeftAfterThirtySeconds() {
        line.add(GREEDY, "served", at(0));
        line.add(GREEDY, "late", at(0));
        line.add(GREEDY, "in time", at(1));
        line.poll(at(25));
        assertThat(line.late(at(30))).isEmpty();
        assertThat(line.late(at(31))).containsExactly("late");
        assertThat(line.late(at(36))).containsExactly("in time");
        assertThat(line.poll(at(36))).isNull();
    }

    @Test
    void allLeaveAtTheEnd() {
        line.add(GREEDY, "one", at(0));
        line.add(OTHER, "two", at(0));
        assertThat(line.clear()).containsExactly("one", "two");
        assertThat(line.size()).isZero();
    }
}
