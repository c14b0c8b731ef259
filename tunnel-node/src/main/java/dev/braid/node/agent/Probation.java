package dev.braid.node.agent;

import dev.braid.node.agent.Reconciler.Outcome;
import dev.braid.node.contract.NodeReport.Trial;
import dev.braid.node.contract.SessionMessage.Hints;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a revision on trial. A session made after the change has shown its effect is the proof, together with the tunnel, if it was up before;
 * where a person has to, a confirmation that came through a session. A person's word stands for the tunnel, too: whoever takes the last
 * uplink out on purpose says so.
 */
final class Probation implements Reconciler.Proof {
    private static final Logger log = LoggerFactory.getLogger(Probation.class);
    /** What a change does to the network shows a little later than the change. */
    private static final Duration SETTLE = Duration.ofSeconds(2);

    private static final Duration PAUSE = Duration.ofMillis(250);

    /** Asks the control plane. */
    interface Ask {
        Hints now() throws IOException;
    }

    /** Lets time pass. */
    interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    private final Ask ask;
    private final Runnable hangUp;
    private final BooleanSupplier carries;
    private final LongSupplier clockNs;
    private final Pause pause;

    /**
     * @param hangUp has the next {@code ask} prove anew that the way works
     * @param carries whether the tunnel is up now
     */
    Probation(Ask ask, Runnable hangUp, BooleanSupplier carries, LongSupplier clockNs, Pause pause) {
        this.ask = ask;
        this.hangUp = hangUp;
        this.carries = carries;
        this.clockNs = clockNs;
        this.pause = pause;
    }

    @Override
    public Outcome await(Trial trial, Duration limit, boolean carried) throws InterruptedException {
        long startNs = clockNs.getAsLong();
        long settleNs = Math.min(SETTLE.toNanos(), limit.toNanos() / 2);
        Outcome outcome = Outcome.NO_SESSION;
        hangUp.run();
        try {
            while (clockNs.getAsLong() - startNs < limit.toNanos()) {
                boolean settled = clockNs.getAsLong() - startNs >= settleNs;
                Outcome seen = look(trial, carried);
                if (settled && seen == Outcome.PROVED) {
                    return seen;
                }
                if (settled) {
                    outcome = seen;
                } else {
                    hangUp.run();
                }
                pause.of(PAUSE);
            }
            return outcome;
        } finally {
            hangUp.run();
        }
    }

    private Outcome look(Trial trial, boolean carried) {
        try {
            if (ask.now().confirmedRevision() == trial.revision()) {
                return Outcome.PROVED;
            }
            if (trial.byPerson()) {
                return Outcome.NO_PERSON;
            }
            return carried && !carries.getAsBoolean() ? Outcome.NO_TUNNEL : Outcome.PROVED;
        } catch (IOException e) {
            log.atDebug().addKeyValue("reason", e.getMessage()).log("No session yet on trial");
            return Outcome.NO_SESSION;
        }
    }
}
