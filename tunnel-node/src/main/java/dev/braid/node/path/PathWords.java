package dev.braid.node.path;

import dev.braid.node.path.PathVerdict.Reason;
import dev.braid.node.path.PathVerdict.State;
import dev.braid.node.path.probe.ProbeFigures;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What is seen of a path, for a person: the figures behind a verdict, as a sentence and as numbers. */
record PathWords(AckProgress.Signs acks, ProbeFigures figures) {
    private static final double NS_PER_MS = 1e6;

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

    /** Why {@code path} is as it is; empty when the reason says it all. */
    String describe(EdgePath path, PathVerdict verdict) {
        Reason reason = verdict.reason();
        String why = reason == null ? "" : because(reason, path, verdict);
        return why.isEmpty() && verdict.state() == State.SUSPECT ? silence() : why;
    }

    private String because(Reason reason, EdgePath path, PathVerdict verdict) {
        return switch (reason) {
            case NO_CARRIER ->
                path.uplink().interfaceName().isEmpty()
                        ? "there is no interface " + path.spec().interfaceName()
                        : "";
            case NO_ACK_PROGRESS, PROBES_LOST -> silence();
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
            case DISABLED -> path.disabled() ? "by the operator" : "by its role";
            case LATENCY_TOO_HIGH ->
                "%.0f ms, %.0f are allowed"
                        .formatted(
                                figures.rttNs() / NS_PER_MS,
                                path.spec().limits().maxLatencyNs() / NS_PER_MS);
            case LOSS_TOO_HIGH ->
                "%.1f %%, %.1f are allowed"
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
        if (acks.unackedPackets() > 0) {
            text.append(String.format(
                    Locale.ROOT,
                    "%d packets wait, nothing acknowledged for %.0f ms",
                    acks.unackedPackets(),
                    acks.silentNs() / NS_PER_MS));
        }
        if (figures.unanswered() > 0) {
            text.append(text.isEmpty() ? "" : "; ")
                    .append(String.format(
                            Locale.ROOT,
                            "%d probes unanswered for %.0f ms",
                            figures.unanswered(),
                            figures.waitingNs() / NS_PER_MS));
        }
        if (figures.rttNs() > 0) {
            text.append(String.format(Locale.ROOT, "; usually %.0f ms", figures.rttNs() / NS_PER_MS));
        }
        return text.toString();
    }
}
