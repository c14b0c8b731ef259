package dev.braid.lab;

import dev.braid.node.linux.Libc;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Runs a piece of work inside a named network namespace; ip-netns(8) keeps the names in /run/netns. */
final class Netns {
    private Netns() {}

    /**
     * On a platform thread of its own that ends with the work: setns(2) moves a thread, and a thread that had moved would
     * surprise its next user. A descriptor opened by the work stays in the namespace where it was opened.
     */
    static <T> T call(String name, Callable<T> work) throws IOException {
        FutureTask<T> task = new FutureTask<>(() -> {
            enter(name);
            return work.call();
        });
        Thread.ofPlatform().name("lab-" + name).start(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException("in namespace " + name, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted in namespace " + name, e);
        }
    }

    private static void enter(String name) throws IOException {
        int fd = Libc.check("open namespace " + name, Libc.open("/run/netns/" + name, Libc.O_RDONLY | Libc.O_CLOEXEC));
        try {
            Libc.check("setns " + name, Libc.setns(fd, Libc.CLONE_NEWNET));
        } finally {
            Libc.close(fd);
        }
    }
}
