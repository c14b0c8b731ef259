package dev.braid.lab.bench;

import dev.braid.lab.Addresses;
import dev.braid.lab.BareMptcp;
import dev.braid.lab.DropCause;
import dev.braid.lab.Iperf;
import dev.braid.lab.Lab;
import dev.braid.lab.LabPlan;
import dev.braid.lab.LinkCounters;
import dev.braid.lab.LinkEmulator;
import dev.braid.lab.LinkEmulator.Direction;
import dev.braid.lab.NodePair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Two labs of the same shape side by side, one with kernel MPTCP and nothing else, one with Braid. The one that is not measured
 * is idle, so that both can be used in turns without being set up anew.
 */
public final class Arena implements AutoCloseable {
    /** One packet in so many may be late before a round is doubtful. */
    private static final int LATE_PER = 100;

    public final Lab bareLab;
    public final Lab braidLab;
    final NodePair nodes;
    private final BareMptcp bare;

    private Arena(Lab bareLab, Lab braidLab, BareMptcp bare, NodePair nodes) {
        this.bareLab = bareLab;
        this.braidLab = braidLab;
        this.bare = bare;
        this.nodes = nodes;
    }

    /** The home of the measurements: 100 Mbit/s 10 ms and 50 Mbit/s 25 ms. */
    static Arena home(Path root, Path directory) throws IOException {
        return up(root, directory, plan("bare").home(), plan("node").home());
    }

    /** Two uplinks as fast as the machine. */
    static Arena veth(Path root, Path directory) throws IOException {
        return up(root, directory, plain(plan("bare")), plain(plan("node")));
    }

    private static LabPlan plain(LabPlan plan) {
        return plan.plainUplink("dsl").plainUplink("lte");
    }

    private static LabPlan plan(String side) {
        return LabPlan.named(BenchMain.PREFIX + side + "-");
    }

    private static Arena up(Path root, Path directory, LabPlan barePlan, LabPlan braidPlan) throws IOException {
        Path logs = Files.createDirectories(directory.resolve("logs"));
        return up(
                barePlan.logs(logs.resolve("bare")),
                braidPlan.logs(logs.resolve("braid")),
                root,
                Files.createTempDirectory(directory, "nodes"));
    }

    /** @param nodes directory for their keys, configuration and state */
    public static Arena up(LabPlan barePlan, LabPlan braidPlan, Path root, Path nodes) throws IOException {
        Lab bareLab = barePlan.up();
        try {
            Lab braidLab = braidPlan.up();
            try {
                BareMptcp bare = BareMptcp.setUp(bareLab, 0);
                return new Arena(bareLab, braidLab, bare, NodePair.start(braidLab, root, nodes));
            } catch (IOException | RuntimeException e) {
                braidLab.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            bareLab.close();
            throw e;
        }
    }

    /** The reference: both ends on the kernel's own MPTCP. */
    static Iperf bareIperf(int flows, boolean down) {
        Iperf iperf = Iperf.between("edge", "hub", Addresses.HUB)
                .flows(flows)
                .congestion("bbr")
                .overMptcp();
        return down ? iperf.reversed() : iperf;
    }

    /** What users have: ordinary TCP (CUBIC) between a host of the LAN and a server behind the hub. */
    static Iperf braidIperf(int flows, boolean down) {
        Iperf iperf = Iperf.between("lan", "server", Addresses.SERVER).flows(flows);
        return down ? iperf.reversed() : iperf;
    }

    /** So far: a link that is late, or runs out of slots, was not what it claims to be. */
    long packets(Lab lab) {
        return total(lab, false);
    }

    long latePackets(Lab lab) {
        return total(lab, true);
    }

    private static long total(Lab lab, boolean late) {
        long total = 0;
        for (LinkEmulator link : lab.links().values()) {
            for (Direction direction : Direction.values()) {
                LinkCounters counters = link.counters(direction);
                total += late ? counters.latePackets() + counters.drops(DropCause.RING) : counters.packets();
            }
        }
        return total;
    }

    static boolean isDoubtful(long packets, long late) {
        return late > 0 && late >= packets / LATE_PER;
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
