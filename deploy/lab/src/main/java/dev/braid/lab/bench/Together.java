package dev.braid.lab.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Pieces of work side by side, on a virtual thread each. */
final class Together {
    interface Work {
        void run() throws IOException;
    }

    private final List<FutureTask<Void>> tasks = new ArrayList<>();

    void start(Work work) {
        FutureTask<Void> task = new FutureTask<>(() -> {
            work.run();
            return null;
        });
        Thread.ofVirtual().start(task);
        tasks.add(task);
    }

    /** Waits for all, and fails as the first of them did that failed. */
    void join() throws IOException {
        for (FutureTask<Void> task : tasks) {
            try {
                task.get();
            } catch (ExecutionException e) {
                throw new IOException(String.valueOf(e.getMessage()), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }
}
