package dev.braid.node.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.Arrays;
import java.util.List;

/** Whatever a peer sends is frames and handshakes, or is refused by the exception that says so; nothing is read past its end. */
class CarrierFuzzTest {
    /** The first byte says where the stream is cut. */
    @FuzzTest(maxDuration = "60s")
    void anyStreamIsFramesOrIsRefused(byte[] stream) {
        UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);
        int whole;
        int cut;
        try (FrameDecoder decoder = new FrameDecoder(allocator)) {
            whole = payloadBytes(decoder, List.of(stream));
        }
        try (FrameDecoder decoder = new FrameDecoder(allocator)) {
            int at = stream.length == 0 ? 0 : (stream[0] & 0xff) % stream.length;
            cut = payloadBytes(
                    decoder, List.of(Arrays.copyOfRange(stream, 0, at), Arrays.copyOfRange(stream, at, stream.length)));
        }
        assertThat(cut).isEqualTo(whole);
        assertThat(allocator.metric().usedDirectMemory()).isZero();
    }

    /** Payload bytes handed on, and a mark when the stream was refused. */
    private static int payloadBytes(FrameDecoder decoder, List<byte[]> parts) {
        int[] sum = {0};
        for (byte[] part : parts) {
            boolean sound = decoder.decode(Unpooled.wrappedBuffer(part), (type, buffer, index, lengthBytes) -> {
                assertThat(Frame.isSound(type, lengthBytes)).isTrue();
                assertThat(buffer.slice(index, lengthBytes).readableBytes()).isEqualTo(lengthBytes);
                sum[0] = 31 * sum[0] + type + lengthBytes;
                return true;
            });
            if (!sound) {
                return -sum[0] - 1;
            }
        }
        return sum[0];
    }

    @FuzzTest(maxDuration = "60s")
    void anyGreetingIsReadOrRefused(byte[] payload) {
        ByteBuf b = Unpooled.wrappedBuffer(payload);
        Refusal.read(b, 0, payload.length);
        try {
            Hello.version(b, 0, payload.length);
            Hello hello = Hello.read(b, 0, payload.length);
            ByteBuf again = Unpooled.buffer();
            hello.write(again);
            assertThat(Hello.read(again, Frame.HEADER_BYTES, again.readableBytes() - Frame.HEADER_BYTES))
                    .isEqualTo(hello);
        } catch (MalformedHelloException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
        try {
            Welcome welcome = Welcome.read(b, 0, payload.length);
            ByteBuf again = Unpooled.buffer();
            welcome.write(again);
            assertThat(Welcome.read(again, Frame.HEADER_BYTES, again.readableBytes() - Frame.HEADER_BYTES))
                    .isEqualTo(welcome);
        } catch (MalformedHelloException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
