package dev.braid.node.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.carrier.Carrier;
import dev.braid.node.carrier.TestCarrier;
import dev.braid.node.linux.ErrnoException;
import dev.braid.node.linux.Libc;
import dev.braid.node.mptcp.MptcpSocket;
import dev.braid.node.mptcp.Subflow;
import dev.braid.node.path.MissingSubflows.Act;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Time is turned by hand: {@link #nowNs}. */
class MissingSubflowsTest {
    private static final InetAddress DSL = InetAddress.ofLiteral("203.0.113.5");
    private static final Subflow OVER_DSL = Subflows.of("203.0.113.5", 1, 0, 0);
    private static final Subflow OVER_LTE = Subflows.of("198.51.100.7", 1, 0, 0);

    private final MissingSubflows missing = new MissingSubflows();
    private final int fd = MptcpSocket.openStream(false);
    private final Carrier first = carrier(0);
    private final Carrier second = carrier(1);
    private final Map<Carrier, List<Subflow>> byCarrier = new HashMap<>();
    private long nowNs;

    MissingSubflowsTest() throws ErrnoException {}

    private Carrier carrier(int index) {
        return TestCarrier.up(index, new UUID(0, 1), "198.51.100.7", fd).carrier();
    }

    @AfterEach
    void close() {
        Libc.close(fd);
    }

    /** What is to be done once so many seconds have passed. */
    private Act after(long seconds) {
        nowNs += TimeUnit.SECONDS.toNanos(seconds);
        return missing.judge(DSL, byCarrier, nowNs);
    }

    @Test
    void nothingIsDoneWhileAllHaveIt() {
        byCarrier.put(first, List.of(OVER_DSL, OVER_LTE));
        assertThat(after(0)).isEqualTo(new Act.Nothing());
        assertThat(after(100)).isEqualTo(new Act.Nothing());
    }

    @Test
    void theAddressIsRenewedWhenNobodyHasItEverMoreSlowly() {
        byCarrier.put(first, List.of(OVER_LTE));
        assertThat(after(0)).isEqualTo(new Act.Nothing());
        assertThat(after(2)).isEqualTo(new Act.Nothing());
        assertThat(after(1)).isEqualTo(new Act.Renew());
        assertThat(after(5)).isEqualTo(new Act.Nothing());
        assertThat(after(1)).isEqualTo(new Act.Renew());
        assertThat(after(11)).isEqualTo(new Act.Nothing());
        assertThat(after(1)).isEqualTo(new Act.Renew());
        for (int i = 0; i < 5; i++) {
            after(60);
        }
        assertThat(after(59)).isEqualTo(new Act.Nothing());
        assertThat(after(1)).as("once a minute at least").isEqualTo(new Act.Renew());
    }

    @Test
    void theCarrierIsReplacedWhenOthersHaveIt() {
        byCarrier.put(first, List.of(OVER_LTE, OVER_DSL));
        byCarrier.put(second, List.of(OVER_LTE, Subflows.in(2, "203.0.113.5", 2, 0, 0)));
        after(0);
        assertThat(after(3)).isEqualTo(new Act.Replace(second));
    }

    @Test
    void patienceBeginsAnewWhenItHadComeBack() {
        byCarrier.put(first, List.of(OVER_LTE));
        after(0);
        byCarrier.put(first, List.of(OVER_LTE, OVER_DSL));
        after(2);
        byCarrier.put(first, List.of(OVER_LTE));
        assertThat(after(2)).isEqualTo(new Act.Nothing());
        assertThat(after(2)).isEqualTo(new Act.Nothing());
        assertThat(after(1)).isEqualTo(new Act.Renew());
    }

    @Test
    void anotherFamilyIsNotMissed() {
        byCarrier.put(first, List.of(Subflows.of("2001:db8::1", 1, 0, 0)));
        after(0);
        assertThat(after(100)).isEqualTo(new Act.Nothing());
    }

    @Test
    void plainTcpKeepsItsOnePath() {
        Carrier plain = TestCarrier.up().carrier(); // its descriptor is nobody's, so not MPTCP's
        byCarrier.put(plain, List.of(OVER_LTE));
        after(0);
        assertThat(after(100)).isEqualTo(new Act.Nothing());
    }
}
