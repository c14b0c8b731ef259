package dev.braid.lab;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** A ping under way, from {@code start} to {@link #stop}. */
public final class Ping implements AutoCloseable {
    private final LabProcess process;

    private Ping(LabProcess process) {
        this.process = process;
    }

    /** Until stopped; {@code interval} is 2 ms at least. */
    public static Ping start(Lab lab, String host, String target, Duration interval) throws IOException {
        return new Ping(lab.start(host, "ping", "-n", "-D", "-i", seconds(interval), target));
    }

    /** {@code count} requests; comes back a second after the last one at the latest. */
    public static PingResult run(Lab lab, String host, String target, int count, Duration interval) throws IOException {
        Duration limit = interval.multipliedBy(count).plusSeconds(20);
        String i = seconds(interval);
        try (Ping ping = new Ping(
                lab.start(host, "ping", "-n", "-D", "-W", "1", "-i", i, "-c", Integer.toString(count), target))) {
            ping.process.awaitExit(limit);
            return PingResult.parse(ping.process.output());
        }
    }

    /** Waits until the target has answered once. */
    public void awaitReply(Duration limit) throws IOException {
        process.awaitOutput("bytes from", limit);
    }

    /** The replies so far. */
    public List<PingResult.Reply> replies() throws IOException {
        return PingResult.replies(process.output());
    }

    public PingResult stop() throws IOException {
        process.signal("INT"); // SIGTERM would end it without its last lines
        process.awaitExit(Duration.ofSeconds(5));
        return PingResult.parse(process.output());
    }

    @Override
    public void close() {
        process.close();
    }

    private static String seconds(Duration interval) {
        return String.format(Locale.ROOT, "%.3f", interval.toNanos() / 1e9);
    }
}
