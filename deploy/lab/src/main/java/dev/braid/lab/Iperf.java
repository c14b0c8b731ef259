package dev.braid.lab;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One run of iperf3 between two hosts. Immutable; the withers answer a changed copy. Data flows from client to server unless
 * {@link #reverse()}. The first second is left out of the figures unless {@code omitSeconds} says otherwise.
 *
 * @param congestion TCP congestion control at the sending end, CUBIC unless said otherwise; absent: the host's own
 * @param udpBitsPerSecond of each flow; 0 means TCP
 * @param lengthBytes of each write or datagram; 0 leaves it to iperf3
 * @param mptcp sockets become MPTCP by mptcpize(8) at both ends
 */
public record Iperf(
        String client,
        String server,
        String address,
        int seconds,
        int omitSeconds,
        int flows,
        boolean reverse,
        @Nullable String congestion,
        long udpBitsPerSecond,
        int lengthBytes,
        boolean mptcp) {
    private static final Duration START_LIMIT = Duration.ofSeconds(10);
    /** A port for each run: a run that was broken off never meets the next one's client. */
    private static final AtomicInteger NEXT_PORT = new AtomicInteger(5201);

    /** A TCP run of five seconds, one flow, {@code address} being the server's. */
    public static Iperf between(String client, String server, String address) {
        return new Iperf(client, server, address, 5, 1, 1, false, "cubic", 0, 0, false);
    }

    public Iperf seconds(int value) {
        return new Iperf(
                client,
                server,
                address,
                value,
                omitSeconds,
                flows,
                reverse,
                congestion,
                udpBitsPerSecond,
                lengthBytes,
                mptcp);
    }

    public Iperf omitSeconds(int value) {
        return new Iperf(
                client,
                server,
                address,
                seconds,
                value,
                flows,
                reverse,
                congestion,
                udpBitsPerSecond,
                lengthBytes,
                mptcp);
    }

    public Iperf flows(int value) {
        return new Iperf(
                client,
                server,
                address,
                seconds,
                omitSeconds,
                value,
                reverse,
                congestion,
                udpBitsPerSecond,
                lengthBytes,
                mptcp);
    }

    /** Data flows from server to client. */
    public Iperf reversed() {
        return new Iperf(
                client,
                server,
                address,
                seconds,
                omitSeconds,
                flows,
                true,
                congestion,
                udpBitsPerSecond,
                lengthBytes,
                mptcp);
    }

    public Iperf congestion(@Nullable String value) {
        return new Iperf(
                client,
                server,
                address,
                seconds,
                omitSeconds,
                flows,
                reverse,
                value,
                udpBitsPerSecond,
                lengthBytes,
                mptcp);
    }

    /** Datagrams of so many bytes; nothing is omitted, because iperf3 counts what was lost in the omitted time all the same. */
    public Iperf udp(long bitsPerSecond, int datagramBytes) {
        return new Iperf(
                client, server, address, seconds, 0, flows, reverse, null, bitsPerSecond, datagramBytes, mptcp);
    }

    public Iperf overMptcp() {
        return new Iperf(
                client,
                server,
                address,
                seconds,
                omitSeconds,
                flows,
                reverse,
                congestion,
                udpBitsPerSecond,
                lengthBytes,
                true);
    }

    /** Runs it to its end. */
    public IperfResult run(Lab lab) throws IOException {
        try (Running running = start(lab)) {
            return running.result();
        }
    }

    /** Starts it, so that something can be done to the lab meanwhile. */
    public Running start(Lab lab) throws IOException {
        String port = Integer.toString(NEXT_PORT.getAndIncrement());
        LabProcess listening = lab.start(
                server, Map.of(), wrapped("iperf3", "-s", "-1", "-i", "0.1", "-f", "k", "--forceflush", "-p", port));
        listening.awaitOutput("listening", START_LIMIT);
        return new Running(listening, lab.start(client, Map.of(), clientCommand(port)));
    }

    private List<String> clientCommand(String port) {
        List<String> command =
                wrapped("iperf3", "-c", address, "-p", port, "-J", "-i", "0.1", "--connect-timeout", "5000");
        command.addAll(List.of("-t", Integer.toString(seconds), "-O", Integer.toString(omitSeconds)));
        command.addAll(List.of("-P", Integer.toString(flows)));
        if (reverse) {
            command.add("-R");
        }
        if (udpBitsPerSecond > 0) {
            command.addAll(List.of("-u", "-b", Long.toString(udpBitsPerSecond)));
        } else if (congestion != null) {
            command.addAll(List.of("-C", congestion));
        }
        if (lengthBytes > 0) {
            command.addAll(List.of("-l", Integer.toString(lengthBytes)));
        }
        return command;
    }

    private List<String> wrapped(String... command) {
        List<String> whole = new ArrayList<>(mptcp ? List.of("mptcpize", "run") : List.of());
        whole.addAll(List.of(command));
        return whole;
    }

    /** A run under way. */
    public final class Running implements AutoCloseable {
        private final LabProcess listening;
        private final LabProcess sending;

        private Running(LabProcess listening, LabProcess sending) {
            this.listening = listening;
            this.sending = sending;
        }

        public boolean isAlive() {
            return sending.isAlive();
        }

        /** Waits for the end, half a minute longer than planned at most. */
        public IperfResult result() throws IOException {
            int exitCode = sending.awaitExit(Duration.ofSeconds(seconds + omitSeconds + 30L));
            if (exitCode != 0) {
                throw new CommandFailedException("iperf3 in " + client, exitCode, sending.output());
            }
            return IperfResult.parse(sending.output());
        }

        /** The same as the server saw it, who receives unless the run is reversed: a sender counts what its own buffers take. */
        public IperfResult resultAtServer() throws IOException {
            IperfResult result = result();
            listening.awaitExit(Duration.ofSeconds(5));
            return result.with(IperfResult.serverIntervals(listening.output()));
        }

        @Override
        public void close() {
            sending.close();
            listening.close();
        }
    }
}
