package dev.braid.node.carrier;

import io.netty.buffer.ByteBuf;

/** What a lane does with a carrier that is up. Called on the carrier's event loop. */
public interface CarrierSink {
    /** A frame of a type the carrier does not handle itself; the payload is borrowed until this returns. */
    void frame(int type, ByteBuf buffer, int index, int lengthBytes);

    /** That was all there is to read for now. */
    default void readComplete() {}

    /** The carrier takes bytes again after it was full. */
    void writable();

    /** The peer will send nothing more here: write what is left for it, then {@link Carrier#drain}. */
    void peerDrains();

    /** Once, when the carrier is gone. Nothing is called after it. */
    void closed(CarrierEnd end);
}
