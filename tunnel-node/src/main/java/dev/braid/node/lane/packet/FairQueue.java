package dev.braid.node.lane.packet;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * FQ-CoDel (RFC 8290, with CoDel of RFC 8289) over buffers, in fixed arrays: nothing is allocated after it is made. Flows take turns by
 * bytes, new flows first, so that an interactive flow passes a bulk one; a flow whose packets have all waited longer than the target for
 * an interval loses packets at growing speed until they do not.
 *
 * <p>Not thread-safe. Time comes in as nanoseconds of any steady clock.
 */
final class FairQueue implements AutoCloseable {
    /** Told of every buffer that is dropped, before it is released. */
    @FunctionalInterface
    interface Dropped {
        void packet(DropReason reason);
    }

    /** Above RFC 8289's 5 ms and 100 ms: a super-packet is dozens of segments, and below us BBR looks for a shorter way (PROBE_RTT)
     *  for 200 ms every 10 s, which must not look like a standing queue. */
    static final long TARGET_NS = 20_000_000;

    static final long INTERVAL_NS = 300_000_000;

    private static final int FLOWS = 128;
    private static final int PACKETS = 1024;
    private static final int QUANTUM_BYTES = 3_028;
    private static final int NONE = -1;

    private final Dropped dropped;

    // Packets: slots in a free list, chained per flow.
    private final @Nullable ByteBuf[] buffers = new ByteBuf[PACKETS];
    private final long[] enqueuedNs = new long[PACKETS];
    private final int[] nextSlot = new int[PACKETS];
    private int freeSlot;

    // Flows: head and tail slot, and their place in the list of new or of old flows.
    private final int[] head = new int[FLOWS];
    private final int[] tail = new int[FLOWS];
    private final int[] flowBytes = new int[FLOWS];
    private final int[] deficit = new int[FLOWS];
    private final boolean[] listed = new boolean[FLOWS];
    private final int[] nextFlow = new int[FLOWS];
    private final CoDel[] codel = new CoDel[FLOWS];
    private final FlowList fresh = new FlowList();
    private final FlowList old = new FlowList();

    private int packets;
    private int bytes;

    FairQueue(Dropped dropped) {
        this.dropped = dropped;
        Arrays.fill(head, NONE);
        Arrays.setAll(nextSlot, i -> i + 1 < PACKETS ? i + 1 : NONE);
        Arrays.setAll(codel, _ -> new CoDel());
    }

    boolean isEmpty() {
        return packets == 0;
    }

    int packets() {
        return packets;
    }

    /** Memory held, by the capacity of the buffers. */
    int bytes() {
        return bytes;
    }

    /** Takes {@code packet}; packets of the longest flow are dropped while the queue holds more than {@code maxBytes}. */
    void add(ByteBuf packet, int flowHash, long nowNs, int maxBytes) {
        int flow = Math.floorMod(flowHash, FLOWS);
        if (freeSlot == NONE) {
            dropFromLongest();
        }
        int slot = freeSlot;
        freeSlot = nextSlot[slot];
        buffers[slot] = packet;
        enqueuedNs[slot] = nowNs;
        nextSlot[slot] = NONE;
        if (head[flow] == NONE) {
            head[flow] = slot;
        } else {
            nextSlot[tail[flow]] = slot;
        }
        tail[flow] = slot;
        flowBytes[flow] += packet.capacity();
        bytes += packet.capacity();
        packets++;
        if (!listed[flow]) {
            listed[flow] = true;
            deficit[flow] = QUANTUM_BYTES;
            fresh.append(flow);
        }
        while (bytes > maxBytes && packets > 1) {
            dropFromLongest();
        }
    }

    /** The next packet, which is the caller's from here on, or null when the queue is empty. */
    @Nullable
    ByteBuf poll(long nowNs) {
        while (true) {
            FlowList list = fresh.isEmpty() ? old : fresh;
            if (list.isEmpty()) {
                return null;
            }
            int flow = list.first();
            if (deficit[flow] <= 0) {
                deficit[flow] += QUANTUM_BYTES;
                list.removeFirst();
                old.append(flow);
                continue;
            }
            ByteBuf packet = codel[flow].poll(this, flow, nowNs);
            if (packet != null) {
                deficit[flow] -= packet.readableBytes();
                return packet;
            }
            list.removeFirst();
            if (list == fresh && !old.isEmpty()) {
                old.append(flow); // RFC 8290 section 4.2: no flow stays new by emptying itself
            } else {
                listed[flow] = false;
            }
        }
    }

    @Override
    public void close() {
        for (int flow = 0; flow < FLOWS; flow++) {
            while (head[flow] != NONE) {
                take(flow).release();
            }
        }
    }

    private ByteBuf take(int flow) {
        int slot = head[flow];
        ByteBuf packet = buffers[slot];
        if (packet == null) {
            throw new IllegalStateException("an empty slot in a flow's chain");
        }
        buffers[slot] = null;
        head[flow] = nextSlot[slot];
        nextSlot[slot] = freeSlot;
        freeSlot = slot;
        flowBytes[flow] -= packet.capacity();
        bytes -= packet.capacity();
        packets--;
        return packet;
    }

    private void drop(int flow, DropReason reason) {
        ByteBuf packet = take(flow);
        dropped.packet(reason);
        packet.release();
    }

    private void dropFromLongest() {
        int longest = 0;
        for (int flow = 1; flow < FLOWS; flow++) {
            longest = flowBytes[flow] > flowBytes[longest] ? flow : longest;
        }
        drop(longest, DropReason.QUEUE_FULL);
    }

    /** A list of flows through {@link #nextFlow}; a flow is in one list at most. */
    private final class FlowList {
        private int first = NONE;
        private int last = NONE;

        boolean isEmpty() {
            return first == NONE;
        }

        int first() {
            return first;
        }

        void append(int flow) {
            nextFlow[flow] = NONE;
            if (first == NONE) {
                first = flow;
            } else {
                nextFlow[last] = flow;
            }
            last = flow;
        }

        void removeFirst() {
            first = nextFlow[first];
        }
    }

    /** One flow's control law; RFC 8289 section 5. */
    private static final class CoDel {
        private boolean dropping;
        private long firstAboveNs;
        private long dropNextNs;
        private int count;
        private int lastCount;

        @Nullable
        ByteBuf poll(FairQueue queue, int flow, long nowNs) {
            boolean mayDrop = judge(queue, flow, nowNs);
            if (dropping) {
                if (!mayDrop) {
                    dropping = false;
                }
                while (dropping && nowNs - dropNextNs >= 0) {
                    queue.drop(flow, DropReason.QUEUE_DELAY);
                    count++;
                    if (judge(queue, flow, nowNs)) {
                        dropNextNs = control(dropNextNs);
                    } else {
                        dropping = false;
                    }
                }
            } else if (mayDrop) {
                queue.drop(flow, DropReason.QUEUE_DELAY);
                judge(queue, flow, nowNs);
                startDropping(nowNs);
            }
            return queue.head[flow] == NONE ? null : queue.take(flow);
        }

        private void startDropping(long nowNs) {
            dropping = true;
            int delta = count - lastCount;
            count = delta > 1 && nowNs - dropNextNs < 16 * INTERVAL_NS ? delta : 1;
            dropNextNs = control(nowNs);
            lastCount = count;
        }

        /** Whether the packet at the head has, like all others for an interval, waited too long. */
        private boolean judge(FairQueue queue, int flow, long nowNs) {
            int slot = queue.head[flow];
            if (slot == NONE || nowNs - queue.enqueuedNs[slot] < TARGET_NS || queue.nextSlot[slot] == NONE) {
                firstAboveNs = 0; // a lone packet is no standing queue, RFC 8289 section 4.2
                return false;
            }
            if (firstAboveNs == 0) {
                firstAboveNs = nowNs + INTERVAL_NS;
                return false;
            }
            return nowNs - firstAboveNs >= 0;
        }

        private long control(long fromNs) {
            return fromNs + (long) (INTERVAL_NS / Math.sqrt(count));
        }
    }
}
