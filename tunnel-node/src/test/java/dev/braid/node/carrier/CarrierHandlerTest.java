package dev.braid.node.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.carrier.CarrierEnd.Reason;
import dev.braid.node.identity.Authority;
import dev.braid.node.identity.PeerId;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A carrier's life on both sides, over real TLS in memory. */
class CarrierHandlerTest {
    private static ByteBuf frame(int type, int payloadBytes) {
        return Unpooled.buffer().writeInt(Frame.header(type, payloadBytes)).writeZero(payloadBytes);
    }

    private static Reason only(List<CarrierEnd> ends) {
        assertThat(ends).hasSize(1);
        return ends.getFirst().reason();
    }

    @Test
    void bothSidesAreUpAndKnowWhatTheyHaveAgreedOn() {
        try (CarrierPair pair = CarrierPair.up()) {
            assertThat(pair.edgeCarrier().peer()).isEqualTo(new PeerId(PeerId.Kind.HUB, "paris"));
            assertThat(pair.hubCarrier().peer()).isEqualTo(new PeerId(PeerId.Kind.EDGE, "home"));
            assertThat(pair.welcomed).isEqualTo(CarrierPair.WELCOME);
            assertThat(pair.hubCarrier().hello()).isEqualTo(CarrierPair.hello(Hello.VERSION));
            assertThat(pair.edgeCarrier().peerFeatures()).isEqualTo(CarrierPair.WELCOME.features());
            assertThat(pair.hubCarrier().agreed().group()).isEqualTo("X25519MLKEM768");
            assertThat(pair.listener.halfOpenCount()).isZero();
            assertThat(pair.edgeFailures).isEmpty();
            assertThat(pair.hubFailures).isEmpty();
        }
    }

    @Test
    void framesGoBothWays() {
        try (CarrierPair pair = CarrierPair.up()) {
            pair.edgeCarrier().write(frame(Frame.PACKET, 2));
            pair.edgeCarrier().flush();
            pair.hubCarrier().write(frame(Frame.PATHS, 3));
            pair.hubCarrier().flush();
            pair.exchange();
            assertThat(pair.hubFrames.frames).containsExactly("4:0000");
            assertThat(pair.edgeFrames.frames).containsExactly("8:000000");
            assertThat(pair.edgeCarrier().bytesWritten()).isEqualTo(6);
            assertThat(pair.hubCarrier().bytesRead()).isEqualTo(6);
        }
    }

    @Test
    void anotherVersionIsRefusedByName() {
        try (CarrierPair pair = new CarrierPair().connect(CarrierPair.hello(2))) {
            assertThat(only(pair.edgeFailures)).isEqualTo(Reason.VERSION);
            assertThat(pair.edgeFailures.getFirst().detail())
                    .contains("version 1")
                    .contains("version 2");
            assertThat(only(pair.hubFailures)).isEqualTo(Reason.VERSION);
            assertThat(pair.listener.halfOpenCount()).isZero();
            assertThat(pair.hub.isOpen()).isFalse();
        }
    }

    @Test
    void anUnknownEdgeIsToldSo() {
        try (CarrierPair pair = new CarrierPair()) {
            pair.judgement = peer -> new CarrierListener.Judgement.Refuse(
                    new Refusal(Refusal.Reason.UNKNOWN_EDGE, "no edge named " + peer.name()));
            pair.connect(CarrierPair.hello(Hello.VERSION));
            assertThat(only(pair.edgeFailures)).isEqualTo(Reason.REFUSED);
            assertThat(pair.edgeFailures.getFirst().detail()).isEqualTo("the hub refused: no edge named home");
            assertThat(only(pair.hubFailures)).isEqualTo(Reason.REFUSED);
        }
    }

    @Test
    void aStrangersCertificateIsUntrusted() {
        CarrierTls stranger =
                CarrierPair.tls(Authority.create("Test", InstantSource.system()), PeerId.Kind.EDGE, "home");
        try (CarrierPair pair = new CarrierPair().connect(CarrierPair.hello(Hello.VERSION), stranger)) {
            assertThat(only(pair.hubFailures)).isEqualTo(Reason.UNTRUSTED);
            assertThat(pair.edgeCarrier).isNull();
            assertThat(pair.listener.halfOpenCount()).isZero();
        }
    }

    @Test
    void whoeverDoesNotSpeakTlsIsSentAway() {
        try (CarrierPair pair = new CarrierPair().accept()) {
            pair.hub.writeInbound(Unpooled.copiedBuffer("GET / HTTP/1.1\r\n\r\n", StandardCharsets.US_ASCII));
            pair.turn(1_000);
            assertThat(only(pair.hubFailures)).isEqualTo(Reason.NOT_TLS);
            assertThat(pair.hub.isOpen()).isFalse();
            assertThat(pair.listener.halfOpenCount()).isZero();
        }
    }

    @Test
    void whoeverSaysNothingIsSentAwayInTime() {
        try (CarrierPair pair = new CarrierPair().accept()) {
            pair.turn(CarrierHandler.HANDSHAKE_MS - 1);
            assertThat(pair.listener.halfOpenCount()).isOne();
            pair.turn(1);
            assertThat(only(pair.hubFailures)).isEqualTo(Reason.HANDSHAKE_TIMEOUT);
            pair.turn(1_000);
            assertThat(pair.hub.isOpen()).isFalse();
            assertThat(pair.listener.halfOpenCount()).isZero();
        }
    }

    @Test
    void theDeadlineDoesNotReachCarriersThatAreUp() {
        try (CarrierPair pair = CarrierPair.up()) {
            pair.turn(CarrierHandler.HANDSHAKE_MS + 1);
            pair.exchange();
            assertThat(pair.hubCarrier().isOpen()).isTrue();
            assertThat(pair.edgeFrames.ends).isEmpty();
        }
    }

    @Test
    void anImpossibleFrameEndsTheCarrier() {
        try (CarrierPair pair = CarrierPair.up()) {
            pair.sendFromEdge(frame(Frame.PACKET, 3));
            pair.sendFromEdge(Unpooled.buffer().writeInt(-1));
            pair.sendFromEdge(frame(Frame.PACKET, 1));
            assertThat(pair.hubFrames.frames).containsExactly("4:000000");
            assertThat(only(pair.hubFrames.ends)).isEqualTo(Reason.PROTOCOL);
            assertThat(only(pair.edgeFrames.ends)).isEqualTo(Reason.PEER_CLOSED);
        }
    }

    @Test
    void aSecondHelloEndsTheCarrier() {
        try (CarrierPair pair = CarrierPair.up()) {
            ByteBuf twice = Unpooled.buffer();
            CarrierPair.hello(Hello.VERSION).write(twice);
            pair.sendFromEdge(twice.writeBytes(frame(Frame.PACKET, 1)));
            assertThat(only(pair.hubFrames.ends)).isEqualTo(Reason.PROTOCOL);
            assertThat(pair.hubFrames.frames).as("frames behind the end").isEmpty();
        }
    }

    @Test
    void anotherFrameInsteadOfHelloIsRefused() {
        try (CarrierPair pair = new CarrierPair()) {
            pair.judgement = _ -> new CarrierListener.Judgement.Refuse(new Refusal(Refusal.Reason.OTHER, ""));
            pair.connect(CarrierPair.hello(Hello.VERSION));
            assertThat(pair.edgeCarrier).isNull();
        }
        try (CarrierPair pair = CarrierPair.up()) {
            pair.hub.writeAndFlush(frame(Frame.WELCOME, 20));
            pair.exchange();
            assertThat(only(pair.edgeFrames.ends)).isEqualTo(Reason.PROTOCOL);
        }
    }

    @Test
    void pingsAreAnsweredAndTimed() {
        try (CarrierPair pair = CarrierPair.up()) {
            assertThat(pair.edgeCarrier().rttNs()).isZero();
            pair.turn(5_000);
            pair.exchange();
            assertThat(pair.edgeCarrier().rttNs()).isPositive();
            assertThat(pair.hubCarrier().rttNs()).isPositive();
        }
    }

    @Test
    void aPeerThatAsksAndDoesNotReadGetsNoAnswersQueued() {
        try (CarrierPair pair = CarrierPair.up()) {
            pair.hub.setWritable(false);
            long before = pair.hub.unsafe().outboundBuffer().totalPendingWriteBytes();
            for (int i = 0; i < 1_000; i++) {
                pair.sendFromEdge(frame(Frame.PING, 8));
            }
            assertThat(pair.hub.unsafe().outboundBuffer().totalPendingWriteBytes())
                    .isEqualTo(before);
            assertThat(pair.edgeCarrier().rttNs()).isZero();
        }
    }

    @Test
    void byeIsAnsweredByTheSinkAndThenBothClose() {
        try (CarrierPair pair = CarrierPair.up()) {
            pair.edgeCarrier().drain();
            pair.exchange();
            assertThat(pair.hubFrames.peerDrains).isTrue();
            assertThat(pair.hubCarrier().isOpen()).isTrue();
            pair.hubCarrier().write(frame(Frame.PACKET, 2));
            pair.hubCarrier().drain();
            pair.exchange();
            assertThat(pair.edgeFrames.frames).as("sent before the answer").containsExactly("4:0000");
            assertThat(only(pair.edgeFrames.ends)).isEqualTo(Reason.REPLACED);
            assertThat(only(pair.hubFrames.ends)).isEqualTo(Reason.REPLACED);
        }
    }

    @Test
    void goodbyesThatCrossLoseNothing() {
        try (CarrierPair pair = CarrierPair.up()) {
            pair.edgeCarrier().write(frame(Frame.PACKET, 1));
            pair.edgeCarrier().drain();
            pair.hubCarrier().write(frame(Frame.PACKET, 2));
            pair.hubCarrier().drain();
            pair.exchange();
            assertThat(pair.hubFrames.frames).containsExactly("4:00");
            assertThat(pair.edgeFrames.frames).containsExactly("4:0000");
            assertThat(only(pair.edgeFrames.ends)).isEqualTo(Reason.REPLACED);
            assertThat(only(pair.hubFrames.ends)).isEqualTo(Reason.REPLACED);
        }
    }

    @Test
    void theFirstReasonCountsAndIsToldOnce() {
        try (CarrierPair pair = CarrierPair.up()) {
            pair.hubCarrier().close(Reason.REVOKED, "revoked");
            pair.hubCarrier().close(Reason.SHUTDOWN, "stops");
            pair.exchange();
            assertThat(pair.hubFrames.ends).containsExactly(new CarrierEnd(Reason.REVOKED, "revoked"));
            assertThat(only(pair.edgeFrames.ends)).isEqualTo(Reason.PEER_CLOSED);
        }
    }

    @Test
    void aClosedListenerSendsAwayWhoIsNotUpYet() {
        try (CarrierPair pair = new CarrierPair().accept()) {
            pair.listener.close();
            pair.hub.runPendingTasks();
            assertThat(pair.listener.halfOpenCount()).isZero();
            assertThat(pair.hub.isOpen()).isFalse();
        }
    }

    @Test
    void aCarrierDoesNotComeUpBehindItsEnd() {
        try (CarrierPair pair = new CarrierPair()) {
            pair.judgement = _ -> {
                pair.hub.pipeline().addFirst(new SlowToClose());
                pair.hub.pipeline().get(CarrierHandler.class).end(new CarrierEnd(Reason.CROWDED_OUT, "by others"));
                return new CarrierListener.Judgement.Accept(CarrierPair.WELCOME, pair.hub.eventLoop());
            };
            pair.connect(CarrierPair.hello(Hello.VERSION));
            assertThat(pair.hubCarrier).isNull();
            assertThat(only(pair.hubFailures)).isEqualTo(Reason.CROWDED_OUT);
            pair.hub.pipeline().remove(SlowToClose.class);
        }
    }

    /** As a socket is whose goodbye waits for room in the kernel. */
    private static final class SlowToClose extends ChannelOutboundHandlerAdapter {
        @Override
        public void close(ChannelHandlerContext ctx, ChannelPromise promise) {}
    }

    @Test
    void noBufferIsLeftBehind() {
        CarrierPair.up().close(); // whatever is made once
        long before = pinnedBytes();
        for (int i = 0; i < 3; i++) {
            try (CarrierPair pair = CarrierPair.up()) {
                pair.sendFromEdge(frame(Frame.PACKET, 40_000));
                pair.sendFromEdge(frame(Frame.PACKET, 40_000).slice(0, 30_000));
                pair.edgeCarrier()
                        .write(PooledByteBufAllocator.DEFAULT.directBuffer(8).writeLong(0));
                pair.hubCarrier().close(Reason.SHUTDOWN, "");
            }
        }
        assertThat(pinnedBytes()).isEqualTo(before);
    }

    private static long pinnedBytes() {
        return PooledByteBufAllocator.DEFAULT.pinnedDirectMemory() + PooledByteBufAllocator.DEFAULT.pinnedHeapMemory();
    }
}
