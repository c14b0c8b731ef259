package dev.braid.node.lane.packet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.EnumMap;
import java.util.Map;

/**
 * What one event loop has carried for one peer. Only that loop counts; anyone may read, and reads a value that was true a moment ago.
 * A super-packet counts as the packets it stands for.
 */
final class LaneCounters {
    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int PACKETS_OUT = 0;
    private static final int BYTES_OUT = 1;
    private static final int PACKETS_IN = 2;
    private static final int BYTES_IN = 3;
    private static final int DROPS = 4;
    private static final DropReason[] REASONS = DropReason.values();

    /** Outbound drops, then inbound drops; the reason's place in the enum is its place here. */
    private final long[] values = new long[DROPS + 2 * REASONS.length];

    void sent(int packets, int bytes) {
        add(PACKETS_OUT, packets);
        add(BYTES_OUT, bytes);
    }

    void received(int packets, int bytes) {
        add(PACKETS_IN, packets);
        add(BYTES_IN, bytes);
    }

    void droppedOutbound(DropReason reason) {
        add(DROPS + place(reason), 1);
    }

    void droppedInbound(DropReason reason) {
        add(DROPS + REASONS.length + place(reason), 1);
    }

    /** Sums over the loops of one peer. */
    static LaneTotals sum(LaneCounters... loops) {
        Map<DropReason, Long> dropsOut = new EnumMap<>(DropReason.class);
        Map<DropReason, Long> dropsIn = new EnumMap<>(DropReason.class);
        for (DropReason reason : REASONS) {
            dropsOut.put(reason, sum(loops, DROPS + place(reason)));
            dropsIn.put(reason, sum(loops, DROPS + REASONS.length + place(reason)));
        }
        return new LaneTotals(
                sum(loops, PACKETS_OUT),
                sum(loops, BYTES_OUT),
                sum(loops, PACKETS_IN),
                sum(loops, BYTES_IN),
                Map.copyOf(dropsOut),
                Map.copyOf(dropsIn));
    }

    private static long sum(LaneCounters[] loops, int index) {
        long sum = 0;
        for (LaneCounters loop : loops) {
            sum += loop.get(index);
        }
        return sum;
    }

    private void add(int index, long amount) {
        LONGS.setOpaque(values, index, values[index] + amount);
    }

    private long get(int index) {
        return (long) LONGS.getOpaque(values, index);
    }

    @SuppressWarnings("EnumOrdinal") // an index into our own array, never stored or sent
    private static int place(DropReason reason) {
        return reason.ordinal();
    }
}
