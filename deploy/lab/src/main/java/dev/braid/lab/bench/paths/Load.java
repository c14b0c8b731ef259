package dev.braid.lab.bench.paths;

import dev.braid.lab.Addresses;
import dev.braid.lab.Iperf;
import dev.braid.lab.IperfResult;
import dev.braid.lab.Lab;
import dev.braid.lab.Ping;
import dev.braid.lab.PingResult;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Full load between a host of the LAN and a server behind the hub, and a 50 ms ping beside it. */
final class Load implements AutoCloseable {
    /** Inner payload is some 5 % less than what the links carry. */
    private static final double PAYLOAD = 0.95;

    private static final Duration PING = Duration.ofMillis(50);

    /** The load of one round. */
    record Kind(int flows, boolean down) {
        /** Goes through 1 and 8 flows, up and down. */
        static Kind of(int round) {
            return new Kind(round % 2 == 0 ? 8 : 1, round / 2 % 2 == 0);
        }

        @Override
        public String toString() {
            return "%d %s %s".formatted(flows, flows == 1 ? "flow" : "flows", down ? "down" : "up");
        }
    }

    /**
     * What became of it.
     *
     * @param iperf without an interval when sessions were lost
     * @param lost whether any TCP session was
     */
    record Seen(IperfResult iperf, PingResult ping, boolean lost) {
        /** The longest time between replies of which the later came after {@code from} and the earlier before {@code to}. */
        double silence(double from, double to) {
            double longest = 0;
            double last = Double.NaN;
            for (PingResult.Reply reply : ping.replies()) {
                if (reply.atSeconds() > from && last < to) {
                    longest = Math.max(longest, reply.atSeconds() - last);
                }
                last = reply.atSeconds();
            }
            return last < from ? Double.POSITIVE_INFINITY : longest;
        }

        /** How long after {@code from} half a second begins in which 90 % of so much as fits {@code linkMbit} arrived. */
        double reaches(double from, double linkMbit) {
            List<IperfResult.Interval> all = iperf.intervals();
            for (int i = 0; i + 5 <= all.size(); i++) {
                if (all.get(i).startSeconds() >= from && mbit(i, 5) >= 0.9 * PAYLOAD * linkMbit) {
                    return all.get(i).startSeconds() - from;
                }
            }
            return Double.POSITIVE_INFINITY;
        }

        /** The mean of {@code count} tenths of a second. */
        double mbit(int first, int count) {
            return iperf.intervals().subList(first, first + count).stream()
                            .mapToDouble(IperfResult.Interval::bitsPerSecond)
                            .sum()
                    / count
                    / 1e6;
        }
    }

    private final Kind kind;
    private final Ping ping;
    private final Iperf.Running running;
    private final double startAt;

    private Load(Kind kind, Ping ping, Iperf.Running running) {
        this.kind = kind;
        this.ping = ping;
        this.running = running;
        this.startAt = now();
    }

    static Load start(Lab lab, Kind kind, int seconds) throws IOException {
        Ping ping = Ping.start(lab, "lan", Addresses.SERVER, PING);
        try {
            return new Load(
                    kind, ping, braid(kind).omitSeconds(0).seconds(seconds).start(lab));
        } catch (IOException e) {
            ping.close();
            throw e;
        }
    }

    static Iperf braid(Kind kind) {
        Iperf iperf = Iperf.between("lan", "server", Addresses.SERVER).flows(kind.flows);
        return kind.down ? iperf.reversed() : iperf;
    }

    /** The kernel's own MPTCP, edge to hub. */
    static Iperf bare(Kind kind) {
        Iperf iperf = Iperf.between("edge", "hub", Addresses.HUB)
                .flows(kind.flows)
                .congestion("bbr")
                .overMptcp();
        return kind.down ? iperf.reversed() : iperf;
    }

    /** Since the start of the transfer, as its intervals count. */
    double since(double at) {
        return at - startAt;
    }

    Seen end() throws IOException {
        IperfResult result = new IperfResult(0, List.of(), 0, 0, 0);
        boolean lost = false;
        try {
            result = kind.down ? running.result() : running.resultAtServer();
        } catch (IOException | IllegalArgumentException e) {
            lost = true;
        }
        return new Seen(result, ping.stop(), lost);
    }

    /** By the wall clock, as replies to pings. */
    static double now() {
        return System.currentTimeMillis() / 1e3;
    }

    @Override
    public void close() {
        running.close();
        ping.close();
    }
}
