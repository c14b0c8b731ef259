package dev.braid.node.lane.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WaitingLineTest {
    private static final InetAddress GREEDY = InetAddress.ofLiteral("192.168.50.2");
    private static final InetAddress OTHER = InetAddress.ofLiteral("192.168.50.3");
    private static final long START_NS = TimeUnit.HOURS.toNanos(1);

    private final WaitingLine<String> line = new WaitingLine<>(90, START_NS);

    private static long at(long seconds) {
        return START_NS + TimeUnit.SECONDS.toNanos(seconds);
    }

    private @Nullable String poll(long seconds) {
        return line.poll(at(seconds), _ -> true);
    }

    @Test
    void whoComesFirstGoesFirst() {
        line.add(GREEDY, "first", at(0));
        line.add(GREEDY, "second", at(0));
        assertThat(poll(1)).isEqualTo("first");
        assertThat(poll(1)).isEqualTo("second");
        assertThat(poll(1)).isNull();
        assertThat(line.size()).isZero();
    }

    @Test
    void aHostWithOneDoesNotWaitBehindManyOfAnother() {
        for (int i = 0; i < 70; i++) {
            line.add(GREEDY, "greedy " + i, at(0));
        }
        line.add(OTHER, "other", at(1));
        assertThat(poll(1)).isEqualTo("greedy 0");
        assertThat(poll(1)).isEqualTo("other");
        assertThat(poll(1)).isEqualTo("greedy 1");
        assertThat(line.size()).isEqualTo(68);
    }

    @Test
    void aHostThatMayNotIsPassedAndKeepsItsTurn() {
        line.add(GREEDY, "greedy", at(0));
        line.add(OTHER, "first", at(0));
        line.add(OTHER, "second", at(0));
        assertThat(line.poll(at(1), OTHER::equals)).isEqualTo("first");
        assertThat(poll(1)).isEqualTo("greedy");
        assertThat(line.poll(at(1), GREEDY::equals)).isNull();
        assertThat(line.size()).isOne();
    }

    @Test
    void aLineOfThoseWhoMayNotDoesNotMove() {
        line.add(GREEDY, "greedy", at(0));
        line.poll(at(5), OTHER::equals);
        assertThat(line.late(at(11))).containsExactly("greedy");
    }

    @Test
    void whoIsPutBackIsNext() {
        line.add(GREEDY, "first", at(0));
        line.add(GREEDY, "second", at(0));
        line.add(OTHER, "other", at(0));
        line.putBack(GREEDY, String.valueOf(poll(1)), at(0));
        assertThat(poll(1)).isEqualTo("first");
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
    void aLineThatMovesIsLeftAfterAMinute() {
        line.add(GREEDY, "served", at(0));
        line.add(GREEDY, "late", at(0));
        line.add(GREEDY, "in time", at(4));
        poll(55);
        assertThat(line.late(at(60))).isEmpty();
        assertThat(line.late(at(61))).containsExactly("late");
        assertThat(line.late(at(65))).containsExactly("in time");
        assertThat(poll(65)).isNull();
    }

    @Test
    void oneHostHasMostOfThePlacesButNotAll() {
        int had = 0;
        while (line.add(GREEDY, "greedy", at(0))) {
            had++;
        }
        assertThat(had).isEqualTo(80);
        assertThat(line.size()).isEqualTo(80);
        assertThat(line.add(OTHER, "other", at(0))).isTrue();
    }

    @Test
    void placesAreFourForEachFlowAsFarAsMemoryGoes() {
        assertThat(WaitingLine.places(100)).isEqualTo(400);
        assertThat(WaitingLine.places(10_000)).isEqualTo(16_384);
        assertThat(WaitingLine.places(65_536)).isEqualTo(65_536);
    }

    @Test
    void aPlaceThatIsLeftIsAnothers() {
        while (line.add(GREEDY, "greedy", at(0))) {}
        poll(1);
        assertThat(line.add(GREEDY, "next", at(1))).isTrue();
        assertThat(line.add(GREEDY, "one more", at(1))).isFalse();
    }

    @Test
    void allLeaveAtTheEnd() {
        line.add(GREEDY, "one", at(0));
        line.add(OTHER, "two", at(0));
        assertThat(line.clear()).containsExactly("one", "two");
        assertThat(line.size()).isZero();
    }
}
