package dev.braid.node.lane.stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** A peer's OPEN is read only where it lies, and what was read is what would be written. */
class StreamFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void anyBytesAreAnOpenOrNot(byte[] payload) {
        Open open = Open.read(Unpooled.wrappedBuffer(payload), 0, payload.length);
        if (open == null) {
            return;
        }
        Special.refuse(open.destination().getAddress());
        ByteBuf again = Unpooled.buffer();
        open.write(again);
        if (!open.equals(Open.read(again, 4, again.readableBytes() - 4))) {
            throw new AssertionError(open.target());
        }
    }
}
