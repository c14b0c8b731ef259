package dev.braid.node.path;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PathNamesTest {
    private static final Map<Integer, String> NAMES = Map.of(0, "dsl", 7, "lte-2", 250, "a");

    private static ByteBuf frame() {
        ByteBuf frame = Unpooled.buffer();
        PathNames.write(frame, NAMES);
        return frame;
    }

    @Test
    void namesComeBackAsTheyWere() {
        ByteBuf frame = frame();
        assertThat(frame.getInt(0) & 0xff_ffff).isEqualTo(frame.readableBytes() - 4);
        assertThat(PathNames.read(frame, 4, frame.readableBytes() - 4)).isEqualTo(NAMES);
    }

    @Test
    void aCutPayloadGivesTheNamesThatAreWhole() {
        ByteBuf frame = frame();
        for (int length = 0; length < frame.readableBytes() - 4; length++) {
            assertThat(NAMES.entrySet())
                    .containsAll(PathNames.read(frame, 4, length).entrySet());
        }
    }

    @Test
    void namesThatNobodyCouldChooseAreLeftOut() {
        ByteBuf payload = Unpooled.buffer()
                .writeByte(3)
                .writeBytes(new byte[] {1, 2, 'a', '\n'})
                .writeBytes(new byte[] {2, 0})
                .writeBytes(new byte[] {3, 1, 'b'})
                .writeBytes(new byte[] {4, 33});
        assertThat(PathNames.read(payload, 0, payload.readableBytes())).isEqualTo(Map.of(3, "b"));
    }
}
