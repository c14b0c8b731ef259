package dev.braid.lab;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.braid.node.linux.Errno;
import dev.braid.node.linux.ErrnoException;
import dev.braid.node.linux.Libc;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.UnaryOperator;

/**
 * A full-duplex link between two namespaces: a TAP device at each end, and one thread that carries frames over a {@link Wire}
 * each way.
 *
 * <p>The thread reads whatever has come, writes whatever is due, and sleeps. It runs before ordinary threads: on a busy machine of
 * two cores frames were otherwise up to 100 ms late, and congestion control saw a link that does not exist. While frames flow it sleeps for at least
 * {@value #BUSY_SLEEP_NS} ns and works in batches, which costs that much precision and saves most of the wake-ups; on a quiet
 * link it wakes for the frame. It runs before ordinary threads: with both cores busy, thousands of packets of a run of ten
 * seconds were otherwise over 1 ms late, and congestion control saw a link that does not exist.
 */
public final class LinkEmulator implements AutoCloseable {
    /** Seen from the edge: up is from its end (A) to the net's end (B). */
    public enum Direction {
        UP,
        DOWN
    }

    /** A is the edge's end, B the net's. */
    public enum Side {
        A,
        B
    }

    /** 300 Mbit/s of full packets for 300 ms, 100 Mbit/s of 100-byte packets for 80 ms. */
    private static final int SLOTS = 8192;

    private static final long BUSY_SLEEP_NS = 200_000;
    /** The longest sleep: how late a changed shape or the end of the link may be noticed. */
    private static final long IDLE_SLEEP_NS = 50_000_000;
    /** Frames per direction before the other one has its turn. */
    private static final int BATCH = 128;

    private static final short POLLIN = 1;
    private static final short POLLERR = 8;
    private static final int POLLFD_BYTES = 8;

    private final TapDevice a;
    private final TapDevice b;
    private final Wire up;
    private final Wire down;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment pollFds;
    private final MemorySegment timeout;
    private final MemorySegment overflow;
    private final Thread thread;
    private volatile boolean carrierA = true;
    private volatile boolean carrierB = true;
    private volatile boolean closing;

    private LinkEmulator(String name, TapDevice a, TapDevice b, LinkShape shape, long seed) {
        this.a = a;
        this.b = b;
        this.up = new Wire(arena, SLOTS, shape, seed);
        this.down = new Wire(arena, SLOTS, shape, ~seed);
        this.pollFds = arena.allocate(2L * POLLFD_BYTES, 8);
        this.timeout = arena.allocate(16, 8);
        this.overflow = arena.allocate(Wire.SLOT_BYTES, 64);
        pollFd(0, a.fd());
        pollFd(1, b.fd());
        this.thread = Thread.ofPlatform().name("link-" + name).daemon().unstarted(this::run);
    }

    /** Creates both devices, down and without addresses, and starts to carry frames. */
    static LinkEmulator open(
            String namespaceA, String deviceA, String namespaceB, String deviceB, LinkShape shape, long seed)
            throws IOException {
        TapDevice a = TapDevice.open(namespaceA, deviceA);
        try {
            LinkEmulator link = new LinkEmulator(deviceB, a, TapDevice.open(namespaceB, deviceB), shape, seed);
            link.thread.start();
            return link;
        } catch (IOException e) {
            a.close();
            throw e;
        }
    }

    public LinkShape shape(Direction direction) {
        return wire(direction).shape();
    }

    public LinkCounters counters(Direction direction) {
        return wire(direction).counters();
    }

    /** Replaces one direction's shape by what {@code change} makes of it; packets notice within 50 ms, at once under load. */
    public synchronized void change(Direction direction, UnaryOperator<LinkShape> change) {
        Wire wire = wire(direction);
        wire.shape(change.apply(wire.shape()));
    }

    /** {@link #change(Direction, UnaryOperator)} for both directions. */
    public void change(UnaryOperator<LinkShape> change) {
        change(Direction.UP, change);
        change(Direction.DOWN, change);
    }

    /** Silence in both directions, while the devices believe all is well. */
    public void blackhole(boolean on) {
        change(shape -> shape.withBlackhole(on));
    }

    /** Pulls the cable, or plugs it in, so that both ends see it. */
    public void carrier(boolean on) throws IOException {
        carrier(Side.A, on);
        carrier(Side.B, on);
    }

    /** One end loses its carrier; no frame passes either way until both ends have one. */
    public synchronized void carrier(Side side, boolean on) throws IOException {
        switch (side) {
            case A -> {
                a.carrier(on);
                carrierA = on;
            }
            case B -> {
                b.carrier(on);
                carrierB = on;
            }
        }
    }

    public boolean carrier(Side side) {
        return side == Side.A ? carrierA : carrierB;
    }

    private Wire wire(Direction direction) {
        return direction == Direction.UP ? up : down;
    }

    private void run() {
        // Refused without CAP_SYS_NICE: the link still works, and latePackets says how well.
        Libc.sched_setscheduler(Libc.SCHED_FIFO, 1);
        while (!closing) {
            long nowNs = System.nanoTime();
            int moved = take(a, up, nowNs) + take(b, down, nowNs);
            moved += deliver(up, b) + deliver(down, a);
            sleep(moved > 0);
        }
    }

    /** Reads what the device has, at once: the queue that counts is the wire's, not the device's. */
    private int take(TapDevice from, Wire wire, long nowNs) {
        wire.advance(nowNs);
        int frames = 0;
        while (frames < BATCH) {
            boolean full = wire.isFull();
            int result = from.read(full ? overflow : wire.free());
            if (result < 0) {
                break;
            }
            frames++;
            if (full) {
                wire.drop(DropCause.RING);
            } else if (!carrierA || !carrierB) {
                wire.drop(DropCause.CARRIER);
            } else {
                wire.accept(nowNs, result);
            }
        }
        return frames;
    }

    private int deliver(Wire wire, TapDevice to) {
        long nowNs = System.nanoTime();
        wire.advance(nowNs);
        int frames = 0;
        for (int slot = wire.due(nowNs); slot >= 0 && frames < BATCH; slot = wire.due(nowNs)) {
            frames++;
            if (!carrierA || !carrierB) {
                wire.undeliverable(DropCause.CARRIER);
            } else if (to.write(wire.frame(slot), wire.frameBytes(slot)) < 0) {
                wire.undeliverable(DropCause.DEVICE);
            } else {
                wire.delivered(nowNs);
            }
        }
        return frames;
    }

    private void sleep(boolean busy) {
        long untilNextNs = Math.min(up.nextEventNs(), down.nextEventNs()) - System.nanoTime();
        long sleepNs = Math.clamp(untilNextNs, busy ? BUSY_SLEEP_NS : 0, busy ? BUSY_SLEEP_NS : IDLE_SLEEP_NS);
        timeout.set(JAVA_LONG, 8, sleepNs);
        // Awake for a frame only when quiet: under load the batch is worth more than the frame's 0.2 ms.
        int result = Libc.ppoll(pollFds, busy ? 0 : 2, timeout);
        if (result < 0 && result != -Errno.EINTR) {
            throw new IllegalStateException(new ErrnoException("ppoll", -result));
        }
        if (result > 0 && (events(0) & POLLERR) + (events(1) & POLLERR) != 0) {
            closing = true; // somebody has deleted a namespace, and the device with it
        }
    }

    private void pollFd(int index, int fd) {
        pollFds.set(JAVA_INT, (long) index * POLLFD_BYTES, fd);
        pollFds.set(JAVA_SHORT, (long) index * POLLFD_BYTES + 4, POLLIN);
    }

    private short events(int index) {
        return pollFds.get(JAVA_SHORT, (long) index * POLLFD_BYTES + 6);
    }

    /** Ends the thread, then both devices disappear. */
    @Override
    public void close() {
        closing = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        a.close();
        b.close();
        arena.close();
    }
}
