package dev.braid.lab.demo;

import dev.braid.lab.Addresses;
import dev.braid.lab.Iperf;
import dev.braid.lab.IperfResult;
import dev.braid.lab.Lab;
import dev.braid.lab.LinkEmulator.Direction;
import dev.braid.lab.NodePair;
import dev.braid.lab.Ping;
import dev.braid.lab.PingResult;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A download through the tunnel, from the server to the LAN host, while one of the two uplinks is cut and comes back. */
final class Demo {
    private static final int FLOWS = 8;
    private static final Duration PING_INTERVAL = Duration.ofMillis(50);
    private static final int PINGS_PER_SECOND = 20;
    private static final long SECOND_NS = 1_000_000_000;
    /** The transfer outlives the last look at it. */
    private static final int SPARE_SECONDS = 1;

    private final Lab lab;
    private final NodePair nodes;
    private final Picture picture;
    private final Stop stop;
    private final List<Second> seconds = new ArrayList<>();
    private long lastNs;
    private long dslBytes;
    private long lteBytes;
    private int pingsSeen;

    Demo(Lab lab, NodePair nodes, Picture picture, Stop stop) {
        this.lab = lab;
        this.nodes = nodes;
        this.picture = picture;
        this.stop = stop;
    }

    Verdict run() throws IOException {
        picture.step("A download from the server to the LAN host: iperf3, %d connections, %d s ..."
                .formatted(FLOWS, Phase.allSeconds()));
        picture.heads();
        Iperf download = Iperf.between("lan", "server", Addresses.SERVER)
                .flows(FLOWS)
                .seconds(Phase.allSeconds() + SPARE_SECONDS)
                .omitSeconds(0)
                .reversed();
        try (Ping ping = Ping.start(lab, "lan", Addresses.SERVER, PING_INTERVAL)) {
            ping.awaitReply(Duration.ofSeconds(5));
            try (Iperf.Running transfer = download.start(lab)) {
                watch(ping);
                Verdict.Transfer end = end(transfer);
                double silenceSeconds = ping.stop().longestSilenceSeconds();
                return Verdict.of(
                        seconds, end, silenceSeconds, nodes.edgeStart().toMillis() / 1e3);
            }
        }
    }

    private void watch(Ping ping) throws IOException {
        long startNs = System.nanoTime();
        look(startNs, startNs, ping, 0, Phase.BOTH);
        int number = 0;
        for (Phase phase : Phase.values()) {
            enter(phase, number);
            for (int i = 0; i < phase.seconds(); i++) {
                number++;
                stop.sleepUntil(startNs + number * SECOND_NS);
                picture.second(look(lastNs, System.nanoTime(), ping, number, phase));
                if (picture.isUnseen()) {
                    throw new IOException("nobody reads the output any more");
                }
            }
        }
    }

    private void enter(Phase phase, int second) throws IOException {
        switch (phase) {
            case BOTH -> {}
            case CUT -> {
                lab.link("dsl").carrier(false);
                picture.event(second, "the cable of dsl is pulled");
            }
            case BACK -> {
                lab.link("dsl").carrier(true);
                picture.event(second, "the cable of dsl is plugged in again");
            }
        }
    }

    /** Counted by the links themselves, what they delivered towards the edge. */
    private Second look(long thenNs, long nowNs, Ping ping, int number, Phase phase) throws IOException {
        long dsl = lab.link("dsl").counters(Direction.DOWN).bytes();
        long lte = lab.link("lte").counters(Direction.DOWN).bytes();
        double microseconds = Math.max(1, nowNs - thenNs) / 1e3;
        Second second = new Second(
                number,
                phase,
                (dsl - dslBytes) * 8 / microseconds,
                (lte - lteBytes) * 8 / microseconds,
                newPings(ping));
        lastNs = nowNs;
        dslBytes = dsl;
        lteBytes = lte;
        if (number > 0) {
            seconds.add(second);
        }
        return second;
    }

    private double newPings(Ping ping) throws IOException {
        List<PingResult.Reply> replies = ping.replies();
        List<PingResult.Reply> fresh = replies.subList(Math.min(pingsSeen, replies.size()), replies.size());
        pingsSeen = replies.size();
        return new PingResult(PINGS_PER_SECOND, fresh).medianRttMs();
    }

    /** A transfer that breaks is a result, too. */
    private static Verdict.Transfer end(Iperf.Running transfer) {
        try {
            IperfResult result = transfer.result();
            double bothMbit = result.intervals().stream()
                    .filter(i -> i.startSeconds() >= Verdict.START_SECONDS && i.endSeconds() <= Phase.BOTH.seconds())
                    .mapToDouble(i -> i.bitsPerSecond() / 1e6)
                    .average()
                    .orElse(0);
            return new Verdict.Transfer(result.receivedBytes(), bothMbit, "");
        } catch (IOException | IllegalArgumentException e) {
            return new Verdict.Transfer(0, 0, String.valueOf(e.getMessage()));
        }
    }
}
