package dev.braid.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.braid.control.telemetry.Intake;
import dev.braid.control.telemetry.LiveFeedChecks;
import dev.braid.node.contract.NodeReport;
import dev.braid.node.contract.NodeStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The live stream over the real server, to clients that are not as they should be. */
@Timeout(120)
class LiveStreamTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    /** In every sample of every path, so that the buffers of a connection are soon full. */
    private static final String LONG_REASON = "x".repeat(100_000);

    @TempDir
    Path directory;

    private Control control;
    private Client api;

    @BeforeEach
    void start() {
        control = Control.start(directory, "--server.tomcat.connection-timeout=5s", "--braid.live-heartbeat-seconds=1");
        api = control.administrator();
    }

    @AfterEach
    void stop() {
        control.close();
    }

    @Test
    void whereNothingHappensThereIsAHeartbeat() {
        LiveFeedChecks.stopSamples(control.context());
        try (Stream<String> lines = live()) {
            assertThat(lines.filter(line -> line.equals(": still here")).limit(1))
                    .hasSize(1);
        }
    }

    @Test
    void aNewStateOfANodeDoesNotWaitForTheNextSample() {
        LiveFeedChecks.stopSamples(control.context());
        try (Stream<String> lines = live()) {
            Iterator<String> line = lines.iterator();
            next(line, ": still here");
            control.bean(Intake.class).accept("edge-0", LONG);
            next(line, "event: state");
            assertThat(next(line, "data:")).contains("{\"edge-0\":");
        }
    }

    @Test
    void whoStopsReadingIsDroppedAndTheOthersGoOn() throws Exception {
        AtomicInteger samples = new AtomicInteger();
        try (Stream<String> lines = live();
                Socket stuck = new Socket()) {
            CompletableFuture<Void> other = CompletableFuture.runAsync(
                    () -> lines.filter(line -> line.equals("event: sample")).forEach(_ -> samples.incrementAndGet()),
                    work -> Thread.ofVirtual().start(work));
            stuck.setReceiveBufferSize(4_096);
            stuck.connect(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), api.base().getPort()));
            ask(stuck);
            await("both are served").atMost(LIMIT).until(() -> LiveFeedChecks.clients(control.context()) == 2);

            await("one is dropped").atMost(LIMIT).until(() -> {
                report();
                return LiveFeedChecks.clients(control.context()) == 1;
            });
            int before = samples.get();
            await("the other reads on").atMost(LIMIT).until(() -> samples.get() > before + 1);
            assertThat(other).isNotDone();
        }
    }

    private static String next(Iterator<String> lines, String beginning) {
        String line = lines.next();
        while (!line.startsWith(beginning)) {
            line = lines.next();
        }
        return line;
    }

    private Stream<String> live() {
        return api.stream("GET", "metrics/live", new byte[0], HttpResponse.BodyHandlers.ofLines())
                .body();
    }

    private void ask(Socket socket) throws IOException {
        String request = "GET /api/v1/metrics/live HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + api.token()
                + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    private void report() {
        for (int i = 0; i < 20; i++) {
            control.bean(Intake.class).accept("edge-" + i, LONG);
        }
    }

    private static final NodeReport LONG = new NodeReport(
            "1",
            1,
            null,
            null,
            0,
            null,
            List.of("eth0"),
            new NodeStatus(
                    "edge",
                    "edge",
                    "1",
                    Instant.EPOCH,
                    10,
                    List.of(new NodeStatus.Tunnel(
                            "hub",
                            NodeStatus.State.DOWN,
                            LONG_REASON,
                            Instant.EPOCH,
                            List.of(),
                            List.of(),
                            List.of(),
                            new NodeStatus.Flow(0, 0),
                            new NodeStatus.Flow(0, 0),
                            0,
                            Map.of())),
                    List.of()),
            List.of());
}
