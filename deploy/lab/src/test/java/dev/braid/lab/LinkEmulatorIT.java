package dev.braid.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.braid.lab.LinkEmulator.Direction;
import dev.braid.lab.LinkEmulator.Side;
import dev.braid.lab.LinkShape.QueueLimit;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One emulated link as the hosts at its ends see it: the edge, and the net's end at 10.1.0.1. */
class LinkEmulatorIT {
    private static final LinkShape SHAPE = LinkShape.of(100, 10, 50);
    private static final String GATEWAY = Addresses.gateway(0, 0);

    private static Lab lab;
    private static LinkEmulator dsl;

    @BeforeAll
    static void up() throws IOException {
        lab = LabPlan.forTest().uplink("dsl", SHAPE).up();
        dsl = lab.link("dsl");
    }

    @AfterAll
    static void down() throws IOException {
        lab.close();
    }

    @BeforeEach
    void cleanLink() throws IOException {
        dsl.change(_ -> SHAPE);
        dsl.carrier(true);
    }

    @Test
    void carriesTcpAtItsRateBothWays() throws IOException {
        // The rate counts IP bytes; 52 of 1500 are headers (IP 20, TCP 20, timestamps 12).
        Percentage tolerance = Percentage.withPercentage(5);
        assertThat(tcp().run(lab).mbitPerSecond()).isCloseTo(96.5, tolerance);
        assertThat(tcp().reversed().run(lab).mbitPerSecond()).isCloseTo(96.5, tolerance);
    }

    @Test
    void carriesBothDirectionsAtOnce() throws IOException {
        // UDP, because two TCP flows take each other's acknowledgements' place in the queues.
        Iperf udp = tcp().udp(90_000_000, 1400);
        try (Iperf.Running up = udp.start(lab);
                Iperf.Running down = udp.reversed().start(lab)) {
            assertThat(up.result().lossRatio()).isLessThan(0.01);
            assertThat(down.result().lossRatio()).isLessThan(0.01);
        }
        assertThat(dsl.counters(Direction.UP).drops(DropCause.RING)).isZero();
    }

    @Test
    void carriesUdpAtItsRateAndDropsTheRest() throws IOException {
        IperfResult result = tcp().udp(120_000_000, 1400).run(lab);
        assertThat(result.mbitPerSecond()).isCloseTo(100.0 * 1400 / 1428, Percentage.withPercentage(5));
        assertThat(dsl.counters(Direction.UP).drops(DropCause.QUEUE)).isGreaterThan(1000);
    }

    @Test
    void rateCanBeChangedWhileItRuns() throws IOException {
        dsl.change(Direction.DOWN, shape -> shape.withRate(20_000_000));
        assertThat(tcp().reversed().run(lab).mbitPerSecond()).isCloseTo(19.3, Percentage.withPercentage(5));
    }

    @Test
    void delaysByWhatIsAsked() throws IOException {
        assertThat(ping(50).medianRttMs()).isBetween(20.0, 21.5);
        dsl.change(shape -> shape.withDelayNs(1_000_000));
        assertThat(ping(50).medianRttMs()).isBetween(2.0, 3.5);
    }

    @Test
    void losesAboutTheConfiguredShareOfPackets() throws IOException {
        dsl.change(Direction.UP, shape -> shape.withDelayNs(0).withLoss(0.1));
        assertThat(ping(1000).lossRatio()).isCloseTo(0.1, within(0.04));
    }

    @Test
    void queueBoundHoldsUnderLoad() throws IOException {
        dsl.change(shape -> shape.withQueue(new QueueLimit.Time(30_000_000)));
        try (Ping ping = Ping.start(lab, "edge", GATEWAY, Duration.ofMillis(20));
                Iperf.Running load = tcp().start(lab)) {
            load.result();
            PingResult seen = ping.stop();
            // 20 ms of way, 30 ms of queue: CUBIC fills it, nothing may wait longer.
            assertThat(seen.percentileRttMs(90)).isGreaterThan(35);
            assertThat(seen.percentileRttMs(99)).isLessThan(53);
        }
    }

    @Test
    void blackholeSilencesWithoutAWord() throws IOException {
        dsl.blackhole(true);
        assertThat(ping(20).replies()).isEmpty();
        assertThat(lab.exec("edge", "ip", "link", "show", "dsl")).doesNotContain("NO-CARRIER");
        dsl.blackhole(false);
        assertThat(ping(20).lossRatio()).isZero();
    }

    @Test
    void pulledCableIsSeenByBothEndsAndStopsTraffic() throws IOException {
        dsl.carrier(false);
        assertThat(lab.exec("edge", "ip", "link", "show", "dsl")).contains("NO-CARRIER");
        assertThat(lab.exec("net", "ip", "link", "show", "dsl")).contains("NO-CARRIER");
        assertThat(ping(10).replies()).isEmpty();
        dsl.carrier(true);
        try (Ping ping = Ping.start(lab, "edge", GATEWAY, Duration.ofMillis(50))) {
            ping.awaitReply(Duration.ofSeconds(5));
        }
    }

    @Test
    void cablePulledAtOneEndIsSeenThereOnly() throws IOException {
        dsl.carrier(Side.A, false);
        assertThat(lab.exec("edge", "ip", "link", "show", "dsl")).contains("NO-CARRIER");
        assertThat(lab.exec("net", "ip", "link", "show", "dsl")).doesNotContain("NO-CARRIER");
    }

    @Test
    void carriesThreeHundredMbit() throws IOException {
        dsl.change(_ -> LinkShape.of(300, 5, 50));
        assertThat(tcp().reversed().run(lab).mbitPerSecond()).isCloseTo(289.6, Percentage.withPercentage(5));
        assertThat(dsl.counters(Direction.DOWN).drops(DropCause.RING)).isZero();
    }

    @Test
    void allocatesNothingPerPacket() throws IOException {
        long thread = Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().equals("link-dsl"))
                .findFirst()
                .orElseThrow()
                .threadId();
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        double bytesPerPacket = Double.MAX_VALUE;
        // The interpreter boxes what the compiled loop does not: on a busy machine compilation takes a few rounds.
        for (int round = 0; round < 6 && bytesPerPacket > 0.1; round++) {
            long bytesBefore = threads.getThreadAllocatedBytes(thread);
            long packetsBefore = dsl.counters(Direction.UP).packets();
            tcp().run(lab);
            long packets = dsl.counters(Direction.UP).packets() - packetsBefore;
            assertThat(packets).isGreaterThan(20_000);
            bytesPerPacket = (double) (threads.getThreadAllocatedBytes(thread) - bytesBefore) / packets;
        }
        assertThat(bytesPerPacket).isLessThanOrEqualTo(0.1);
    }

    private static Iperf tcp() {
        return Iperf.between("edge", "net", GATEWAY).seconds(3);
    }

    private static PingResult ping(int count) throws IOException {
        return Ping.run(lab, "edge", GATEWAY, count, Duration.ofMillis(5));
    }
}
