package dev.braid.lab.bench;

import dev.braid.lab.Addresses;
import dev.braid.lab.Iperf;
import dev.braid.lab.IperfResult;
import dev.braid.lab.Lab;
import dev.braid.lab.LinkEmulator;
import dev.braid.lab.Pause;
import dev.braid.lab.Ping;
import dev.braid.lab.PingResult;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * What a lost link costs at full load: a 50 ms ping through the tunnel beside iperf, one link taken away and given back. Rounds go through 1 and 8
 * flows, up and down; the edge is started anew for each, so that no round is damped for the one before.
 */
final class PathBench {
    private static final Duration PING = Duration.ofMillis(50);
    private static final Duration LEAD = Duration.ofSeconds(3);
    private static final Duration AWAY = Duration.ofSeconds(4);
    private static final Duration BACK = Duration.ofSeconds(6);
    /** Of the 50 or 100 Mbit/s that remain, and of their sum; inner payload is some 4 % less than what the link carries. */
    private static final double ENOUGH = 0.9 * 0.95;

    /** What happens to a link. */
    private enum Trouble {
        SILENT("silent"),
        UNPLUGGED("unplugged");

        private final String word;

        Trouble(String word) {
            this.word = word;
        }

        void on(LinkEmulator link, boolean trouble) throws IOException {
            switch (this) {
                case SILENT -> link.blackhole(trouble);
                case UNPLUGGED -> link.carrier(!trouble);
            }
        }
    }

    private record Case(Trouble trouble, String link, double remainingMbit) {}

    private static final List<Case> CASES = List.of(
            new Case(Trouble.SILENT, "dsl", 50),
            new Case(Trouble.SILENT, "lte", 100),
            new Case(Trouble.UNPLUGGED, "dsl", 50));

    private final Results results;

    PathBench(Results results) {
        this.results = results;
    }

    void round(Arena arena, int round) throws IOException {
        for (Case one : CASES) {
            arena.nodes.restartEdge();
            measure(arena.braidLab, one, round % 2 == 0 ? 1 : 8, round / 2 % 2 == 0);
        }
    }

    private void measure(Lab lab, Case one, int flows, boolean down) throws IOException {
        String name = one.link() + " " + one.trouble().word;
        LinkEmulator link = lab.link(one.link());
        long seconds = LEAD.plus(AWAY).plus(BACK).toSeconds();
        Iperf iperf = Arena.braidIperf(flows, down).omitSeconds(0).seconds((int) seconds);
        try (Ping ping = Ping.start(lab, "lan", Addresses.SERVER, PING);
                Iperf.Running running = iperf.start(lab)) {
            double startAt = now();
            Pause.of(LEAD);
            double cutAt = now();
            one.trouble().on(link, true);
            Pause.of(AWAY);
            double backAt = now();
            one.trouble().on(link, false);
            IperfResult result = running.result();
            PingResult pinged = ping.stop();
            results.row(name + ", longest ping silence, s").braid.add(silence(pinged, cutAt, backAt));
            results.row(name + ", 90 % of the other link after, s")
                    .braid
                    .add(reaches(result, cutAt - startAt, ENOUGH * one.remainingMbit()));
            results.row(name + ", at its return, longest ping silence, s")
                    .braid
                    .add(silence(pinged, backAt, backAt + BACK.toSeconds()));
            results.row(name + ", at its return, 90 % of the sum after, s")
                    .braid
                    .add(reaches(result, backAt - startAt, ENOUGH * 150));
        } finally {
            one.trouble().on(link, false);
        }
    }

    /** The longest time between replies of which the later came after {@code from} and the earlier before {@code to}. */
    static double silence(PingResult pinged, double from, double to) {
        double longest = 0;
        double last = Double.NaN;
        for (PingResult.Reply reply : pinged.replies()) {
            if (reply.atSeconds() > from && last < to) {
                longest = Math.max(longest, reply.atSeconds() - last);
            }
            last = reply.atSeconds();
        }
        return longest;
    }

    /** How long after {@code from} half a second begins in which so much arrived; NaN when none does. */
    static double reaches(IperfResult result, double from, double mbit) {
        List<IperfResult.Interval> all = result.intervals();
        for (int i = 0; i + 5 <= all.size(); i++) {
            if (all.get(i).startSeconds() < from) {
                continue;
            }
            double sum = 0;
            for (IperfResult.Interval interval : all.subList(i, i + 5)) {
                sum += interval.bitsPerSecond() / 5e6;
            }
            if (sum >= mbit) {
                return all.get(i).startSeconds() - from;
            }
        }
        return Double.NaN;
    }

    private static double now() {
        return System.currentTimeMillis() / 1e3;
    }
}
