package dev.braid.lab.bench.paths;

import dev.braid.lab.Addresses;
import dev.braid.lab.Lab;
import dev.braid.lab.LinkEmulator.Direction;
import dev.braid.lab.Pause;
import dev.braid.lab.bench.paths.Ledger.Asked;
import java.io.IOException;
import java.time.Duration;

/** An uplink is given another address, as a DHCP client does it: what was goes first. */
final class NewAddress {
    private static final Duration STEP = Duration.ofMillis(50);
    private static final int STEPS = 100;
    /** Of 100 Mbit/s, in one step: so much is no leftover. */
    private static final long IN_USE_BYTES = 100_000_000L / 8 / 20 / 5;

    private final Ledger ledger;

    NewAddress(Ledger ledger) {
        this.ledger = ledger;
    }

    void round(Lab lab, int round) throws IOException {
        Load.Kind kind = Load.Kind.of(round);
        String address = round % 2 == 0 ? "10.1.0.77" : Addresses.uplink(0, 0);
        try (Load load = Load.start(lab, kind, 12)) {
            Pause.of(Duration.ofSeconds(3));
            double at = Load.now();
            lab.exec(
                    "edge",
                    "sh",
                    "-c",
                    "ip -4 address flush dev dsl; ip address add " + address + "/24 dev dsl; ip route add default via "
                            + Addresses.gateway(0, 0) + " dev dsl metric 100");
            double back = backInUse(lab, kind.down() ? Direction.DOWN : Direction.UP);
            Load.Seen seen = load.end();
            ledger.add("another address of dsl: in use again after, s", Asked.atMost(2), back, kind.toString());
            ledger.add(
                    "another address of dsl: longest silence of a ping, s",
                    Asked.NOTHING,
                    seen.silence(at, at + 5),
                    kind.toString());
            ledger.add(
                    "another address of dsl: lost a TCP session, rounds",
                    Asked.atMost(0),
                    seen.lost() ? 1 : 0,
                    kind.toString());
        }
    }

    /** From now. */
    private static double backInUse(Lab lab, Direction direction) throws IOException {
        double from = Load.now();
        Pause.of(STEP); // what was on its way
        long before = lab.link("dsl").counters(direction).bytes();
        for (int i = 0; i < STEPS; i++) {
            Pause.of(STEP);
            long now = lab.link("dsl").counters(direction).bytes();
            if (now - before >= IN_USE_BYTES) {
                return Load.now() - from;
            }
            before = now;
        }
        return Double.POSITIVE_INFINITY;
    }
}
