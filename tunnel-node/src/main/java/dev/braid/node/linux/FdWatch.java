package dev.braid.node.linux;

import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * A descriptor watched by an event loop. {@code readable} is called on that loop at every edge from empty to readable: read until EAGAIN,
 * or be called no more. The descriptor stays its owner's, to be closed after the watch.
 */
public final class FdWatch implements AutoCloseable {
    private static final EpollIoOps READABLE = EpollIoOps.EPOLLIN.with(EpollIoOps.EPOLLET);

    private final IoRegistration registration;
    private final IoEventLoop loop;

    private FdWatch(IoEventLoop loop, IoRegistration registration) {
        this.loop = loop;
        this.registration = registration;
    }

    /** Waits until the loop has taken the descriptor, so not to be called on that loop. */
    public static FdWatch start(IoEventLoop loop, int fd, Runnable readable) {
        return startInTurns(loop, fd, () -> {
            readable.run();
            return false;
        });
    }

    /**
     * The same for a descriptor that may never run empty. When {@code readable} answers that it has left something, it is called again
     * once the loop has looked at its other descriptors; a task that puts itself on the loop again would keep them waiting for as long
     * as Netty lets tasks run, which is a second.
     */
    public static FdWatch startInTurns(IoEventLoop loop, int fd, BooleanSupplier readable) {
        CompletableFuture<IoRegistration> done = new CompletableFuture<>();
        loop.register(new Handle(fd, readable)).addListener(f -> {
            if (f.isSuccess()) {
                IoRegistration registration = (IoRegistration) f.getNow();
                registration.submit(READABLE);
                done.complete(registration);
            } else {
                done.completeExceptionally(f.cause());
            }
        });
        return new FdWatch(loop, done.join());
    }

    /** Returns when {@code readable} is called no more. */
    @Override
    public void close() {
        if (loop.inEventLoop()) {
            registration.cancel();
        } else {
            loop.submit(registration::cancel).syncUninterruptibly();
        }
    }

    private record Handle(FileDescriptor fd, BooleanSupplier readable) implements EpollIoHandle {
        Handle(int fd, BooleanSupplier readable) {
            this(new FileDescriptor(fd), readable);
        }

        @Override
        public void handle(IoRegistration registration, IoEvent event) {
            if (readable.getAsBoolean()) {
                registration.submit(READABLE); // armed anew, it tells at once what is still there
            }
        }

        @Override
        public void close() {
            // The owner closes the descriptor.
        }
    }
}
