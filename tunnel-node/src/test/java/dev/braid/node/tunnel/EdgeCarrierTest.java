package dev.braid.node.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.carrier.Carrier;
import dev.braid.node.carrier.CarrierConnector.Outcome;
import dev.braid.node.carrier.CarrierConnector.Way;
import dev.braid.node.carrier.CarrierEnd;
import dev.braid.node.carrier.CarrierEnd.Reason;
import dev.braid.node.carrier.Hello;
import dev.braid.node.carrier.Lane;
import dev.braid.node.carrier.TestCarrier;
import dev.braid.node.carrier.Welcome;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One place of a tunnel on a loop whose time is turned by hand; the network is {@link #attempts}. */
class EdgeCarrierTest {
    private static final Hello HELLO = new Hello(Hello.VERSION, Lane.PACKET, new UUID(1, 2), 0, 0);
    private static final Welcome WELCOME = new Welcome(1, 0, 1500, List.of());
    private static final CarrierEnd REFUSED = new CarrierEnd(Reason.UNREACHABLE, "refused");
    private static final InetSocketAddress HUB = new InetSocketAddress("192.0.2.1", 7070);
    private static final Way DSL = new Way(HUB, InetAddress.ofLiteral("203.0.113.5"), "eth0");
    private static final Way LTE = new Way(HUB, InetAddress.ofLiteral("198.51.100.7"), "wwan0");

    private final MockTicker time = Ticker.newMockTicker();
    private final EmbeddedChannel thread =
            EmbeddedChannel.builder().ticker(time).build();
    private final List<Attempt> attempts = new ArrayList<>();
    private final Told told = new Told();
    private final EdgeCarrier place = new EdgeCarrier(thread.eventLoop(), this::connect, HELLO, told);

    private record Attempt(Way way, Outcome outcome, TestCarrier carrier) {
        Carrier succeed() {
            outcome.up(carrier.carrier(), WELCOME);
            return carrier.carrier();
        }

        void fail() {
            outcome.failed(REFUSED);
        }

        boolean isAbandoned() {
            carrier.socket().runPendingTasks();
            return !carrier.socket().isOpen();
        }
    }

    private static final class Told implements EdgeCarrier.Owner {
        volatile List<Way> ways = List.of(DSL, LTE);
        volatile boolean broken;
        volatile boolean knowing = true;
        final List<Carrier> up = new ArrayList<>();
        final List<Carrier> replaced = new ArrayList<>();
        final List<CarrierEnd> failed = new ArrayList<>();

        @Override
        public List<Way> ways() {
            if (broken) {
                throw new IllegalStateException("a test's fault");
            }
            return ways;
        }

        @Override
        public boolean knowsWays() {
            return knowing;
        }

        @Override
        public void up(Carrier carrier, Welcome welcome) {
            up.add(carrier);
        }

        @Override
        public void replaced(Carrier worn) {
            replaced.add(worn);
        }

        @Override
        public void failed(CarrierEnd end) {
            failed.add(end);
        }
    }

    private Channel connect(EventLoop loop, Way way, Hello hello, Outcome outcome) {
        TestCarrier carrier = TestCarrier.up();
        attempts.add(new Attempt(way, outcome, carrier));
        return carrier.socket();
    }

    /** The ways are asked for on another thread, so it takes a moment until the loop has something to do. */
    private void await(BooleanSupplier done) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!done.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
            thread.runPendingTasks();
            Thread.onSpinWait();
        }
    }

    private void awaitAttempts(int count) {
        await(() -> attempts.size() >= count);
        assertThat(attempts).hasSize(count);
    }

    private void turn(long ms) {
        time.advance(ms, TimeUnit.MILLISECONDS);
        thread.runScheduledPendingTasks();
        thread.runPendingTasks();
    }

    private Carrier bringUp() {
        place.start();
        awaitAttempts(1);
        return attempts.getFirst().succeed();
    }

    /** Where nothing is up, nobody knows which ways work, and little is waited for. */
    @ParameterizedTest
    @CsvSource({"true, 250", "false, 30"})
    void theFirstWayIsTriedFirstAndTheNextWhenItHasNotAnswered(boolean knowing, int answerMs) {
        told.knowing = knowing;
        place.start();
        awaitAttempts(1);
        turn(answerMs - 1);
        assertThat(attempts).hasSize(1);
        turn(1);
        assertThat(attempts).extracting(Attempt::way).containsExactly(DSL, LTE);
    }

    @ParameterizedTest
    @CsvSource({"true, 250", "false, 30"})
    void aWayThatHasAnsweredHasASecondForItsHandshake(boolean knowing, int answerMs) {
        told.knowing = knowing;
        place.start();
        awaitAttempts(1);
        attempts.getFirst().outcome().reached();
        turn(answerMs);
        turn(999 - answerMs);
        assertThat(attempts).hasSize(1);
        turn(1);
        assertThat(attempts).hasSize(2);
    }

    @Test
    void aWayThatFailsMakesRoomForTheNextAtOnce() {
        place.start();
        awaitAttempts(1);
        attempts.getFirst().fail();
        assertThat(attempts).hasSize(2);
        assertThat(told.failed).isEmpty();
    }

    @Test
    void theFirstThatIsUpWinsAndTheOthersAreAbandoned() {
        place.start();
        awaitAttempts(1);
        turn(250);
        Carrier winner = attempts.get(1).succeed();
        assertThat(told.up).containsExactly(winner);
        assertThat(attempts.get(0).isAbandoned()).isTrue();
        assertThat(attempts.get(1).isAbandoned()).isFalse();
    }

    @Test
    void aSecondThatComesUpAfterTheRaceIsClosed() {
        place.start();
        awaitAttempts(1);
        turn(250);
        attempts.get(1).succeed();
        attempts.get(0).succeed();
        assertThat(told.up).hasSize(1);
        assertThat(attempts.get(0).isAbandoned()).isTrue();
    }

    @Test
    void whenAllFailItIsToldOnceAndTriedAgainLater() {
        place.start();
        awaitAttempts(1);
        attempts.get(0).fail();
        attempts.get(1).fail();
        assertThat(told.failed).containsExactly(REFUSED);
        turn(200);
        awaitAttempts(3);
    }

    /** A tunnel's first place, so that a hub that is there again is noticed. */
    @Test
    void theFirstPlaceKnocksOnceASecondHoweverOftenItFails() {
        told.ways = List.of(DSL);
        place.start();
        for (int knocks = 1; knocks <= 20; knocks++) {
            awaitAttempts(knocks);
            attempts.getLast().fail();
            turn(1_000);
        }
    }

    @Test
    void withoutAWayItWaitsAndChangesWakeIt() {
        told.ways = List.of();
        place.start();
        await(() -> !told.failed.isEmpty());
        assertThat(told.failed.getFirst().reason()).isEqualTo(Reason.UNREACHABLE);
        told.ways = List.of(LTE);
        place.retryNow();
        awaitAttempts(1);
    }

    @Test
    void waysThatCannotBeToldAreNoEnd() {
        told.broken = true;
        place.start();
        await(() -> !told.failed.isEmpty());
        told.broken = false;
        turn(200);
        awaitAttempts(1);
    }

    @Test
    void aWaitThatIsOverFindsTheCarrierThatHasComeUpMeanwhile() {
        told.ways = List.of();
        place.start();
        await(() -> !told.failed.isEmpty());
        told.ways = List.of(DSL);
        place.retryNow();
        awaitAttempts(1);
        attempts.getFirst().succeed();
        turn(5_000);
        quiesce();
        assertThat(attempts).hasSize(1);
        assertThat(told.replaced).isEmpty();
    }

    @Test
    void aLostCarrierIsMadeAnew() {
        Carrier carrier = bringUp();
        place.lost(carrier);
        turn(200);
        awaitAttempts(2);
        attempts.get(1).succeed();
        assertThat(told.up).hasSize(2);
        assertThat(told.replaced).isEmpty();
    }

    @Test
    void aReplacementIsUpBeforeTheOldOneIsGivenUp() {
        Carrier worn = bringUp();
        place.replace(worn);
        awaitAttempts(2);
        assertThat(told.replaced).isEmpty();
        Carrier fresh = attempts.get(1).succeed();
        assertThat(told.up).containsExactly(worn, fresh);
        assertThat(told.replaced).containsExactly(worn);
        place.lost(worn);
        turn(10_000);
        quiesce();
        assertThat(attempts).as("the fresh one stands").hasSize(2);
    }

    @Test
    void onlyTheCarrierThatStandsIsReplaced() {
        bringUp();
        place.replace(TestCarrier.up().carrier());
        quiesce();
        assertThat(attempts).hasSize(1);
    }

    @Test
    void afterCloseNothingIsTriedAndNothingStays() {
        Carrier carrier = bringUp();
        place.replace(carrier);
        awaitAttempts(2);
        place.close();
        thread.runPendingTasks();
        assertThat(attempts.get(0).isAbandoned()).isTrue();
        assertThat(attempts.get(1).isAbandoned()).isTrue();
        place.lost(carrier);
        place.retryNow();
        turn(60_000);
        quiesce();
        assertThat(attempts).hasSize(2);
    }

    /** Time for a look-up that should not have been started; a fault could go unseen here, and none is made up. */
    private void quiesce() {
        Thread asked = Thread.ofVirtual().start(() -> {});
        await(() -> !asked.isAlive());
        thread.runPendingTasks();
    }
}
