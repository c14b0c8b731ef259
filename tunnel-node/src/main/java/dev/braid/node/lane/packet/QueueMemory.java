package dev.braid.node.lane.packet;

/** One loop's memory for waiting packets, shared evenly by the queues that hold any. Loop-confined. */
final class QueueMemory {
    private static final int MAX_PER_QUEUE_BYTES = 4 << 20;
    private static final int MIN_PER_QUEUE_BYTES = 32 << 10;

    private final int totalBytes;
    private int busyQueues;

    QueueMemory(int totalBytes) {
        this.totalBytes = totalBytes;
    }

    void busy() {
        busyQueues++;
    }

    void idle() {
        busyQueues--;
    }

    int perQueueBytes() {
        return Math.clamp(totalBytes / Math.max(1, busyQueues), MIN_PER_QUEUE_BYTES, MAX_PER_QUEUE_BYTES);
    }
}
