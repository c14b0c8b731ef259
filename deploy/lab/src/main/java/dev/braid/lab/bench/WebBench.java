package dev.braid.lab.bench;

import dev.braid.lab.Addresses;
import dev.braid.lab.Lab;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Many short connections, as browsers make them, held against the better link alone, without any tunnel. */
final class WebBench {
    private static final int PORT = 5201;
    private static final int EXCHANGES = 300;
    private static final long EXCHANGE_BYTES = 20_000;
    /** What browsers open to one server. */
    private static final int CONNECTIONS = 6;

    private static final int OBJECTS = 60;
    private static final long PAGE_BYTES = 40_000;

    private final Results results;

    WebBench(Results results) {
        this.results = results;
    }

    void round(Arena arena) throws IOException {
        // The better link is the edge's default route, and the hub is as far away as a server behind it.
        side(arena.bareLab, "edge", "hub", Addresses.HUB, true);
        side(arena.braidLab, "lan", "server", Addresses.SERVER, false);
    }

    private void side(Lab lab, String from, String at, String address, boolean bare) throws IOException {
        try (Answers _ = Answers.serve(lab, at, PORT)) {
            Site site = new Site(lab, from, new InetSocketAddress(address, PORT));
            add("300 exchanges one by one, s", bare, seconds(() -> site.exchanges(1)));
            add("300 exchanges, 6 at a time, s", bare, seconds(() -> site.exchanges(CONNECTIONS)));
            add("page of 60 objects, 6 connections, s", bare, seconds(site::page));
        }
    }

    private void add(String name, boolean bare, double seconds) {
        Results.Row row = results.row(name);
        (bare ? row.bare : row.braid).add(seconds);
    }

    private static double seconds(Together.Work work) throws IOException {
        long startNs = System.nanoTime();
        work.run();
        return (System.nanoTime() - startNs) / 1e9;
    }

    /** What is fetched from a client in {@code host}. */
    private record Site(Lab lab, String host, InetSocketAddress server) {
        /** A new connection for each. */
        void exchanges(int atATime) throws IOException {
            Queue<Long> work = new ConcurrentLinkedQueue<>(Collections.nCopies(EXCHANGES, EXCHANGE_BYTES));
            Together all = new Together();
            for (int i = 0; i < atATime; i++) {
                all.start(() -> {
                    for (Long bytes = work.poll(); bytes != null; bytes = work.poll()) {
                        try (SocketChannel socket = connect()) {
                            ask(socket, bytes);
                        }
                    }
                });
            }
            all.join();
        }

        /** The page itself, then what it names, each connection used again and again; 1.8 MB. */
        void page() throws IOException {
            Queue<Long> objects = new ConcurrentLinkedQueue<>(sizes());
            Together all = new Together();
            try (SocketChannel first = connect()) {
                ask(first, PAGE_BYTES);
                for (int i = 1; i < CONNECTIONS; i++) {
                    all.start(() -> {
                        try (SocketChannel socket = connect()) {
                            askAll(socket, objects);
                        }
                    });
                }
                askAll(first, objects);
                all.join();
            }
        }

        private SocketChannel connect() throws IOException {
            return lab.call(host, () -> SocketChannel.open(server));
        }

        private static void ask(SocketChannel socket, long bytes) throws IOException {
            Answers.ask(socket, bytes, System.nanoTime(), _ -> {});
        }

        private static void askAll(SocketChannel socket, Queue<Long> objects) throws IOException {
            for (Long bytes = objects.poll(); bytes != null; bytes = objects.poll()) {
                ask(socket, bytes);
            }
        }

        /** Most are small, and a few make up a third of the bytes. */
        private static List<Long> sizes() {
            List<Long> sizes = new ArrayList<>();
            for (int i = 0; i < OBJECTS; i++) {
                sizes.add(i % 10 == 9 ? 120_000L : 2_000L + i % 10 * 4_000L);
            }
            return sizes;
        }
    }
}
