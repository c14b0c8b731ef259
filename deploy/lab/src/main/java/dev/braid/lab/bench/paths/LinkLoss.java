package dev.braid.lab.bench.paths;

import dev.braid.lab.Addresses;
import dev.braid.lab.Lab;
import dev.braid.lab.LinkEmulator;
import dev.braid.lab.NodePair;
import dev.braid.lab.Pause;
import dev.braid.lab.bench.paths.Ledger.Asked;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/**
 * What a lost link costs at full load, and its return. The edge is started anew for each round, so that none is damped for the one before;
 * by the time that the link goes it has run for long enough not to compile what it runs.
 */
final class LinkLoss {
    private static final Duration LEAD = Duration.ofSeconds(10);
    /** Of the lead, what is measured. */
    private static final Duration BEFORE = Duration.ofSeconds(5);

    private static final Duration AWAY = Duration.ofSeconds(3);
    private static final Duration BACK = Duration.ofSeconds(6);

    /** What happens to the link. */
    enum Trouble {
        SILENT,
        UNPLUGGED,
        /** {@code ip link set down}, and up again as a DHCP client would follow. */
        DOWN;

        void on(Lab lab, String name, boolean trouble) throws IOException {
            LinkEmulator link = lab.link(name);
            switch (this) {
                case SILENT -> link.blackhole(trouble);
                case UNPLUGGED -> link.carrier(!trouble);
                case DOWN -> {
                    lab.exec("edge", "ip", "link", "set", name, trouble ? "down" : "up");
                    if (!trouble) {
                        int uplink = name.equals("dsl") ? 0 : 1;
                        String gateway = Addresses.gateway(0, uplink);
                        String metric = Integer.toString(100 * (uplink + 1));
                        lab.exec(
                                "edge", "ip", "route", "replace", "default", "via", gateway, "dev", name, "metric",
                                metric);
                    }
                }
            }
        }
    }

    private final Trouble trouble;
    private final String link;
    private final double remainingMbit;
    private final Ledger ledger;

    LinkLoss(Trouble trouble, String link, Ledger ledger) {
        this.trouble = trouble;
        this.link = link;
        this.remainingMbit = link.equals("dsl") ? 50 : 100;
        this.ledger = ledger;
    }

    void round(Lab lab, NodePair nodes, int round) throws IOException {
        nodes.restartEdge();
        Load.Kind kind = Load.Kind.of(round);
        int seconds = (int) LEAD.plus(AWAY).plus(BACK).toSeconds();
        boolean away = false;
        try (Load load = Load.start(lab, kind, seconds)) {
            Pause.of(LEAD);
            double cutAt = Load.now();
            away = true;
            trouble.on(lab, link, true);
            Pause.of(AWAY);
            double backAt = Load.now();
            trouble.on(lab, link, false);
            away = false;
            note(load.end(), cutAt, backAt, load, kind.toString());
        } finally {
            if (away) {
                trouble.on(lab, link, false);
            }
        }
    }

    private void note(Load.Seen seen, double cutAt, double backAt, Load load, String detail) {
        String name = link + " " + trouble.name().toLowerCase(Locale.ROOT);
        Asked silence = trouble == Trouble.SILENT ? Asked.atMost(0.4, 0.6) : Asked.atMost(0.1);
        ledger.add(
                name + ", before: longest silence of a ping, s",
                Asked.NOTHING,
                seen.silence(cutAt - BEFORE.toSeconds(), cutAt - 0.2),
                detail);
        ledger.add(name + ": longest silence of a ping, s", silence, seen.silence(cutAt, backAt), detail);
        ledger.add(
                name + ": 90 % of the other link after, s",
                Asked.atMost(1),
                seen.reaches(load.since(cutAt), remainingMbit),
                detail);
        ledger.add(
                name + ", at its return: longest silence of a ping, s",
                Asked.atMost(0.15),
                seen.silence(backAt, backAt + BACK.toSeconds()),
                detail);
        ledger.add(
                name + ", at its return: 90 % of the sum after, s",
                Asked.atMost(5),
                seen.reaches(load.since(backAt), 150),
                detail);
        ledger.add(name + ": lost a TCP session, rounds", Asked.atMost(0), seen.lost() ? 1 : 0, detail);
    }
}
