package dev.braid.node.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameDecoderTest {
    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);
    private final FrameDecoder decoder = new FrameDecoder(allocator);
    private final List<String> frames = new ArrayList<>();

    private static ByteBuf frame(int type, String hex) {
        byte[] payload = ByteBufUtil.decodeHexDump(hex);
        return Unpooled.buffer().writeInt(Frame.header(type, payload.length)).writeBytes(payload);
    }

    private static ByteBuf threeFrames() {
        return Unpooled.wrappedBuffer(
                frame(Frame.PACKET, "0102030405"), frame(Frame.BYE, ""), frame(Frame.PING, "1112131415161718"));
    }

    private boolean take(int type, ByteBuf buffer, int index, int lengthBytes) {
        frames.add(type + ":" + ByteBufUtil.hexDump(buffer, index, lengthBytes));
        return true;
    }

    private boolean decode(ByteBuf in) {
        return decoder.decode(in, this::take);
    }

    @AfterEach
    void nothingIsHeldAfterClose() {
        decoder.close();
        assertThat(allocator.metric().usedDirectMemory()).isZero();
    }

    @Test
    void handsOnSeveralFramesOfOneBufferWithoutCopyingThem() {
        assertThat(decode(threeFrames())).isTrue();
        assertThat(frames).containsExactly("4:0102030405", "7:", "5:1112131415161718");
        assertThat(allocator.metric().usedDirectMemory()).isZero();
    }

    @Test
    void putsFramesTogetherThatAreCutAnywhere() {
        int length = threeFrames().readableBytes();
        for (int first = 0; first <= length; first++) {
            for (int second = first; second <= length; second++) {
                frames.clear();
                ByteBuf all = threeFrames();
                assertThat(decode(all.readSlice(first))).isTrue();
                assertThat(decode(all.readSlice(second - first))).isTrue();
                assertThat(decode(all)).isTrue();
                assertThat(frames).containsExactly("4:0102030405", "7:", "5:1112131415161718");
            }
        }
    }

    @Test
    void putsFramesTogetherFromSingleBytes() {
        ByteBuf all = threeFrames();
        while (all.isReadable()) {
            assertThat(decode(all.readSlice(1))).isTrue();
        }
        assertThat(frames).containsExactly("4:0102030405", "7:", "5:1112131415161718");
    }

    @Test
    void anEmptyPayloadIsCompleteWithItsHeader() {
        assertThat(decode(frame(Frame.BYE, ""))).isTrue();
        assertThat(frames).containsExactly("7:");
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "1,4097",
        "2,4097",
        "3,5000",
        "5,7",
        "5,9",
        "6,0",
        "7,1",
        "8,4097",
        "4,65561",
        "200,65561",
        "4,16777215"
    })
    void refusesImpossibleTypesAndLengthsBeforeAllocating(int type, int lengthBytes) {
        for (int cut = 0; cut < Frame.HEADER_BYTES; cut++) {
            FrameDecoder fresh = new FrameDecoder(allocator);
            ByteBuf header = Unpooled.buffer().writeInt(Frame.header(type, lengthBytes));
            assertThat(fresh.decode(header.readSlice(cut), this::take)).isTrue();
            assertThat(fresh.decode(header, this::take)).isFalse();
        }
        assertThat(frames).isEmpty();
        assertThat(allocator.metric().usedDirectMemory()).isZero();
    }

    @Test
    void unknownTypesOfAPossibleLengthAreHandedOn() {
        assertThat(decode(frame(200, "aabb"))).isTrue();
        assertThat(frames).containsExactly("200:aabb");
    }

    @Test
    void stopsWhereTheSinkSaysSo() {
        ByteBuf all = threeFrames();
        decoder.decode(all, (type, buffer, index, lengthBytes) -> !take(type, buffer, index, lengthBytes));
        assertThat(frames).containsExactly("4:0102030405");
        assertThat(all.isReadable()).isTrue();
    }

    @Test
    void holdsNoMoreThanTheFrameItWaitsFor() {
        assertThat(decode(frame(Frame.PACKET, "0102030405").slice(0, 6))).isTrue();
        assertThat(allocator.metric().usedDirectMemory()).isEqualTo(5);
    }

    @Test
    void aSinkThatThrowsLeavesNothingBehind() {
        ByteBuf all = frame(Frame.PACKET, "0102030405");
        decode(all.readSlice(6));
        try {
            decoder.decode(all, (_, _, _, _) -> {
                throw new IllegalStateException("broken");
            });
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("broken");
        }
        assertThat(allocator.metric().usedDirectMemory()).isZero();
    }

    @Test
    void streamedPayloadsComeInPiecesAndAreNeverHeld() {
        ByteBuf all = Unpooled.wrappedBuffer(frame(Frame.DATA, "0102030405"), frame(Frame.FIN, ""));
        assertThat(decode(all.readSlice(6))).isTrue();
        assertThat(frames).containsExactly(Frame.DATA + ":0102");
        assertThat(allocator.metric().usedDirectMemory()).isZero();
        assertThat(decode(all)).isTrue();
        assertThat(frames).containsExactly(Frame.DATA + ":0102", Frame.DATA + ":030405", Frame.FIN + ":");
    }

    @Test
    void streamedPayloadCutAtItsHeaderLosesNothing() {
        ByteBuf all = Unpooled.wrappedBuffer(frame(Frame.DATA, "0102"), frame(Frame.DATA, "03"));
        for (int i = 0; i < 11; i++) {
            assertThat(decode(all.readSlice(1))).isTrue();
        }
        assertThat(String.join("", frames).replace(Frame.DATA + ":", "")).isEqualTo("010203");
    }
}
