package dev.braid.node.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

/** Who has heard much, said nothing and hears nothing more says something, so that the peer learns what has arrived. */
class CarrierAnswerTest {
    private static final int MUCH_BYTES = 64 * 1024;
    private static final int FRAME_BYTES = 32 * 1024;
    private static final int SOON_MS = 10;
    private static final int LONG_MS = 1_000;

    private final TestCarrier test = TestCarrier.up();

    private void receive(int bytes) {
        for (int left = bytes; left > 0; left -= FRAME_BYTES) {
            int payload = FRAME_BYTES - Frame.HEADER_BYTES;
            test.receive(Unpooled.buffer()
                    .writeInt(Frame.header(Frame.DATA, payload))
                    .writeZero(payload));
        }
    }

    /** The type of the next frame that is written within so many milliseconds, or 0. */
    private int said(int ms) {
        for (int i = 0; i < ms; i++) {
            test.socket().turn(1);
            ByteBuf out = test.socket().readOutbound();
            if (out != null) {
                try {
                    return Frame.type(out.readInt());
                } finally {
                    out.release();
                }
            }
        }
        return 0;
    }

    @Test
    void silenceAfterMuchIsAnsweredOnce() {
        receive(MUCH_BYTES);
        assertThat(said(SOON_MS)).isEqualTo(Frame.PING);
        assertThat(said(LONG_MS)).as("and not again").isZero();
    }

    @Test
    void nobodyIsAnsweredWhoIsStillHeard() {
        receive(MUCH_BYTES);
        for (int i = 0; i < 20; i++) {
            assertThat(said(3)).isZero();
            receive(FRAME_BYTES);
        }
        assertThat(said(SOON_MS)).isEqualTo(Frame.PING);
    }

    @Test
    void littleNeedsNoAnswer() {
        receive(MUCH_BYTES - FRAME_BYTES);
        assertThat(said(LONG_MS)).isZero();
    }

    @Test
    void whatWeSayOurselvesIsAnswerEnough() {
        receive(MUCH_BYTES);
        test.carrier().write(Unpooled.buffer().writeInt(Frame.header(Frame.FIN, 0)));
        test.carrier().flush();
        assertThat(said(LONG_MS)).isEqualTo(Frame.FIN);
        assertThat(said(LONG_MS)).isZero();
    }

    @Test
    void whoDoesNotListenWaitsForNothing() {
        receive(MUCH_BYTES);
        test.carrier().pause();
        assertThat(said(LONG_MS)).isZero();
        test.carrier().resume();
        receive(FRAME_BYTES);
        assertThat(said(SOON_MS)).isEqualTo(Frame.PING);
    }
}
