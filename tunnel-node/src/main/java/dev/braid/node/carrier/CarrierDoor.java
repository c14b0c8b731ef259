package dev.braid.node.carrier;

import dev.braid.node.linux.ErrnoException;
import dev.braid.node.linux.Libc;
import dev.braid.node.mptcp.MptcpSocket;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Where a hub listens, open from the first moment of its start: edges that knock while the rest is made ready are connected by the kernel
 * and wait for an answer, instead of being refused and coming back later. Nobody is let in until a {@link CarrierListener} has it.
 */
public final class CarrierDoor implements AutoCloseable {
    private static final int BACKLOG = 1024;

    private final InetSocketAddress at;
    private final FutureTask<Integer> opening;
    private boolean taken;

    private CarrierDoor(InetSocketAddress at) {
        this.at = at;
        opening = new FutureTask<>(() -> listen(at));
    }

    /** Opens on a thread of its own. That it cannot be opened is told by {@link #take}, after whatever else may be wrong. */
    public static CarrierDoor open(InetSocketAddress at) {
        CarrierDoor door = new CarrierDoor(at);
        Thread.ofPlatform().name("braid-door").daemon().start(door.opening);
        return door;
    }

    InetSocketAddress at() {
        return at;
    }

    /** The listening socket, the caller's from here on; tried again if it could not be had. */
    int take() throws ErrnoException {
        taken = true;
        int fd = opened();
        return fd < 0 ? listen(at) : fd;
    }

    @Override
    public void close() {
        if (!taken) {
            int fd = opened();
            if (fd >= 0) {
                Libc.close(fd);
            }
        }
    }

    /** Negative when it could not be opened. */
    private int opened() {
        try {
            return opening.get();
        } catch (ExecutionException e) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    private static int listen(InetSocketAddress at) throws ErrnoException {
        int fd = MptcpSocket.listen(at, BACKLOG);
        try {
            CarrierSocket.tune(fd);
            return fd;
        } catch (ErrnoException e) {
            Libc.close(fd);
            throw e;
        }
    }
}
