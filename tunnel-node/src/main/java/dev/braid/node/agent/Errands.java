package dev.braid.node.agent;

import dev.braid.node.contract.SessionMessage.Command;
import dev.braid.node.contract.SessionMessage.Result;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What the control plane asks for once, one after another on a thread of their own: a speed test takes a minute, a change must not wait for it. */
final class Errands implements AutoCloseable {
    private static final int WAITING_MAX = 16;
    private static final long END_S = 5;

    private final Workload workload;
    private final Consumer<Result> told;
    private final ExecutorService thread = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING_MAX),
            Thread.ofPlatform().name("braid-errands").daemon().factory());

    /** @param told of each result, on any thread */
    Errands(Workload workload, Consumer<Result> told) {
        this.workload = workload;
        this.told = told;
    }

    void take(Command command) {
        try {
            thread.execute(() -> told.accept(result(command)));
        } catch (RejectedExecutionException e) {
            told.accept(new Result(command.id(), null, WAITING_MAX + " commands wait already"));
        }
    }

    private Result result(Command command) {
        try {
            return new Result(command.id(), workload.obey(command.kind(), command.arguments()), null);
        } catch (IOException | RuntimeException e) {
            return new Result(command.id(), null, e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            thread.awaitTermination(END_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
