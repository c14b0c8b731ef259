package dev.braid.node.path.speed;

import dev.braid.node.carrier.Carrier;
import dev.braid.node.carrier.CarrierConnector;
import dev.braid.node.carrier.CarrierConnector.Way;
import dev.braid.node.carrier.CarrierEnd;
import dev.braid.node.carrier.CarrierEnd.Reason;
import dev.braid.node.carrier.CarrierSink;
import dev.braid.node.carrier.Frame;
import dev.braid.node.carrier.Hello;
import dev.braid.node.carrier.Lane;
import dev.braid.node.carrier.Welcome;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The edge's end of one measurement. */
public final class SpeedTest implements CarrierConnector.Outcome, CarrierSink {
    /** For the connection before and what is queued after. */
    private static final long SLACK_MS = 25_000;

    private final Measure measure;
    private final BulkMeter meter;
    private final CompletableFuture<Measured> result = new CompletableFuture<>();
    private @Nullable Carrier carrier;
    private @Nullable BulkSource source;

    private SpeedTest(Measure measure) {
        this.measure = measure;
        meter = new BulkMeter(measure);
    }

    /**
     * Measures, and waits for it.
     *
     * @param alone this way and no other; false takes all that MPTCP finds beside it
     * @throws IOException with a sentence for a person
     */
    public static Measured run(CarrierConnector connector, EventLoop loop, Way way, boolean alone, Measure measure)
            throws IOException, InterruptedException {
        SpeedTest test = new SpeedTest(measure);
        Hello hello = new Hello(Hello.VERSION, Lane.MEASURE, UUID.randomUUID(), 0, 0);
        Channel channel =
                alone ? connector.connectPlain(loop, way, hello, test) : connector.connect(loop, way, hello, test);
        try {
            return test.result.get(measure.durationMs() + SLACK_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new IOException("the measurement did not come to its end", e);
        } finally {
            if (channel != null) {
                channel.close();
            }
        }
    }

    @Override
    public void up(Carrier fresh, Welcome welcome) {
        carrier = fresh;
        fresh.sink(this);
        ByteBuf out = PooledByteBufAllocator.DEFAULT.directBuffer(64);
        measure.write(out);
        fresh.write(out);
        fresh.flush();
        if (!measure.inbound()) {
            source = new BulkSource(fresh, measure);
            source.pump();
        }
    }

    @Override
    public void failed(CarrierEnd end) {
        result.completeExceptionally(new IOException(end.detail()));
    }

    @Override
    public void frame(int type, ByteBuf buffer, int index, int lengthBytes) {
        switch (type) {
            case Frame.BULK -> meter.count(lengthBytes, System.nanoTime());
            case Frame.BULK_END -> done(meter.measured());
            case Frame.MEASURED -> done(Measured.read(buffer, index));
            default -> {
                // A newer hub may say more.
            }
        }
    }

    private void done(Measured measured) {
        result.complete(measured);
        if (carrier != null) {
            carrier.close(Reason.SHUTDOWN, "measured");
        }
    }

    @Override
    public void writable() {
        if (source != null) {
            source.pump();
        }
    }

    @Override
    public void peerDrains() {}

    @Override
    public void closed(CarrierEnd end) {
        if (source != null) {
            source.close();
        }
        failed(end);
    }
}
