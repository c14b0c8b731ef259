package dev.braid.node.path;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Map;

class PathNamesFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void anyPayloadIsNamesThatAreSound(byte[] payload) {
        Map<Integer, String> names = PathNames.read(Unpooled.wrappedBuffer(payload), 0, payload.length);
        assertThat(names).allSatisfy((id, name) -> {
            assertThat(id).isBetween(0, 255);
            assertThat(name).matches("[a-z0-9-]{1,32}");
        });
        ByteBuf frame = Unpooled.buffer();
        PathNames.write(frame, names);
        assertThat(PathNames.read(frame, 4, frame.readableBytes() - 4)).isEqualTo(names);
    }
}
