package dev.braid.node.path.speed;

import dev.braid.node.carrier.Frame;
import io.netty.buffer.ByteBuf;

/** What arrived in which time. */
public record Measured(long bytes, long ns) {
    static final int BYTES = 16;

    public long bitsPerSecond() {
        return ns <= 0 ? 0 : Math.round(bytes * 8.0 / ns * 1e9);
    }

    void write(ByteBuf out) {
        out.writeInt(Frame.header(Frame.MEASURED, BYTES)).writeLong(bytes).writeLong(ns);
    }

    static Measured read(ByteBuf in, int at) {
        return new Measured(in.getLong(at), in.getLong(at + 8));
    }
}
