package dev.braid.lab.bench.paths;

import dev.braid.lab.Lab;
import dev.braid.lab.NodePair;
import dev.braid.lab.Pause;
import dev.braid.lab.bench.paths.Ledger.Asked;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One link is silent for 3 s, there for 3 s, and so on for two minutes; the other one alone is the measure. */
final class Flapping {
    private static final int STEADY_SECONDS = 10;
    private static final int FLAPS = 20;
    private static final Duration EACH = Duration.ofSeconds(3);
    private static final int TENTHS = 10;

    private final String link;
    private final Ledger ledger;

    Flapping(String link, Ledger ledger) {
        this.link = link;
        this.ledger = ledger;
    }

    void round(Lab lab, NodePair nodes, int round) throws IOException {
        nodes.restartEdge();
        Load.Kind kind = Load.Kind.of(round);
        int seconds = STEADY_SECONDS + FLAPS * 2 * (int) EACH.toSeconds();
        try (Load load = Load.start(lab, kind, seconds)) {
            lab.link(link).blackhole(true);
            Pause.of(Duration.ofSeconds(STEADY_SECONDS));
            double from = load.since(Load.now());
            for (int i = 0; i < FLAPS; i++) {
                lab.link(link).blackhole(false);
                Pause.of(EACH);
                lab.link(link).blackhole(true);
                Pause.of(EACH);
            }
            note(load.end(), (int) Math.ceil(from * TENTHS), kind.toString());
        } finally {
            lab.link(link).blackhole(false);
        }
    }

    private void note(Load.Seen seen, int from, String detail) {
        String name = link + " flaps every 3 s";
        int count = seen.iperf().intervals().size();
        if (count < from) {
            ledger.add(name + ": lost a TCP session, rounds", Asked.atMost(0), 1, detail);
            return;
        }
        // iperf3 begins its count up to half a second later than we do.
        double steady = seen.mbit(5 * TENTHS, from - 6 * TENTHS);
        List<Double> ofSteady = new ArrayList<>();
        for (int i = from; i + TENTHS <= count; i += TENTHS) {
            ofSteady.add(seen.mbit(i, TENTHS) / steady);
        }
        double under = ofSteady.stream().filter(r -> r < 0.9).count();
        ledger.add(name + ": lost a TCP session, rounds", Asked.atMost(0), seen.lost() ? 1 : 0, detail);
        ledger.add(name + ": the steady link alone, Mbit/s", Asked.NOTHING, steady, detail);
        ledger.add(
                name + ": worst second, of the steady link",
                Asked.atLeast(0.9),
                ofSteady.stream().mapToDouble(r -> r).min().orElse(0),
                detail);
        ledger.add(name + ": seconds under 0.9 of it, of 120", Asked.NOTHING, under, detail);
        ledger.add(
                name + ": all of it, of the steady link",
                Asked.atLeast(0.9),
                ofSteady.stream().mapToDouble(r -> r).average().orElse(0),
                detail);
        List<Double> replies =
                seen.ping().replies().stream().map(r -> r.atSeconds()).toList();
        ledger.add(
                name + ": longest silence of a ping, s",
                Asked.NOTHING,
                seen.silence(replies.getFirst() + STEADY_SECONDS, replies.getLast()),
                detail);
    }
}
