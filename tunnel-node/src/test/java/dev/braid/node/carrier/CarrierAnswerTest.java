package dev.braid.node.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who has heard much, said nothing and hears nothing more says something, so that the peer learns what has arrived. */
class CarrierAnswerTest {
    private static final int MUCH_BYTES = 64 * 1024;
    private static final int FRAME_BYTES = 32 * 1024;
    private static final long DEADLINE_NS = Duration.ofSeconds(30).toNanos();
    private static final int TURNS = 20;

    private final TestCarrier test = TestCarrier.up();

    private void receive(int bytes) {
        for (int left = bytes; left > 0; left -= FRAME_BYTES) {
            int payload = FRAME_BYTES - Frame.HEADER_BYTES;
            test.receive(Unpooled.buffer()
                    .writeInt(Frame.header(Frame.DATA, payload))
                    .writeZero(payload));
        }
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The type of the next frame that is written, or 0 after some turns without any. */
    private int said(int turns) {
        for (int i = 0; i < turns; i++) {
            pause();
            test.socket().turn(5);
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

    private int saidAtLast() {
        long fromNs = System.nanoTime();
        int type = 0;
        while (type == 0 && System.nanoTime() - fromNs < DEADLINE_NS) {
            type = said(1);
        }
        return type;
    }

    @Test
    void silenceAfterMuchIsAnsweredOnce() {
        receive(MUCH_BYTES);
        assertThat(saidAtLast()).isEqualTo(Frame.PING);
        assertThat(said(TURNS)).as("and not again").isZero();
    }

    @Test
    void littleNeedsNoAnswer() {
        receive(MUCH_BYTES - FRAME_BYTES);
        assertThat(said(TURNS)).isZero();
    }

    @Test
    void whatWeSayOurselvesIsAnswerEnough() {
        receive(MUCH_BYTES);
        test.carrier().write(Unpooled.buffer().writeInt(Frame.header(Frame.FIN, 0)));
        test.carrier().flush();
        assertThat(said(TURNS)).isEqualTo(Frame.FIN);
        assertThat(said(TURNS)).isZero();
    }

    @Test
    void whoDoesNotListenWaitsForNothing() {
        receive(MUCH_BYTES);
        test.carrier().pause();
        assertThat(said(TURNS)).isZero();
        test.carrier().resume();
        receive(FRAME_BYTES);
        assertThat(saidAtLast()).isEqualTo(Frame.PING);
    }
}
