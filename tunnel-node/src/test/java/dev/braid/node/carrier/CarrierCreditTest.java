package dev.braid.node.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

/** A carrier holds back what its peer has not passed on, and tells what it has passed on itself. */
class CarrierCreditTest {
    private static final int FRAME_BYTES = 32 * 1024;

    private final WakingSink told = new WakingSink();
    private final TestCarrier test = up(Feature.CREDIT);

    private TestCarrier up(Feature peerFeatures) {
        TestCarrier up = TestCarrier.up(peerFeatures);
        up.carrier().sink(told);
        return up;
    }

    private static ByteBuf data() {
        int payload = FRAME_BYTES - Frame.HEADER_BYTES;
        return Unpooled.buffer().writeInt(Frame.header(Frame.DATA, payload)).writeZero(payload);
    }

    private static void write(TestCarrier to, long bytes) {
        for (long left = bytes; left > 0; left -= FRAME_BYTES) {
            to.carrier().write(data());
            to.carrier().flush();
        }
        to.socket().sent().release();
    }

    private void hear(long passedOn) {
        test.receive(Unpooled.buffer().writeInt(Frame.header(Frame.CREDIT, 8)).writeLong(passedOn));
    }

    @Test
    void theLaneWaitsForThePeerAndIsWoken() {
        write(test, Credit.FREE_BYTES);
        assertThat(test.carrier().isWritable()).isFalse();
        hear(FRAME_BYTES);
        assertThat(test.carrier().isWritable()).isTrue();
        assertThat(told.woken).isOne();
        hear(2 * FRAME_BYTES);
        assertThat(told.woken).as("nobody waited").isOne();
    }

    @Test
    void aPeerThatDoesNotTellIsNotWaitedFor() {
        TestCarrier old = up(Feature.TSO);
        write(old, 2 * Credit.FREE_BYTES);
        assertThat(old.carrier().isWritable()).isTrue();
    }

    @Test
    void aPeerThatLeavesGetsWhatIsLeft() {
        write(test, Credit.FREE_BYTES);
        assertThat(test.carrier().isWritable()).isFalse();
        test.receive(Unpooled.buffer().writeInt(Frame.header(Frame.BYE, 0)));
        assertThat(test.carrier().isWritable()).isTrue();
    }

    @Test
    void whatWasReadIsTold() {
        long frames = Credit.EVERY_BYTES / FRAME_BYTES;
        for (int i = 0; i < frames; i++) {
            assertThat(test.socket().outboundMessages()).isEmpty();
            test.receive(data());
        }
        ByteBuf told = test.socket().sent();
        try {
            assertThat(told.readInt()).isEqualTo(Frame.header(Frame.CREDIT, 8));
            assertThat(told.readLong()).isEqualTo(Credit.EVERY_BYTES);
            assertThat(told.isReadable()).isFalse();
        } finally {
            told.release();
        }
    }
}
