package dev.braid.node.path;

import java.net.InetAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The addresses that were taken out because their paths went silent, and when each is tried again: after 1 s, then ever more slowly, up to
 * 10 s. A trial adds the address, which makes the kernel send a SYN per carrier; data follows only when one is answered.
 *
 * <pre>
 *   in use --silent--> out --wait is over--> on trial --a subflow is up--> back --10 s later--> in use
 *                       ^                     |     ^                       |
 *                       |                     +-----+ wait is over          |
 *                       +------------- silent, the wait goes on growing ----+
 * </pre>
 *
 * <p>A path may answer a SYN and carry no data, so coming back alone does not make the next wait short again.
 */
final class SilentPaths {
    private static final long FIRST_WAIT_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long MAX_WAIT_NS = TimeUnit.SECONDS.toNanos(10);
    /** Whoever has been back for so long is trusted as before. */
    private static final long PROVEN_NS = TimeUnit.SECONDS.toNanos(10);

    private enum State {
        OUT,
        ON_TRIAL,
        BACK
    }

    private record Absence(State state, long sinceNs, long waitNs) {}

    /** Read by whoever asks for ways, turned by one thread. */
    private final Map<InetAddress, Absence> absences = new ConcurrentHashMap<>();

    boolean isOut(InetAddress address) {
        Absence absence = absences.get(address);
        return absence != null && absence.state() != State.BACK;
    }

    boolean isOnTrial(InetAddress address) {
        Absence absence = absences.get(address);
        return absence != null && absence.state() == State.ON_TRIAL;
    }

    void takeOut(InetAddress address, long nowNs) {
        Absence before = absences.get(address);
        if (before == null || before.state() == State.BACK) {
            long waitNs = before == null || nowNs - before.sinceNs() >= PROVEN_NS ? FIRST_WAIT_NS : before.waitNs();
            absences.put(address, new Absence(State.OUT, nowNs, waitNs));
        }
    }

    /** Whether it is time for a trial; asking starts the next, longer wait. */
    boolean isDue(InetAddress address, long nowNs) {
        Absence absence = absences.get(address);
        if (absence == null || absence.state() == State.BACK || nowNs - absence.sinceNs() < absence.waitNs()) {
            return false;
        }
        absences.put(address, new Absence(State.ON_TRIAL, nowNs, Math.min(MAX_WAIT_NS, absence.waitNs() * 2)));
        return true;
    }

    /** A subflow is up again. */
    void bringBack(InetAddress address, long nowNs) {
        absences.computeIfPresent(address, (_, absence) -> new Absence(State.BACK, nowNs, absence.waitNs()));
    }

    /** Forgets addresses that no uplink has any more. */
    void retain(Set<InetAddress> addresses) {
        absences.keySet().retainAll(addresses);
    }
}
