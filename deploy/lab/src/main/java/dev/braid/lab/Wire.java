package dev.braid.lab;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * One direction of a link as arithmetic on a clock that is passed in; it reads and writes nothing itself.
 *
 * <pre>
 *        oldest            waiting            next
 *          v                  v                v
 *   ... | on its way, due at  | in the queue   | free slots ...
 *          {@link #due}          {@link #advance}        {@link #free}, {@link #accept}
 * </pre>
 *
 * A frame starts when the bottleneck is free, keeps it busy for its length at the rate, then travels for the delay. A shape
 * that is replaced holds for everything still in the queue; what is on its way keeps its time. One thread only, apart from
 * {@link #shape} and {@link #counters}.
 */
final class Wire {
    static final int SLOT_BYTES = 2048;
    /** Not counted by rates and counters; linux/if_ether.h ETH_HLEN. */
    static final int ETHERNET_HEADER_BYTES = 14;

    private static final int PACKETS = DropCause.values().length;
    private static final int BYTES = PACKETS + 1;
    private static final int QUEUED_BYTES = PACKETS + 2;
    private static final int LATE_PACKETS = PACKETS + 3;
    private static final long LATE_NS = 1_000_000;

    private final int mask;
    /** Sliced once: a slice per packet would be an allocation per packet. */
    private final MemorySegment[] slots;

    private final int[] lengthBytes;
    private final boolean[] lost;
    /** When the frame came, until it starts; from then on when it is due. */
    private final long[] timeNs;

    private final SplittableRandom dice;
    private final AtomicLongArray counts = new AtomicLongArray(PACKETS + 4);

    private volatile LinkShape shape;
    private long oldest;
    private long waiting;
    private long next;
    private long bottleneckFreeNs = Long.MIN_VALUE;
    private long lastDueNs = Long.MIN_VALUE;
    private long queuedBytes;

    /** {@code slotCount} is a power of two; {@code seed} makes losses and jitter repeatable. */
    Wire(Arena arena, int slotCount, LinkShape shape, long seed) {
        this.mask = slotCount - 1;
        this.slots = new MemorySegment[slotCount];
        this.lengthBytes = new int[slotCount];
        this.lost = new boolean[slotCount];
        this.timeNs = new long[slotCount];
        this.shape = shape;
        this.dice = new SplittableRandom(seed);
        MemorySegment memory = arena.allocate((long) slotCount * SLOT_BYTES, 64);
        for (int i = 0; i < slotCount; i++) {
            slots[i] = memory.asSlice((long) i * SLOT_BYTES, SLOT_BYTES);
        }
    }

    LinkShape shape() {
        return shape;
    }

    void shape(LinkShape replacement) {
        shape = replacement;
    }

    boolean isFull() {
        return next - oldest > mask;
    }

    /** Where the next frame may be read into; when {@link #isFull()} it is not free. */
    MemorySegment free() {
        return slots[(int) next & mask];
    }

    /** Takes the frame that lies in {@link #free()}, or drops it. */
    void accept(long nowNs, int frameBytes) {
        LinkShape s = shape;
        int ipBytes = frameBytes - ETHERNET_HEADER_BYTES;
        if (s.blackhole()) {
            drop(DropCause.BLACKHOLE);
        } else if (queuedBytes + ipBytes > s.queueBytes()) {
            drop(DropCause.QUEUE);
        } else {
            int slot = (int) next & mask;
            lengthBytes[slot] = frameBytes;
            timeNs[slot] = nowNs;
            queuedBytes += ipBytes;
            next++;
            advance(nowNs);
        }
    }

    /** Starts every frame whose turn has come, each from the moment it could start, however late we are called. */
    void advance(long nowNs) {
        LinkShape s = shape;
        while (waiting < next && bottleneckFreeNs <= nowNs) {
            int slot = (int) waiting & mask;
            int ipBytes = lengthBytes[slot] - ETHERNET_HEADER_BYTES;
            bottleneckFreeNs = Math.max(bottleneckFreeNs, timeNs[slot]) + s.transmissionNs(ipBytes);
            long jitterNs = s.jitterNs() == 0 ? 0 : dice.nextLong(s.jitterNs());
            lastDueNs = Math.max(lastDueNs, bottleneckFreeNs + s.delayNs() + jitterNs);
            timeNs[slot] = lastDueNs;
            lost[slot] = s.loss() > 0 && dice.nextDouble() < s.loss();
            queuedBytes -= ipBytes;
            waiting++;
        }
        counts.lazySet(QUEUED_BYTES, queuedBytes);
    }

    /** The slot of the oldest frame when it has arrived, or -1; lost and swallowed ones are dropped on the way. */
    int due(long nowNs) {
        while (oldest < waiting && timeNs[(int) oldest & mask] <= nowNs) {
            int slot = (int) oldest & mask;
            if (shape.blackhole()) {
                drop(DropCause.BLACKHOLE);
            } else if (lost[slot]) {
                drop(DropCause.LOSS);
            } else {
                return slot;
            }
            oldest++;
        }
        return -1;
    }

    MemorySegment frame(int slot) {
        return slots[slot];
    }

    int frameBytes(int slot) {
        return lengthBytes[slot];
    }

    /** The frame that {@link #due} answered has been written; its slot is free again. */
    void delivered(long nowNs) {
        int slot = (int) oldest & mask;
        add(PACKETS, 1);
        add(BYTES, lengthBytes[slot] - ETHERNET_HEADER_BYTES);
        if (nowNs - timeNs[slot] > LATE_NS) {
            add(LATE_PACKETS, 1);
        }
        oldest++;
    }

    /** The frame that {@link #due} answered could not be handed over. */
    void undeliverable(DropCause cause) {
        drop(cause);
        oldest++;
    }

    void drop(DropCause cause) {
        add(index(cause), 1);
    }

    /** When the next thing happens by itself: a frame starts or arrives. {@code Long.MAX_VALUE}: not before a frame comes. */
    long nextEventNs() {
        long starts = waiting < next ? bottleneckFreeNs : Long.MAX_VALUE;
        long arrives = oldest < waiting ? timeNs[(int) oldest & mask] : Long.MAX_VALUE;
        return Math.min(starts, arrives);
    }

    LinkCounters counters() {
        Map<DropCause, Long> drops = new EnumMap<>(DropCause.class);
        for (DropCause cause : DropCause.values()) {
            drops.put(cause, counts.get(index(cause)));
        }
        return new LinkCounters(
                counts.get(PACKETS), counts.get(BYTES), drops, counts.get(QUEUED_BYTES), counts.get(LATE_PACKETS));
    }

    @SuppressWarnings("EnumOrdinal") // the array lives no longer than the process
    private static int index(DropCause cause) {
        return cause.ordinal();
    }

    /** One writer: a plain read and an ordered write are enough. */
    private void add(int counter, long amount) {
        counts.lazySet(counter, counts.getPlain(counter) + amount);
    }
}
