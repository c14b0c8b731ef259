package dev.braid.node.carrier;

import io.netty.buffer.ByteBuf;

/** A lane that counts how often it is told that there is room. */
final class WakingSink implements CarrierSink {
    int woken;

    @Override
    public void frame(int type, ByteBuf buffer, int index, int lengthBytes) {}

    @Override
    public void writable() {
        woken++;
    }

    @Override
    public void peerDrains() {}

    @Override
    public void closed(CarrierEnd end) {}
}
