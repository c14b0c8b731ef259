package dev.braid.lab.bench.paths;

import dev.braid.lab.BareMptcp;
import dev.braid.lab.Iperf;
import dev.braid.lab.Lab;
import dev.braid.lab.LabPlan;
import dev.braid.lab.NodePair;
import dev.braid.lab.bench.paths.Ledger.Asked;
import java.io.IOException;
import java.nio.file.Path;

/** Two links that do not fit, in two labs of the same shape: one with kernel MPTCP and nothing else, one with Braid, in turns. */
final class Unequal implements AutoCloseable {
    /** Of 1,500 bytes of a full packet, without the options that MPTCP adds. */
    private static final double PAYLOAD = 1448.0 / 1500;

    private static final int SECONDS = 6;
    private static final int OMIT_SECONDS = 2;

    private final String name;
    private final double betterMbit;
    private final Lab bareLab;
    private final Lab braidLab;
    private final BareMptcp bare;
    private final NodePair nodes;
    private final Ledger ledger;

    Unequal(String name, double betterMbit, LabPlan plan, LabPlan barePlan, Path root, Path directory, Ledger ledger)
            throws IOException {
        this.name = name;
        this.betterMbit = betterMbit;
        this.ledger = ledger;
        braidLab = plan.up();
        try {
            bareLab = barePlan.up();
            try {
                bare = BareMptcp.setUp(bareLab, 0);
                nodes = NodePair.start(braidLab, root, directory);
            } catch (IOException | RuntimeException e) {
                bareLab.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            braidLab.close();
            throw e;
        }
    }

    void round(int round) throws IOException {
        Load.Kind kind = Load.Kind.of(round);
        double reference = Math.max(run(Load.bare(kind), bareLab), betterMbit * PAYLOAD);
        double mbit = run(Load.braid(kind), braidLab);
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
        try (Lab _ = bareLab;
                Lab _ = braidLab) {
            nodes.close();
            bare.close();
        }
    }
}
