package dev.braid.lab.bench;

import dev.braid.lab.Addresses;
import dev.braid.lab.BraidNode;
import dev.braid.lab.Lab;
import dev.braid.lab.Pause;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Thousands of connections: that all are served, what they cost in memory, and that nothing is left of them. */
final class CrowdBench {
    private static final int PORT = 5202;
    private static final InetSocketAddress SERVER = new InetSocketAddress(Addresses.SERVER, PORT);
    private static final int CONNECTIONS = 10_000;
    private static final Duration OPENED_OVER = Duration.ofSeconds(30);
    /** With one more in each 3 ms this makes 1,000 at a time. */
    private static final Duration LIFE = Duration.ofSeconds(3);

    private static final int EXCHANGES = 6;
    private static final long EXCHANGE_BYTES = 4_000;
    private static final long IDLE_BYTES = 20_000;
    private static final int AT_A_TIME = 20;
    private static final int FEW_IDLE = 500;
    private static final int MANY_IDLE = 1_500;
    /** What is kept for a burst that follows goes some time after it. */
    private static final Duration QUIET_LIMIT = Duration.ofSeconds(150);
    /** Buffers that loops keep are given back now and then, and so is what malloc has free. */
    private static final Duration SETTLING = Duration.ofSeconds(15);

    private final Results results;

    CrowdBench(Results results) {
        this.results = results;
    }

    /** Of fresh nodes, because the figures are of all their life. */
    void crowd(Arena arena) throws IOException {
        try (Answers _ = Answers.serve(arena.braidLab, "server", PORT)) {
            try (SocketChannel socket = connect(arena.braidLab)) {
                Answers.ask(socket, IDLE_BYTES, 1, _ -> {}); // what is made once, is made now
            }
            List<Node> nodes = Node.of(arena);
            AtomicInteger errors = new AtomicInteger();
            ConcurrentLinkedQueue<Double> firstMs = new ConcurrentLinkedQueue<>();
            Together all = new Together();
            long startNs = System.nanoTime();
            arena.braidLab.call("lan", () -> {
                for (int i = 0; i < CONNECTIONS; i++) {
                    Pause.until(startNs + OPENED_OVER.toNanos() / CONNECTIONS * i);
                    SocketChannel socket = SocketChannel.open();
                    all.start(() -> {
                        try {
                            firstMs.add(live(socket));
                        } catch (IOException e) {
                            if (errors.getAndIncrement() == 0) {
                                results.doubt("the first connection that failed: " + e);
                            }
                        }
                    });
                }
                return null;
            });
            row("10,000 connections, opened over, s", (System.nanoTime() - startNs) / 1e9);
            all.join();
            row("10,000 connections, errors", errors.get());
            List<Double> sorted = firstMs.stream().sorted().toList();
            row("10,000 connections, first answer after, median, ms", sorted.get(sorted.size() / 2));
            row("10,000 connections, first answer after, p99, ms", sorted.get(sorted.size() * 99 / 100));
            for (Node node : nodes) {
                row(node.name + ", most resident memory, MB", node.node.mostResidentBytes() / 1e6);
            }
            long endNs = System.nanoTime();
            while (nodes.stream().anyMatch(Node::hasMore) && System.nanoTime() - endNs < QUIET_LIMIT.toNanos()) {
                Pause.of(Duration.ofSeconds(1));
            }
            row("10,000 connections, descriptors as before after, s", (System.nanoTime() - endNs) / 1e9);
            for (Node node : nodes) {
                row(node.name + ", descriptors more than before", (double)
                        (node.node.descriptors() - node.descriptors));
            }
        }
    }

    /** What a connection costs that has carried something and is silent now. */
    void idle(Arena arena) throws IOException {
        try (Answers _ = Answers.serve(arena.braidLab, "server", PORT)) {
            List<SocketChannel> open = new ArrayList<>();
            try {
                open(arena.braidLab, open, FEW_IDLE);
                List<Node> few = Node.collected(arena);
                open(arena.braidLab, open, MANY_IDLE);
                List<Node> many = Node.collected(arena);
                for (int i = 0; i < few.size(); i++) {
                    row(
                            few.get(i).name + ", memory of an idle flow, kB",
                            (many.get(i).bytes - few.get(i).bytes) / 1e3 / (MANY_IDLE - FEW_IDLE));
                }
            } finally {
                for (SocketChannel socket : open) {
                    socket.close();
                }
            }
        }
    }

    private static void open(Lab lab, List<SocketChannel> open, int upTo) throws IOException {
        while (open.size() < upTo) {
            Together some = new Together();
            for (int i = 0; i < AT_A_TIME; i++) {
                SocketChannel socket = connect(lab);
                open.add(socket);
                some.start(() -> Answers.ask(socket, IDLE_BYTES, socket.hashCode(), _ -> {}));
            }
            some.join();
        }
    }

    /**
     * Answers the time from connecting to the end of the first answer, in ms. The socket was made in its host: a thread that goes there for each
     * would keep all others waiting until a busy processor has begun it.
     */
    private static double live(SocketChannel socket) throws IOException {
        long startNs = System.nanoTime();
        try (socket) {
            socket.connect(SERVER);
            double firstMs = 0;
            for (int i = 0; i < EXCHANGES; i++) {
                Pause.until(startNs + LIFE.toNanos() / EXCHANGES * i);
                Answers.ask(socket, EXCHANGE_BYTES, startNs + i, _ -> {});
                firstMs = i == 0 ? (System.nanoTime() - startNs) / 1e6 : firstMs;
            }
            Pause.until(startNs + LIFE.toNanos());
            return firstMs;
        }
    }

    private static SocketChannel connect(Lab lab) throws IOException {
        return lab.call("lan", () -> SocketChannel.open(SERVER));
    }

    private void row(String name, double value) {
        results.row(name).braid.add(value);
    }

    /** A node and what it held at one moment. */
    private record Node(String name, BraidNode node, long descriptors, long bytes) {
        static List<Node> of(Arena arena) throws IOException {
            return List.of(of("edge", arena.nodes.edge()), of("hub", arena.nodes.hub()));
        }

        /** When all that could be given back has been. */
        static List<Node> collected(Arena arena) throws IOException {
            for (int i = 0; i < 2; i++) {
                arena.nodes.edge().collectGarbage();
                arena.nodes.hub().collectGarbage();
                Pause.of(SETTLING.dividedBy(2));
            }
            return of(arena);
        }

        private static Node of(String name, BraidNode node) throws IOException {
            return new Node(name, node, node.descriptors(), node.residentBytes());
        }

        boolean hasMore() {
            try {
                return node.descriptors() > descriptors;
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
