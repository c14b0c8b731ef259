package dev.braid.node.path;

import dev.braid.node.linux.Nice;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a link that goes sets off, at once and on a thread of its own: the paths' thread may be in the middle of something, and an event
 * loop must not wait for the kernel. It is dropped first and noted then; whoever takes note before it is dropped keeps the interface out
 * for good.
 */
final class Unplugged implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Unplugged.class);

    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("braid-unplugged").daemon().factory());
    private final IntConsumer drop;
    private final IntConsumer note;

    /** Both are given the interface's index; {@code note} is told even when dropping fails. */
    Unplugged(IntConsumer drop, IntConsumer note) {
        this.drop = drop;
        this.note = note;
        thread.execute(Nice::prefer);
    }

    /** Comes back at once. Any thread. */
    void link(int ifindex) {
        try {
            thread.execute(() -> {
                try {
                    drop.accept(ifindex);
                } finally {
                    note.accept(ifindex);
                }
            });
        } catch (RejectedExecutionException e) {
            log.debug("A link went after the paths were closed");
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
