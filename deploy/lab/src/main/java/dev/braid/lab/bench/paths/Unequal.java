package dev.braid.lab.bench.paths;

import dev.braid.lab.Iperf;
import dev.braid.lab.Lab;
import dev.braid.lab.bench.Arena;
import dev.braid.lab.bench.paths.Ledger.Asked;
import java.io.IOException;

/** Two links that do not fit, in two labs of the same shape: one with kernel MPTCP and nothing else, one with Braid, in turns. */
final class Unequal implements AutoCloseable {
    /** Of 1,500 bytes of a full packet, without the options that MPTCP adds. */
    private static final double PAYLOAD = 1448.0 / 1500;

    /** In a shorter time what lay out of order at the receiver when the count begins would be a gain of some per cent. */
    private static final int SECONDS = 20;

    private static final int OMIT_SECONDS = 2;

    private final String name;
    private final double betterMbit;
    private final Arena arena;
    private final Ledger ledger;

    /** {@code arena} is ours from here on. */
    Unequal(String name, double betterMbit, Arena arena, Ledger ledger) {
        this.name = name;
        this.betterMbit = betterMbit;
        this.arena = arena;
        this.ledger = ledger;
    }

    void round(int round) throws IOException {
        Load.Kind kind = Load.Kind.of(round);
        double reference = Math.max(run(Load.bare(kind), arena.bareLab), betterMbit * PAYLOAD);
        double mbit = run(Load.braid(kind), arena.braidLab);
        String row = name + ", " + kind;
        ledger.add(row + ": better link or bare MPTCP, Mbit/s", Asked.NOTHING, reference, "");
        ledger.add(row + ": Braid, Mbit/s", Asked.NOTHING, mbit, "");
        ledger.add(row + ": Braid over that", Asked.atLeast(0.95), mbit / reference, "");
    }

    private static double run(Iperf iperf, Lab lab) throws IOException {
        return iperf.omitSeconds(OMIT_SECONDS).seconds(SECONDS).run(lab).mbitPerSecond();
    }

    @Override
    public void close() throws IOException {
        arena.close();
    }
}
