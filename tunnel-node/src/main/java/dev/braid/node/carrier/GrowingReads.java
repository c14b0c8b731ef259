package dev.braid.node.carrier;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;

/**
 * How much one channel reads at a time: twice as much when the last read was filled, half as much when two were nearly empty, so that
 * thousands of quiet connections hold little and a busy one is read in few calls. One channel's own; Netty keeps its handle, so it is
 * the bounds that change.
 */
public final class GrowingReads extends DefaultMaxMessagesRecvByteBufAllocator {
    private static final int SMALL_PER = 4;

    private final int headroomBytes;
    private volatile int minBytes;
    private volatile int maxBytes;
    private int bytes;
    private boolean wasSmall;

    /**
     * Begins with {@code minBytes}.
     *
     * @param headroomBytes left free at the start of each buffer, part of its size
     * @param atATime so many reads in one turn of the loop, as long as each is filled and nobody stops them
     */
    public GrowingReads(int headroomBytes, int minBytes, int maxBytes, int atATime) {
        super(atATime);
        this.headroomBytes = headroomBytes;
        this.minBytes = minBytes;
        this.maxBytes = maxBytes;
        bytes = minBytes;
    }

    /** On the channel's loop. */
    public void between(int newMinBytes, int newMaxBytes) {
        minBytes = newMinBytes;
        maxBytes = newMaxBytes;
        bytes = Math.clamp(bytes, newMinBytes, newMaxBytes);
    }

    private void read(int count) {
        if (count >= bytes - headroomBytes) {
            bytes = Math.min(bytes * 2, maxBytes);
            wasSmall = false;
        } else if (count >= bytes / SMALL_PER) {
            wasSmall = false;
        } else if (wasSmall) {
            bytes = Math.max(bytes / 2, minBytes);
            wasSmall = false;
        } else {
            wasSmall = true;
        }
    }

    @Override
    @SuppressWarnings("deprecation") // Netty's own allocators still answer this type
    public Handle newHandle() {
        return new MaxMessageHandle() {
            @Override
            public int guess() {
                return bytes;
            }

            @Override
            public ByteBuf allocate(ByteBufAllocator allocator) {
                return allocator.directBuffer(bytes, bytes).setIndex(headroomBytes, headroomBytes);
            }

            @Override
            public void lastBytesRead(int count) {
                super.lastBytesRead(count);
                if (count > 0) {
                    read(count);
                }
            }
        };
    }
}
