package dev.braid.node.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.carrier.CarrierEnd.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a carrier ends when both have nothing more to say. */
class CarrierHandlerByeTest {
    private static ByteBuf frame(int type, int payloadBytes) {
        return Unpooled.buffer().writeInt(Frame.header(type, payloadBytes)).writeZero(payloadBytes);
    }

    /** As a kernel that has no room: what is written stays here. */
    private static final class FullKernel extends ChannelOutboundHandlerAdapter {
        private final List<Runnable> held = new ArrayList<>();

        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            held.add(() -> ctx.write(message, promise));
        }

        void drain(FakeSocket socket) {
            socket.pipeline().remove(this);
        }

        @Override
        public void handlerRemoved(ChannelHandlerContext ctx) {
            held.forEach(Runnable::run);
            ctx.flush();
        }
    }

    @Test
    void aByeThatIsHeardDoesNotCutOffWhatIsStillLeaving() {
        try (CarrierPair pair = CarrierPair.up()) {
            FullKernel full = new FullKernel();
            pair.hub.pipeline().addFirst(full);
            pair.hubCarrier().write(frame(Frame.PACKET, 2));
            pair.hubCarrier().drain();
            pair.edgeCarrier().drain();
            pair.exchange();
            assertThat(pair.hubFrames.ends).as("its goodbye has not left").isEmpty();
            assertThat(pair.edgeFrames.ends).isEmpty();
            full.drain(pair.hub);
            pair.exchange();
            assertThat(pair.edgeFrames.frames).containsExactly("4:0000");
            assertThat(pair.edgeFrames.ends).extracting(CarrierEnd::reason).containsExactly(Reason.REPLACED);
            assertThat(pair.hubFrames.ends).extracting(CarrierEnd::reason).containsExactly(Reason.REPLACED);
        }
    }

    @Test
    void theSinkIsNotToldOfAByeThatAnswersOurs() {
        try (CarrierPair pair = CarrierPair.up()) {
            pair.edgeCarrier().drain();
            pair.exchange();
            pair.hubCarrier().drain();
            pair.exchange();
            assertThat(pair.hubFrames.peerDrains).isTrue();
            assertThat(pair.edgeFrames.peerDrains).isFalse();
        }
    }

    @Test
    void drainingTwiceSaysByeOnce() {
        TestCarrier test = TestCarrier.up();
        test.carrier().drain();
        test.carrier().drain();
        ByteBuf sent = test.socket().sent();
        assertThat(sent.readableBytes()).isEqualTo(Frame.HEADER_BYTES);
        sent.release();
    }

    @Test
    void nothingFollowsOurBye() {
        TestCarrier test = TestCarrier.up();
        test.carrier().drain();
        test.socket().sent().release();
        test.socket().turn(5_000);
        test.receive(frame(Frame.PING, 8));
        ByteBuf sent = test.socket().sent();
        assertThat(sent.readableBytes()).isZero();
        sent.release();
    }
}
