package dev.braid.node.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.carrier.Carrier;
import dev.braid.node.carrier.TestCarrier;
import dev.braid.node.linux.ErrnoException;
import dev.braid.node.linux.Libc;
import dev.braid.node.mptcp.MptcpSocket;
import dev.braid.node.mptcp.Subflow;
import dev.braid.node.path.SubflowRepair.Wanted;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Time is turned by hand: {@link #nowNs}. */
class SubflowRepairTest {
    private static final InetAddress DSL = InetAddress.ofLiteral("203.0.113.5");
    private static final InetAddress LTE = InetAddress.ofLiteral("198.51.100.7");
    private static final Subflow OVER_DSL = Subflows.of("203.0.113.5", 1, 0, 0);

    private final List<Carrier> replaced = new ArrayList<>();
    private final List<Carrier> givenUp = new ArrayList<>();
    private final SubflowRepair repair = new SubflowRepair(_ -> {}, replaced::add, givenUp::add);
    private final int fd = MptcpSocket.openStream(false);
    private final Carrier carrier =
            TestCarrier.up(0, new UUID(0, 1), "198.51.100.7", fd).carrier();
    private long nowNs;

    SubflowRepairTest() throws ErrnoException {}

    @AfterEach
    void close() {
        Libc.close(fd);
    }

    private void turn(double seconds, Subflow subflow, Set<InetAddress> bearable) {
        nowNs += (long) (seconds * TimeUnit.SECONDS.toNanos(1));
        repair.turn(Map.of(carrier, List.of(subflow)), new Wanted(Set.of(LTE), Set.of(), Set.of(), bearable), nowNs);
    }

    @Test
    void whoHasNoWantedPathIsReplacedSoonAndGivenUpWhenThatWasNoHelp() {
        turn(0, OVER_DSL, Set.of(LTE));
        assertThat(replaced).isEmpty();
        turn(0.4, OVER_DSL, Set.of(LTE));
        assertThat(replaced).containsExactly(carrier);
        turn(9.5, OVER_DSL, Set.of(LTE));
        assertThat(givenUp).isEmpty();
        turn(0.1, OVER_DSL, Set.of(LTE));
        assertThat(givenUp).containsExactly(carrier);
    }

    @Test
    void whatGoesOnAPathThatLivesAndMayCarryIsLetGoToItsEnd() {
        turn(0, OVER_DSL, Set.of(DSL, LTE));
        turn(0.5, OVER_DSL, Set.of(DSL, LTE));
        turn(60, OVER_DSL, Set.of(DSL, LTE));
        assertThat(replaced).as("the idle make room for better ones").isNotEmpty();
        assertThat(givenUp).isEmpty();
    }

    @Test
    void patienceBeginsWhenThePathIsGone() {
        turn(0, OVER_DSL, Set.of(DSL, LTE));
        turn(60, OVER_DSL, Set.of(LTE));
        turn(9.9, OVER_DSL, Set.of(LTE));
        assertThat(givenUp).isEmpty();
        turn(0.1, OVER_DSL, Set.of(LTE));
        assertThat(givenUp).containsExactly(carrier);
    }

    @Test
    void aWantedPathEndsAllWorry() {
        turn(0, OVER_DSL, Set.of(LTE));
        turn(9, Subflows.of("198.51.100.7", 1, 0, 0), Set.of(LTE));
        turn(9, OVER_DSL, Set.of(LTE));
        turn(9, OVER_DSL, Set.of(LTE));
        assertThat(givenUp).isEmpty();
    }
}
