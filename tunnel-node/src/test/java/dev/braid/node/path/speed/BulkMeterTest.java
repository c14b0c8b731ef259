package dev.braid.node.path.speed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.carrier.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BulkMeterTest {
    private static final long MS = 1_000_000;
    private static final Measure FOUR_SECONDS = Measure.of(true, Duration.ofSeconds(4), 1_000_000);

    @Test
    void leavesTheSlowStartOut() {
        BulkMeter meter = new BulkMeter(FOUR_SECONDS);
        meter.count(10, 1);
        meter.count(10, 500 * MS);
        for (int second = 1; second <= 4; second++) {
            meter.count(1_000, second * 1_000L * MS + 1);
        }
        assertThat(meter.measured()).isEqualTo(new Measured(3_000, 3_000 * MS));
        assertThat(meter.measured().bitsPerSecond()).isEqualTo(8_000);
    }

    @Test
    void countsAllOfWhatIsOverBeforeItsStartIs() {
        BulkMeter meter = new BulkMeter(FOUR_SECONDS);
        meter.count(1_000, 5);
        meter.count(1_000, 5 + 10 * MS);
        assertThat(meter.measured()).isEqualTo(new Measured(2_000, 10 * MS));
    }

    @Test
    void nothingIsNoRate() {
        assertThat(new BulkMeter(FOUR_SECONDS).measured().bitsPerSecond()).isZero();
    }

    @Test
    void whatIsAskedForArrivesAndWhatIsImpossibleIsNone() {
        ByteBuf frame = Unpooled.buffer();
        FOUR_SECONDS.write(frame);
        int length = frame.readableBytes() - Frame.HEADER_BYTES;
        assertThat(Measure.read(frame, Frame.HEADER_BYTES, length)).isEqualTo(FOUR_SECONDS);
        assertThat(Measure.read(frame, Frame.HEADER_BYTES, length - 1)).isNull();
        frame.setInt(Frame.HEADER_BYTES + 1, Measure.MAX_MS + 1);
        assertThat(Measure.read(frame, Frame.HEADER_BYTES, length)).isNull();
        frame.setInt(Frame.HEADER_BYTES + 1, 1_000).setLong(Frame.HEADER_BYTES + 5, 0);
        assertThat(Measure.read(frame, Frame.HEADER_BYTES, length)).isNull();
    }
}
