package dev.braid.node.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.carrier.Carrier;
import dev.braid.node.carrier.TestCarrier;
import dev.braid.node.mptcp.Subflow;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The kernel says what the test wants, and how often it was asked is counted. */
class CarrierSamplesTest {
    private static final InetAddress DSL = InetAddress.ofLiteral("203.0.113.5");

    private final TestCarrier test = TestCarrier.up();
    private final CarrierSamples samples = new CarrierSamples(() -> List.of(test.carrier()), _ -> read());
    private List<Subflow> subflows = List.of(Subflows.of("203.0.113.5", 1, 0, 0));
    private int readings;
    private long nowNs;

    private List<Subflow> read() {
        readings++;
        return subflows;
    }

    private AckProgress.Signs look() {
        nowNs += 100_000_000;
        return Objects.requireNonNull(samples.look(nowNs).get(DSL)).acks();
    }

    private void settle() {
        look();
        look();
        readings = 0;
    }

    private void write() {
        test.carrier().write(Unpooled.buffer().writeZero(100));
    }

    @Test
    void whereNothingMovesTheKernelIsNotAsked() {
        settle();
        for (int i = 0; i < 10; i++) {
            assertThat(look()).isEqualTo(AckProgress.Signs.NONE);
        }
        assertThat(readings).isZero();
    }

    @Test
    void quietIsWhoHasBeenReadAndMovedLittleSince() {
        assertThat(samples.areQuiet(150)).as("never read").isFalse();
        samples.all();
        assertThat(samples.areQuiet(150)).isTrue();
        write();
        assertThat(samples.areQuiet(150)).isTrue();
        write();
        assertThat(samples.areQuiet(150)).isFalse();
        samples.all();
        assertThat(samples.areQuiet(150)).isTrue();
    }

    @Test
    void whatMovesIsLookedAtUntilItHasBeenStillForTwoLooks() {
        settle();
        write();
        look();
        look();
        look();
        assertThat(readings).isEqualTo(2);
    }

    @Test
    void whatIsOnItsWayIsLookedAtUntilItIsAnswered() {
        subflows = List.of(Subflows.unacked("203.0.113.5", 1, 20, 1, 8, 1_000));
        settle();
        for (int i = 0; i < 10; i++) {
            look();
        }
        assertThat(readings).isEqualTo(10);
        assertThat(look().unackedPackets()).isEqualTo(8);
    }

    @Test
    void whatComesBehindAHoleIsLookedAtThoughTheCarrierStandsStill() {
        subflows = List.of(Subflows.receiving("203.0.113.5", 1, 5));
        settle();
        for (int i = 0; i < 10; i++) {
            look();
        }
        assertThat(readings).isEqualTo(10);
    }

    @Test
    void aLookAtAllSeesWhatIsNewAndForgetsWhatIsGone() {
        settle();
        subflows = List.of();
        samples.all();
        assertThat(samples.look(nowNs)).isEmpty();
    }

    @Test
    void ofManyTheBusiestAreLookedAt() {
        List<TestCarrier> many = Stream.generate(TestCarrier::up).limit(100).toList();
        List<Carrier> asked = new ArrayList<>();
        CarrierSamples crowd =
                new CarrierSamples(() -> many.stream().map(TestCarrier::carrier).toList(), carrier -> {
                    asked.add(carrier);
                    return subflows;
                });
        crowd.all();
        asked.clear();
        List<Carrier> busy =
                many.subList(60, 80).stream().map(TestCarrier::carrier).toList();
        for (int round = 0; round < 2; round++) {
            busy.forEach(carrier -> carrier.write(Unpooled.buffer().writeZero(100)));
            crowd.look(nowNs += 100_000_000);
        }
        assertThat(asked).containsAll(busy).hasSizeLessThan(2 * 30);
    }
}
