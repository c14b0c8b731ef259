package dev.braid.lab.bench.paths;

import dev.braid.lab.Lab;
import dev.braid.lab.NodePair;
import dev.braid.lab.Pause;
import dev.braid.lab.bench.paths.Ledger.Asked;
import dev.braid.node.contract.NodeStatus;
import java.io.IOException;
import java.time.Duration;

/**
 * Something in the Internet tampers with MPTCP on one link: from the start in even rounds, on a running tunnel in odd ones. Connections begin on
 * dsl, so what is against joining them is put on lte; on a running tunnel it shows when the link has been away.
 */
final class Stripped {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** What is done to packets of the link, both ways. */
    enum Tampering {
        /** The options of SYNs are removed. */
        SYN("dsl", "tcp flags & syn == syn reset tcp option mptcp"),
        /** A subflow that joins is answered as plain TCP. */
        JOIN("lte", "tcp option mptcp subtype 1 reset tcp option mptcp"),
        /** A subflow that joins is reset. */
        REFUSED("lte", "tcp flags & (syn | ack) == syn tcp option mptcp subtype 1 reject with tcp reset"),
        /** Data loses its mapping and checksum. */
        DATA("dsl", "tcp option mptcp subtype 2 reset tcp option mptcp");

        private final String link;
        private final String rule;

        Tampering(String link, String rule) {
            this.link = link;
            this.rule = rule;
        }
    }

    private final Tampering tampering;
    private final Ledger ledger;

    Stripped(Tampering tampering, Ledger ledger) {
        this.tampering = tampering;
        this.ledger = ledger;
    }

    void round(Lab lab, NodePair nodes, int round) throws IOException {
        Load.Kind kind = Load.Kind.of(round);
        boolean running = round % 2 == 1;
        String detail = kind + (running ? ", on a running tunnel" : ", from the start");
        try {
            if (running) {
                nodes.restartEdge();
            } else {
                tamper(lab);
                nodes.restartEdge(1);
            }
            String name = tampering.link + ", " + tampering;
            try (Load load = Load.start(lab, kind, 12)) {
                double from = Load.now();
                if (running) {
                    tamper(lab);
                    if (tampering.link.equals("lte")) {
                        lab.link("lte").carrier(false);
                        Pause.of(Duration.ofMillis(500));
                        lab.link("lte").carrier(true);
                    }
                }
                double named = named(nodes);
                Load.Seen seen = load.end();
                ledger.add(name + ": named after, s", Asked.atMost(10), named, detail + ", " + word(nodes));
                ledger.add(
                        name + ": longest stall of iperf, s",
                        Asked.atMost(1),
                        seen.iperf().longestStallSeconds(),
                        detail);
                ledger.add(
                        name + ": longest silence of a ping, s",
                        Asked.atMost(1),
                        seen.silence(from, from + 12),
                        detail);
                ledger.add(name + ": Mbit/s", Asked.NOTHING, seen.iperf().mbitPerSecond(), detail);
                ledger.add(name + ": lost a TCP session, rounds", Asked.atMost(0), seen.lost() ? 1 : 0, detail);
            }
        } finally {
            lab.tryExec("net", "nft", "delete", "table", "inet", "strip");
        }
    }

    private double named(NodePair nodes) throws IOException {
        double from = Load.now();
        while (Load.now() < from + PATIENCE.toSeconds()) {
            if (word(nodes).contains("mptcp stripped")) {
                return Load.now() - from;
            }
            Pause.of(Duration.ofMillis(50));
        }
        return Double.POSITIVE_INFINITY;
    }

    private String word(NodePair nodes) throws IOException {
        return nodes.edge().status().tunnels().getFirst().paths().stream()
                .filter(p -> p.name().equals(tampering.link))
                .map(Stripped::word)
                .findFirst()
                .orElse("");
    }

    private static String word(NodeStatus.Path path) {
        return path.state() + " " + path.reason();
    }

    private void tamper(Lab lab) throws IOException {
        lab.exec("net", "sh", "-c", """
                nft -f - <<END
                table inet strip {
                  chain passing {
                    type filter hook forward priority mangle;
                    iifname %s %s
                    oifname %s %s
                  }
                }
                END
                """.formatted(tampering.link, tampering.rule, tampering.link, tampering.rule));
    }
}
