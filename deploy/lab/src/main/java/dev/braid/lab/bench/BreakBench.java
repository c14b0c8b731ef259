package dev.braid.lab.bench;

import dev.braid.lab.Addresses;
import dev.braid.lab.Lab;
import dev.braid.lab.LinkEmulator;
import dev.braid.lab.Pause;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** What a client sees when something breaks: a link in the middle of a large download, or a node that is killed. */
final class BreakBench {
    private static final int PORT = 5203;
    private static final InetSocketAddress SERVER = new InetSocketAddress(Addresses.SERVER, PORT);
    private static final long DOWNLOAD_BYTES = 500_000_000;
    private static final long SILENT_FROM_BYTES = 200_000_000;
    private static final Duration SILENT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int TRY_MS = 500;
    private static final int TRY_EVERY_MS = 50;

    private final Results results;

    BreakBench(Results results) {
        this.results = results;
    }

    void round(Arena arena) throws IOException {
        try (Answers _ = Answers.serve(arena.braidLab, "server", PORT)) {
            download(arena.braidLab);
            for (String host : new String[] {"edge", "hub"}) {
                killed(arena, host);
            }
        }
    }

    /** Every byte is checked. */
    private void download(Lab lab) throws IOException {
        LinkEmulator dsl = lab.link("dsl");
        AtomicBoolean begun = new AtomicBoolean();
        Together silence = new Together();
        long[] lastNs = {System.nanoTime()};
        long[] longestNs = {0};
        long startNs = System.nanoTime();
        try (SocketChannel socket = connect(lab)) {
            Answers.ask(socket, DOWNLOAD_BYTES, 1, bytes -> {
                long nowNs = System.nanoTime();
                longestNs[0] = Math.max(longestNs[0], nowNs - lastNs[0]);
                lastNs[0] = nowNs;
                if (bytes > SILENT_FROM_BYTES && begun.compareAndSet(false, true)) {
                    silence.start(() -> {
                        dsl.blackhole(true);
                        Pause.of(SILENT);
                        dsl.blackhole(false);
                    });
                }
            });
            silence.join();
            row("500 MB, dsl silent for 5 s: every byte right after, s", (System.nanoTime() - startNs) / 1e9);
            row("500 MB, dsl silent for 5 s: longest stall, s", longestNs[0] / 1e9);
        } finally {
            dsl.blackhole(false);
        }
    }

    private void killed(Arena arena, String host) throws IOException {
        Lab lab = arena.braidLab;
        try (SocketChannel socket = connect(lab)) {
            Answers.ask(socket, 1_000, 1, _ -> {});
            arena.nodes.kill(host);
            long killedNs = System.nanoTime();
            socket.socket().setSoTimeout((int) PATIENCE.toMillis());
            try {
                int read = socket.socket().getInputStream().read();
                throw new IOException("after kill -9 of the " + host + " the client read " + read);
            } catch (java.net.SocketException e) {
                row(host + " killed: connections are reset after, s", (System.nanoTime() - killedNs) / 1e9);
            }
        }
        arena.nodes.startAgain(host);
        row(host + " killed: a new connection served after its start, s", servedAfter(lab, host));
        arena.nodes.awaitUp();
        Pause.of(Duration.ofSeconds(2));
    }

    /** As the first of clients sees it of which one comes every {@value #TRY_EVERY_MS} ms. */
    private static double servedAfter(Lab lab, String host) throws IOException {
        long startedNs = System.nanoTime();
        AtomicLong servedNs = new AtomicLong();
        Together clients = new Together();
        while (servedNs.get() == 0) {
            if (System.nanoTime() - startedNs > PATIENCE.toNanos()) {
                throw new IOException("after kill -9 of the " + host + " no connection was served");
            }
            clients.start(() -> {
                if (serves(lab)) {
                    servedNs.compareAndSet(0, System.nanoTime());
                }
            });
            Pause.of(Duration.ofMillis(TRY_EVERY_MS));
        }
        clients.join();
        return (servedNs.get() - startedNs) / 1e9;
    }

    private static boolean serves(Lab lab) {
        try (SocketChannel socket = lab.call("lan", () -> SocketChannel.open())) {
            socket.socket().connect(SERVER, TRY_MS);
            return Answers.answers(socket.socket(), TRY_MS);
        } catch (IOException e) {
            return false;
        }
    }

    private static SocketChannel connect(Lab lab) throws IOException {
        return lab.call("lan", () -> SocketChannel.open(SERVER));
    }

    private void row(String name, double value) {
        results.row(name).braid.add(value);
    }
}
