package dev.braid.lab.bench;

import dev.braid.lab.Addresses;
import dev.braid.lab.BraidNode;
import dev.braid.lab.Iperf;
import dev.braid.lab.IperfResult;
import dev.braid.lab.Lab;
import dev.braid.lab.Pause;
import dev.braid.lab.Ping;
import dev.braid.lab.PingResult;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;

/** The measurements. Each takes its rounds in turns: bare, Braid, bare, Braid. */
final class Bench {
    private static final Duration LOAD_PING = Duration.ofMillis(50);
    private static final Duration IDLE_PING = Duration.ofMillis(10);
    private static final int IDLE_PINGS = 100;
    /** Before those that count: a node of some minutes' age has had them. */
    private static final int WARMING_PINGS = 400;

    private static final int BLACKHOLE_SECONDS = 5;
    private static final int HOME_OMIT_SECONDS = 2;
    /** What lies out of order at the receiver when the count begins is counted too: 5 MB of eight flows of bare MPTCP, 5 % of five seconds. */
    private static final int HOME_TIMES = 4;

    /** More than any of the two ways can take, so that what arrives is the measure. */
    private static final long FLOOD_BITS_PER_SECOND = 400_000_000;

    private static final int DATAGRAM_BYTES = 100;
    private static final String ALLOCATED = "jvm_gc_memory_allocated_bytes_total";

    private final Path root;
    private final Path directory;
    private final int rounds;
    private final int seconds;
    private final PrintStream progress;
    private final Results results = new Results();

    Bench(Path root, Path directory, int rounds, int seconds, PrintStream progress) {
        this.root = root;
        this.directory = directory;
        this.rounds = rounds;
        this.seconds = seconds;
        this.progress = progress;
    }

    Results results() {
        return results;
    }

    void run(Suite suite) throws IOException {
        boolean shaped = switch (suite) {
            case HOME, FAILOVER, WEB, CROWD, IDLERS, BREAK -> true;
            case VETH, IDLE, COST, START, PACKETS -> false;
        };
        try (Arena arena = shaped ? Arena.home(root, directory) : Arena.veth(root, directory)) {
            for (int round = 1; round <= rounds; round++) {
                progress.println(suite.word() + ", round " + round + " of " + rounds);
                switch (suite) {
                    case HOME -> home(arena, round);
                    case VETH -> veth(arena);
                    case IDLE -> idle(arena);
                    case COST -> cost(arena);
                    case START -> start(arena);
                    case FAILOVER -> failover(arena);
                    case PACKETS -> packets(arena);
                    case WEB -> new WebBench(results).round(arena);
                    case CROWD -> new CrowdBench(results).crowd(arena);
                    case IDLERS -> new CrowdBench(results).idle(arena);
                    case BREAK -> new BreakBench(results).round(arena);
                }
            }
        }
    }

    private void home(Arena arena, int round) throws IOException {
        for (int flows : new int[] {1, 8}) {
            for (boolean down : new boolean[] {false, true}) {
                String name = "home, %s %s".formatted(flows == 1 ? "1 flow" : flows + " flows", down ? "down" : "up");
                Iperf bare = Arena.bareIperf(flows, down).omitSeconds(HOME_OMIT_SECONDS);
                Iperf braid = Arena.braidIperf(flows, down).omitSeconds(HOME_OMIT_SECONDS);
                loaded(arena, arena.bareLab, bare, name, round);
                loaded(arena, arena.braidLab, braid, name, round);
            }
        }
    }

    /** A run with a ping beside it, and a look at whether the links kept up. */
    private void loaded(Arena arena, Lab lab, Iperf iperf, String name, int round) throws IOException {
        boolean isBare = lab == arena.bareLab;
        long packets = arena.packets(lab);
        long late = arena.latePackets(lab);
        try (Iperf.Running running = iperf.seconds(HOME_TIMES * seconds).start(lab);
                Ping ping = Ping.start(lab, iperf.client(), iperf.address(), LOAD_PING)) {
            double mbit = running.result().mbitPerSecond();
            PingResult pinged = ping.stop();
            side(name + ", Mbit/s", isBare).add(mbit);
            side(name + ", ping median, ms", isBare).add(pinged.medianRttMs());
            side(name + ", ping p99, ms", isBare).add(pinged.percentileRttMs(99));
        }
        long lateNow = arena.latePackets(lab) - late;
        if (Arena.isDoubtful(arena.packets(lab) - packets, lateNow)) {
            results.doubt("%s, %s, round %d: the links were late with %d packets"
                    .formatted(name, isBare ? "bare" : "Braid", round, lateNow));
        }
    }

    private void veth(Arena arena) throws IOException {
        for (int flows : new int[] {1, 8}) {
            for (boolean down : new boolean[] {false, true}) {
                String name = "unshaped, %s %s, Gbit/s"
                        .formatted(flows == 1 ? "1 flow" : flows + " flows", down ? "down" : "up");
                side(name, true)
                        .add(gbit(Arena.bareIperf(flows, down).seconds(seconds).run(arena.bareLab)));
                side(name, false)
                        .add(gbit(Arena.braidIperf(flows, down).seconds(seconds).run(arena.braidLab)));
            }
        }
    }

    private void idle(Arena arena) throws IOException {
        double bare = Ping.run(arena.bareLab, "edge", Addresses.HUB, IDLE_PINGS, IDLE_PING)
                .medianRttMs();
        Ping.run(arena.braidLab, "lan", Addresses.SERVER, WARMING_PINGS, IDLE_PING);
        double braid = Ping.run(arena.braidLab, "lan", Addresses.SERVER, IDLE_PINGS, IDLE_PING)
                .medianRttMs();
        side("idle, ping, ms", true).add(bare);
        side("idle, ping, ms", false).add(braid);
        side("idle, added round trip, ms", false).add(braid - bare);
    }

    private void start(Arena arena) throws IOException {
        arena.nodes.restartEdge();
        side("start of the edge to tunnel up, s", false)
                .add(arena.nodes.edgeStart().toMillis() / 1e3);
    }

    /** Full speed, because that is where memory, processor and garbage show. */
    private void cost(Arena arena) throws IOException {
        BraidNode[] nodes = {arena.nodes.edge(), arena.nodes.hub()};
        String[] names = {"edge", "hub"};
        double[] cpu = new double[nodes.length];
        double[] allocated = new double[nodes.length];
        for (int i = 0; i < nodes.length; i++) {
            cpu[i] = nodes[i].cpuSeconds();
            allocated[i] = nodes[i].metric(ALLOCATED);
        }
        IperfResult result =
                Arena.braidIperf(8, true).omitSeconds(0).seconds(seconds).run(arena.braidLab);
        double gigabytes = result.receivedBytes() / 1e9;
        for (int i = 0; i < nodes.length; i++) {
            side(names[i] + ", resident memory under load, MB", false).add(nodes[i].residentBytes() / 1e6);
            side(names[i] + ", processor seconds per GB", false).add((nodes[i].cpuSeconds() - cpu[i]) / gigabytes);
            side(names[i] + ", heap allocated per GB, MB", false)
                    .add((nodes[i].metric(ALLOCATED) - allocated[i]) / 1e6 / gigabytes);
        }
    }

    private void failover(Arena arena) throws IOException {
        side("dsl silent for 5 s, longest stall of iperf, s", true)
                .add(blackhole(arena.bareLab, Arena.bareIperf(8, true)).longestStallSeconds());
        try (Ping ping = Ping.start(arena.braidLab, "lan", Addresses.SERVER, LOAD_PING)) {
            IperfResult result = blackhole(arena.braidLab, Arena.braidIperf(8, true));
            side("dsl silent for 5 s, longest stall of iperf, s", false).add(result.longestStallSeconds());
            side("dsl silent for 5 s, longest ping silence, s", false)
                    .add(ping.stop().longestSilenceSeconds());
        }
    }

    private static IperfResult blackhole(Lab lab, Iperf iperf) throws IOException {
        Duration lead = Duration.ofSeconds(4);
        try (Iperf.Running running = iperf.omitSeconds(0).seconds(16).start(lab)) {
            Pause.of(lead);
            lab.link("dsl").blackhole(true);
            Pause.of(Duration.ofSeconds(BLACKHOLE_SECONDS));
            lab.link("dsl").blackhole(false);
            return running.result();
        } finally {
            lab.link("dsl").blackhole(false);
        }
    }

    private void packets(Arena arena) throws IOException {
        String name = "UDP of 100 bytes up, packets/s that arrive";
        Iperf bare = Iperf.between("edge", "hub", Addresses.HUB).udp(FLOOD_BITS_PER_SECOND, DATAGRAM_BYTES);
        Iperf braid = Iperf.between("lan", "server", Addresses.SERVER).udp(FLOOD_BITS_PER_SECOND, DATAGRAM_BYTES);
        side(name, true).add(arriving(bare.seconds(seconds).run(arena.bareLab)));
        side(name, false).add(arriving(braid.seconds(seconds).run(arena.braidLab)));
    }

    private static double arriving(IperfResult result) {
        return result.bitsPerSecond() / 8 / DATAGRAM_BYTES;
    }

    private static double gbit(IperfResult result) {
        return result.bitsPerSecond() / 1e9;
    }

    private Samples side(String name, boolean bare) {
        Results.Row row = results.row(name);
        return bare ? row.bare : row.braid;
    }
}
