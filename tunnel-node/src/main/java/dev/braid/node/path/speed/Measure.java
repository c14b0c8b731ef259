package dev.braid.node.path.speed;

import dev.braid.node.carrier.Frame;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What shall be measured.
 *
 * @param inbound from the hub to the edge
 * @param durationMs at most, and never over {@link #MAX_MS}
 * @param maxBytes at most
 */
public record Measure(boolean inbound, int durationMs, long maxBytes) {
    static final int MAX_MS = 60_000;
    private static final int BYTES = 13;

    public Measure {
        if (durationMs < 1 || durationMs > MAX_MS || maxBytes < 1) {
            throw new IllegalArgumentException(durationMs + " ms, " + maxBytes + " bytes");
        }
    }

    public static Measure of(boolean inbound, Duration duration, long maxBytes) {
        return new Measure(inbound, (int) duration.toMillis(), maxBytes);
    }

    void write(ByteBuf out) {
        out.writeInt(Frame.header(Frame.MEASURE, BYTES))
                .writeBoolean(inbound)
                .writeInt(durationMs)
                .writeLong(maxBytes);
    }

    /** Null for what is none. */
    static @Nullable Measure read(ByteBuf in, int at, int lengthBytes) {
        if (lengthBytes < BYTES) {
            return null;
        }
        int ms = in.getInt(at + 1);
        long bytes = in.getLong(at + 5);
        return ms < 1 || ms > MAX_MS || bytes < 1 ? null : new Measure(in.getBoolean(at), ms, bytes);
    }
}
