package dev.braid.node.path.speed;

import dev.braid.node.carrier.Carrier;
import dev.braid.node.carrier.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Sends as much as the carrier takes until the time or the bytes are over, and says so. Belongs to the carrier's loop. */
final class BulkSource {
    private static final int PAYLOAD_BYTES = 32 * 1024;

    private final Carrier carrier;
    private final ByteBuf frame = Unpooled.directBuffer(Frame.HEADER_BYTES + PAYLOAD_BYTES);
    private final ScheduledFuture<?> deadline;
    private long leftBytes;
    private boolean over;

    BulkSource(Carrier carrier, Measure measure) {
        this.carrier = carrier;
        leftBytes = measure.maxBytes();
        frame.writeInt(Frame.header(Frame.BULK, PAYLOAD_BYTES)).writeZero(PAYLOAD_BYTES);
        deadline = carrier.loop().schedule(this::end, measure.durationMs(), TimeUnit.MILLISECONDS);
    }

    /** Call again whenever the carrier takes more. */
    void pump() {
        while (!over && leftBytes > 0 && carrier.isWritable()) {
            carrier.write(frame.retainedDuplicate());
            leftBytes -= PAYLOAD_BYTES;
        }
        if (!over) {
            carrier.flush();
            if (leftBytes <= 0) {
                end();
            }
        }
    }

    private void end() {
        if (!over && carrier.isOpen()) {
            ByteBuf last = PooledByteBufAllocator.DEFAULT.directBuffer(Frame.HEADER_BYTES);
            carrier.write(last.writeInt(Frame.header(Frame.BULK_END, 0)));
            carrier.flush();
        }
        close();
    }

    /** Sends nothing more. */
    void close() {
        if (!over) {
            over = true;
            deadline.cancel(false);
            frame.release();
        }
    }
}
