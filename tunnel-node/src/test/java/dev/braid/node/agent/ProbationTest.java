package dev.braid.node.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.agent.Reconciler.Outcome;
import dev.braid.node.contract.NodeReport.Trial;
import dev.braid.node.contract.SessionMessage.Hints;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

/** The clock stands still but while the probation pauses; what it meets depends on the second. */
class ProbationTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private long nowNs;
    private int reconnects;
    private LongPredicate session = _ -> true;
    private LongPredicate tunnel = _ -> true;
    private LongUnaryOperator confirmed = _ -> 0;

    private final Probation probation = new Probation(
            this::ask, () -> reconnects++, () -> tunnel.test(second()), () -> nowNs, time -> nowNs += time.toNanos());

    private Hints ask() throws IOException {
        if (!session.test(second())) {
            throw new IOException("nobody answers");
        }
        return new Hints(1, 7, confirmed.applyAsLong(second()), List.of(), false);
    }

    private long second() {
        return Duration.ofNanos(nowNs).toSeconds();
    }

    private Outcome await(boolean byPerson, boolean carried) throws InterruptedException {
        return probation.await(new Trial(7, Instant.EPOCH, byPerson), LIMIT, carried);
    }

    @Test
    void sessionAndTunnelAreTheProofOnceTheChangeHasShownItsEffect() throws Exception {
        assertThat(await(false, true)).isEqualTo(Outcome.PROVED);
        assertThat(second()).isEqualTo(2);
        assertThat(reconnects).isGreaterThan(1);
    }

    @Test
    void tunnelThatComesBackInTimeIsGoodEnough() throws Exception {
        tunnel = second -> second < 1 || second >= 29;
        assertThat(await(false, true)).isEqualTo(Outcome.PROVED);
        assertThat(second()).isEqualTo(29);
    }

    @Test
    void tunnelThatStaysAwayIsNotKept() throws Exception {
        tunnel = second -> second < 1;
        assertThat(await(false, true)).isEqualTo(Outcome.NO_TUNNEL);
        assertThat(second()).isEqualTo(30);
    }

    @Test
    void tunnelThatWasDownBeforeIsNotWaitedFor() throws Exception {
        tunnel = _ -> false;
        assertThat(await(false, false)).isEqualTo(Outcome.PROVED);
        assertThat(second()).isEqualTo(2);
    }

    @Test
    void lostSessionIsNamedBeforeALostTunnel() throws Exception {
        session = second -> second < 1;
        tunnel = _ -> false;
        assertThat(await(false, true)).isEqualTo(Outcome.NO_SESSION);
    }

    @Test
    void personsWordStandsForTheTunnel() throws Exception {
        tunnel = _ -> false;
        confirmed = second -> second < 10 ? 6 : 7;
        assertThat(await(false, true)).isEqualTo(Outcome.PROVED);
        assertThat(second()).isEqualTo(10);
    }

    @Test
    void whereAPersonHasToConfirmNothingElseDoes() throws Exception {
        assertThat(await(true, true)).isEqualTo(Outcome.NO_PERSON);
    }
}
