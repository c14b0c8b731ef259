package dev.braid.node.tun;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class VirtioNetHeaderTest {
    private static final int AT = 3;

    private static ByteBuf header(int flags, int type, int length, int size, int csumStart, int csumOffset) {
        return Unpooled.buffer()
                .writeZero(AT)
                .writeByte(flags)
                .writeByte(type)
                .writeShortLE(length)
                .writeShortLE(size)
                .writeShortLE(csumStart)
                .writeShortLE(csumOffset);
    }

    private static boolean isSound(ByteBuf header, int packetBytes) {
        return VirtioNetHeader.isSound(header, AT, packetBytes);
    }

    @Test
    void plainAndSuperPacketsAreSound() {
        assertThat(isSound(header(0, 0, 0, 0, 0, 0), 60)).isTrue();
        assertThat(isSound(header(2, 0, 0, 0, 0, 0), 60))
                .as("checksum already verified")
                .isTrue();
        assertThat(isSound(header(1, 0, 0, 0, 20, 16), 60))
                .as("checksum unfinished")
                .isTrue();
        assertThat(isSound(header(1, 1, 52, 1_448, 20, 16), 64_000)).isTrue();
        assertThat(isSound(header(1, 0x81, 52, 1_448, 20, 16), 64_000))
                .as("with ECN")
                .isTrue();
        assertThat(isSound(header(1, 4, 72, 1_428, 40, 16), 64_000)).isTrue();
        assertThat(isSound(header(1, 5, 28, 1_200, 20, 6), 64_000)).isTrue();
    }

    @Test
    void theChecksumLiesInsideThePacket() {
        assertThat(isSound(header(1, 0, 0, 0, 20, 16), 38)).isTrue();
        assertThat(isSound(header(1, 0, 0, 0, 20, 16), 37)).isFalse();
        assertThat(isSound(header(1, 0, 0, 0, 65_535, 65_535), 65_535)).isFalse();
    }

    @Test
    void unknownFlagsAndTypesAreNotSound() {
        assertThat(isSound(header(4, 0, 0, 0, 0, 0), 60)).isFalse();
        assertThat(isSound(header(0, 3, 0, 0, 0, 0), 60)).isFalse();
        assertThat(isSound(header(1, 2, 20, 100, 0, 0), 60)).isFalse();
    }

    @Test
    void segmentsNeedASizeAChecksumAndTheirHeader() {
        assertThat(isSound(header(1, 1, 52, 0, 20, 16), 64_000)).isFalse();
        assertThat(isSound(header(0, 1, 52, 1_448, 20, 16), 64_000)).isFalse();
        assertThat(isSound(header(1, 1, 101, 1_448, 20, 16), 100)).isFalse();
    }

    @Test
    void countsSegments() {
        assertThat(VirtioNetHeader.segments(header(0, 0, 0, 0, 0, 0), AT, 64_000))
                .isOne();
        assertThat(VirtioNetHeader.segments(header(1, 1, 52, 1_448, 20, 16), AT, 52 + 10 * 1_448))
                .isEqualTo(10);
        assertThat(VirtioNetHeader.segments(header(1, 1, 52, 1_448, 20, 16), AT, 53 + 10 * 1_448))
                .isEqualTo(11);
        assertThat(VirtioNetHeader.segments(header(1, 1, 52, 0, 20, 16), AT, 52))
                .isOne();
    }
}
