package dev.braid.node.path.speed;

import dev.braid.node.carrier.Carrier;
import dev.braid.node.carrier.CarrierEnd;
import dev.braid.node.carrier.CarrierEnd.Reason;
import dev.braid.node.carrier.CarrierSink;
import dev.braid.node.carrier.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The hub's end of one measurement. Lives as long as its carrier, which does not live long. */
public final class HubMeasurement implements CarrierSink {
    /** On top of what was asked for: what is queued on the way may take its time. */
    private static final long LONGEST_MS = Measure.MAX_MS + 20_000;

    private final Carrier carrier;
    private final Runnable over;
    private @Nullable BulkMeter meter;
    private @Nullable BulkSource source;

    private HubMeasurement(Carrier carrier, Runnable over) {
        this.carrier = carrier;
        this.over = over;
    }

    /** On the carrier's loop. {@code over} is called once, when the carrier is gone. */
    public static void serve(Carrier carrier, Runnable over) {
        carrier.sink(new HubMeasurement(carrier, over));
        carrier.loop()
                .schedule(
                        () -> carrier.close(Reason.SHUTDOWN, "a measurement takes no longer"),
                        LONGEST_MS,
                        TimeUnit.MILLISECONDS);
    }

    @Override
    public void frame(int type, ByteBuf buffer, int index, int lengthBytes) {
        BulkMeter counting = meter;
        if (type == Frame.MEASURE && counting == null && source == null) {
            begin(Measure.read(buffer, index, lengthBytes));
        } else if (type == Frame.BULK && counting != null) {
            counting.count(lengthBytes, System.nanoTime());
        } else if (type == Frame.BULK_END && counting != null) {
            ByteBuf out = PooledByteBufAllocator.DEFAULT.directBuffer(Frame.HEADER_BYTES + Measured.BYTES);
            counting.measured().write(out);
            carrier.write(out);
            carrier.flush();
        }
    }

    private void begin(@Nullable Measure measure) {
        if (measure == null) {
            carrier.close(Reason.PROTOCOL, "no such measurement");
        } else if (measure.inbound()) {
            source = new BulkSource(carrier, measure);
            source.pump();
        } else {
            meter = new BulkMeter(measure);
        }
    }

    @Override
    public void writable() {
        if (source != null) {
            source.pump();
        }
    }

    @Override
    public void peerDrains() {
        carrier.drain();
    }

    @Override
    public void closed(CarrierEnd end) {
        if (source != null) {
            source.close();
        }
        over.run();
    }
}
