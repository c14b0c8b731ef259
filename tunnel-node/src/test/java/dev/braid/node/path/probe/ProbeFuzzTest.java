package dev.braid.node.path.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.security.SecureRandom;
import java.util.Arrays;

/** Datagrams come from anybody, and the key's frame from a hub that may be another version. */
class ProbeFuzzTest {
    private static final ProbeKey KEY = ProbeKey.fresh(new SecureRandom());

    @FuzzTest(maxDuration = "60s")
    void noStrangersDatagramIsGenuine(byte[] datagram) {
        byte[] message = Arrays.copyOf(datagram, ProbeMessage.BYTES);
        boolean probe = ProbeMessage.isSound(message, datagram.length, ProbeMessage.PROBE);
        boolean answer = ProbeMessage.isSound(message, datagram.length, ProbeMessage.ANSWER);
        assertThat(probe && answer).isFalse();
        if (probe || answer) {
            assertThat(datagram).hasSize(ProbeMessage.BYTES);
            assertThat(ProbeMessage.path(message)).isBetween(0, ProbeMessage.MAX_PATHS - 1);
            assertThat(ProbeMessage.sequence(message)).isPositive();
            ProbeMessage.Seal seal = KEY.seal();
            assertThat(seal.isRight(message)).isFalse();
            seal.put(message);
            assertThat(seal.isRight(message)).isTrue();
            message[datagram[0] & 31]++;
            assertThat(seal.isRight(message)).isFalse();
        }
    }

    @FuzzTest(maxDuration = "60s")
    void anyPayloadIsAKeyOrNone(byte[] payload) {
        ProbeKey key = ProbeKey.read(Unpooled.wrappedBuffer(payload), 0, payload.length);
        assertThat(key == null).isEqualTo(payload.length < 40);
        if (key != null) {
            ByteBuf frame = Unpooled.buffer();
            key.write(frame);
            assertThat(ProbeKey.read(frame, 4, frame.readableBytes() - 4)).isEqualTo(key);
            assertThat(key.toString())
                    .doesNotContain(frame.toString(12, 32, java.nio.charset.StandardCharsets.ISO_8859_1));
        }
    }
}
