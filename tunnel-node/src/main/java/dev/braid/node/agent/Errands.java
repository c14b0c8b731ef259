package dev.braid.node.agent;

import dev.braid.node.contract.FlowList;
import dev.braid.node.contract.SessionMessage.Command;
import dev.braid.node.contract.SessionMessage.Result;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What the control plane asks for once. What measures does so one after another, for two at a time would measure each other; who only looks
 * does not wait for that, and a change waits for neither: a speed test takes a minute.
 */
final class Errands implements AutoCloseable {
    private static final int WAITING_MAX = 16;
    private static final long END_S = 5;

    private final Workload workload;
    private final Consumer<Result> told;
    private final ExecutorService measuring = oneByOne("braid-errands");
    private final ExecutorService looking = oneByOne("braid-look");

    /** @param told of each result, on any thread */
    Errands(Workload workload, Consumer<Result> told) {
        this.workload = workload;
        this.told = told;
    }

    void take(Command command) {
        ExecutorService lane = command.kind().equals(FlowList.COMMAND) ? looking : measuring;
        try {
            lane.execute(() -> told.accept(result(command)));
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

    /** Its thread ends when there is nothing to do. */
    private static ExecutorService oneByOne(String name) {
        ThreadPoolExecutor lane = new ThreadPoolExecutor(
                1,
                1,
                END_S,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(WAITING_MAX),
                Thread.ofPlatform().name(name).daemon().factory());
        lane.allowCoreThreadTimeOut(true);
        return lane;
    }

    @Override
    public void close() {
        measuring.shutdownNow();
        looking.shutdownNow();
        try {
            measuring.awaitTermination(END_S, TimeUnit.SECONDS);
            looking.awaitTermination(END_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
