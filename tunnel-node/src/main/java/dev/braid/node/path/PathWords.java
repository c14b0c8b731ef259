package dev.braid.node.path;

import dev.braid.node.path.PathVerdict.Reason;
import dev.braid.node.path.PathVerdict.State;
import dev.braid.node.path.probe.ProbeFigures;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is seen of a path, for a person: the figures behind a verdict, as a sentence and as numbers. Times are written so that a reader's program
 * can put them into the reader's zone.
 */
record PathWords(AckProgress.Signs acks, ProbeFigures figures, Instant now) {
    private static final double NS_PER_MS = 1e6;
    private static final double NS_PER_S = 1e9;
    private static final double MS_PER_S = 1e3;

    Map<String, Double> evidence() {
        Map<String, Double> evidence = new TreeMap<>();
        if (figures.answered() > 0) {
            evidence.put("rttMs", figures.rttNs() / NS_PER_MS);
            evidence.put("jitterMs", figures.jitterNs() / NS_PER_MS);
            evidence.put("lossRatio", figures.lossRatio());
        }
        if (figures.unanswered() > 0) {
            evidence.put("probesUnanswered", (double) figures.unanswered());
            evidence.put("probesSilentMs", figures.waitingNs() / NS_PER_MS);
        }
        if (acks.unackedPackets() > 0) {
            evidence.put("unackedPackets", (double) acks.unackedPackets());
            evidence.put("silentMs", acks.silentNs() / NS_PER_MS);
        }
        return evidence;
    }

    /** {@code lte is down: no answer to 5 probes since ..., carrying nothing}, or {@code lte is up again after 41 s}. */
    static String sentence(String path, PathVerdict before, Duration forTime, PathVerdict now, String detail) {
        String state = path + " is " + now.state().name().toLowerCase(Locale.ROOT);
        Reason reason = now.reason();
        if (!detail.isEmpty() || reason != null) {
            return state + ": " + (detail.isEmpty() && reason != null ? reason.text() : detail);
        }
        return now.state() == State.UP && before.state() != State.STANDBY
                ? "%s again after %s".formatted(state, seconds(forTime.toMillis() / MS_PER_S))
                : state;
    }

    /**
     * Why {@code path} is as it is, so that it can be read alone; empty when the reason says it all.
     *
     * @param moved whether it carried something that others carry now
     */
    String describe(EdgePath path, PathVerdict verdict, boolean moved) {
        Reason reason = verdict.reason();
        if (reason == Reason.NO_ACK_PROGRESS || reason == Reason.PROBES_LOST) {
            return lost(moved);
        }
        String why = reason == null ? "" : because(reason, path, verdict);
        return why.isEmpty() && verdict.state() == State.SUSPECT ? silence() : why;
    }

    String lost(boolean moved) {
        return silence() + ", carrying nothing" + (moved ? "; traffic moved in " + seconds(silentNs() / NS_PER_S) : "");
    }

    private String because(Reason reason, EdgePath path, PathVerdict verdict) {
        return switch (reason) {
            case NO_CARRIER ->
                path.uplink().interfaceName().isEmpty()
                        ? "there is no interface " + path.spec().interfaceName()
                        : "";
            case HUB_UNREACHABLE ->
                "no connection comes about" + (figures.isUsable() ? ", though probes are answered" : "");
            case MPTCP_STRIPPED ->
                path.refusesJoins()
                        ? "something on the way lets connections begin with MPTCP, and refuses subflows that join one (MP_JOIN)"
                                + (verdict.state() == State.DOWN ? "" : "; carriers begin here")
                        : "something on the way removes MPTCP's options"
                                + (verdict.state() == State.DOWN
                                        ? ""
                                        : "; used with plain TCP, nothing better is left");
            case DISABLED -> path.disabled() ? "taken out by the operator" : "taken out by its configuration";
            case LATENCY_TOO_HIGH ->
                "latency is %.0f ms, %.0f are allowed"
                        .formatted(
                                figures.rttNs() / NS_PER_MS,
                                path.spec().limits().maxLatencyNs() / NS_PER_MS);
            case LOSS_TOO_HIGH ->
                "loss is %.1f %%, %.1f are allowed"
                        .formatted(
                                100 * figures.lossRatio(),
                                100 * path.spec().limits().maxLossRatio());
            case HURTS_THE_BOND -> path.harm();
            case FLAPPING -> path.health().condition();
            default -> "";
        };
    }

    private String silence() {
        StringBuilder text = new StringBuilder();
        if (figures.unanswered() > 0) {
            text.append("no answer to ").append(count(figures.unanswered(), "probe"));
        }
        if (acks.unackedPackets() > 0) {
            text.append(text.isEmpty() ? "no acknowledgement of " : " and ")
                    .append(count(acks.unackedPackets(), "packet"));
        }
        return text.isEmpty()
                ? ""
                : text + " since " + now.minusNanos(silentNs()).truncatedTo(ChronoUnit.SECONDS);
    }

    /** Since the first sign that is still without an answer. */
    private long silentNs() {
        return Math.max(figures.waitingNs(), acks.unackedPackets() > 0 ? acks.silentNs() : 0);
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, seconds < 10 ? "%.2f s" : "%.0f s", seconds);
    }
}
