package dev.braid.lab.bench.paths;

import dev.braid.lab.Lab;
import dev.braid.lab.NodePair;
import dev.braid.lab.Pause;
import dev.braid.lab.bench.paths.Ledger.Asked;
import java.io.IOException;
import java.time.Duration;

/** All links are gone for a minute under load. */
final class Outage {
    private static final Duration LEAD = Duration.ofSeconds(3);
    private static final Duration AWAY = Duration.ofSeconds(60);
    private static final Duration BACK = Duration.ofSeconds(30);

    private final Ledger ledger;

    Outage(Ledger ledger) {
        this.ledger = ledger;
    }

    void round(Lab lab, NodePair nodes, int round) throws IOException {
        nodes.restartEdge();
        Load.Kind kind = Load.Kind.of(round);
        LinkLoss.Trouble trouble = round % 2 == 0 ? LinkLoss.Trouble.SILENT : LinkLoss.Trouble.UNPLUGGED;
        String detail = kind + ", " + trouble;
        boolean away = false;
        try (Load load = Load.start(lab, kind, (int) LEAD.plus(AWAY).plus(BACK).toSeconds())) {
            Pause.of(LEAD);
            away = true;
            both(lab, trouble, true);
            Pause.of(AWAY);
            double backAt = Load.now();
            both(lab, trouble, false);
            away = false;
            Load.Seen seen = load.end();
            ledger.add(
                    "all links gone for 60 s: lost a TCP session, rounds",
                    Asked.atMost(0),
                    seen.lost() ? 1 : 0,
                    detail);
            ledger.add(
                    "all links gone for 60 s: 90 % of the sum after, s",
                    Asked.NOTHING, seen.reaches(load.since(backAt), 150), detail);
            ledger.add(
                    "all links gone for 60 s: first reply to a ping after, s",
                    Asked.NOTHING,
                    seen.ping().replies().stream()
                            .mapToDouble(r -> r.atSeconds() - backAt)
                            .filter(s -> s > 0)
                            .findFirst()
                            .orElse(Double.POSITIVE_INFINITY),
                    detail);
        } finally {
            if (away) {
                both(lab, trouble, false);
            }
        }
    }

    private static void both(Lab lab, LinkLoss.Trouble trouble, boolean on) throws IOException {
        trouble.on(lab, "dsl", on);
        trouble.on(lab, "lte", on);
    }
}
