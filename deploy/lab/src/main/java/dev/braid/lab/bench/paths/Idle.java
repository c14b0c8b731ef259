package dev.braid.lab.bench.paths;

import dev.braid.lab.Lab;
import dev.braid.lab.LinkEmulator.Direction;
import dev.braid.lab.NodePair;
import dev.braid.lab.Pause;
import dev.braid.lab.bench.paths.Ledger.Asked;
import java.io.IOException;
import java.time.Duration;

/** What a node costs that has nothing to do, with lte as a standby. */
final class Idle {
    private static final Duration SETTLE = Duration.ofSeconds(25);
    private static final Duration WATCHED = Duration.ofSeconds(45);

    private final Ledger ledger;

    Idle(Ledger ledger) {
        this.ledger = ledger;
    }

    void round(Lab lab, NodePair nodes) throws IOException {
        nodes.configureEdge(c -> c.replace("lte: {interface: lte}", "lte: {interface: lte, role: standby}"));
        nodes.restartEdge(1);
        Pause.of(SETTLE);
        double edge = nodes.edge().cpuSeconds();
        double hub = nodes.hub().cpuSeconds();
        long lte = bytes(lab, "lte");
        long dsl = bytes(lab, "dsl");
        double from = Load.now();
        Pause.of(WATCHED);
        double seconds = Load.now() - from;
        ledger.add(
                "idle: processor of the edge, % of a core",
                Asked.atMost(1), 100 * (nodes.edge().cpuSeconds() - edge) / seconds, "");
        ledger.add(
                "idle: processor of the hub, % of a core",
                Asked.atMost(1), 100 * (nodes.hub().cpuSeconds() - hub) / seconds, "");
        ledger.add(
                "idle: a standby path, kbit/s, both directions",
                Asked.atMost(2),
                (bytes(lab, "lte") - lte) * 8 / 1e3 / seconds,
                "");
        ledger.add(
                "idle: a path in use, kbit/s, both directions",
                Asked.NOTHING,
                (bytes(lab, "dsl") - dsl) * 8 / 1e3 / seconds,
                "");
    }

    private static long bytes(Lab lab, String link) {
        return lab.link(link).counters(Direction.UP).bytes()
                + lab.link(link).counters(Direction.DOWN).bytes();
    }
}
