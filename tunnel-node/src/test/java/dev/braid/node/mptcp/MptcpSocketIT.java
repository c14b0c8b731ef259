package dev.braid.node.mptcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.node.contract.Prefix;
import dev.braid.node.linux.Errno;
import dev.braid.node.linux.InNamespace;
import dev.braid.node.linux.Libc;
import dev.braid.node.linux.Rtnetlink;
import dev.braid.node.linux.Sockets;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * Client and server in one namespace, all addresses on {@code lo}:
 *
 * <pre>
 *   10.1.0.1 (first subflow) --\
 *                               >-- 10.2.0.1 port 7070
 *   10.1.0.2 (endpoint 5)    --/
 * </pre>
 */
class MptcpSocketIT {
    private static final InetAddress FIRST = Prefix.literal("10.1.0.1");
    private static final InetAddress SECOND = Prefix.literal("10.1.0.2");
    private static final InetAddress SERVER = Prefix.literal("10.2.0.1");
    private static final int PORT = 7070;

    private record Pair(int listener, int client, int server) implements AutoCloseable {
        @Override
        public void close() {
            Libc.close(client);
            Libc.close(server);
            Libc.close(listener);
        }
    }

    private interface Body {
        void run(PathManager pathManager, Ear events) throws Exception;
    }

    /** What was heard and not yet asked about, in the order it came. */
    private record Ear(PathManagerEvents events, Deque<MptcpEvent> heard) {
        /** Skips everything up to the event that is wanted. */
        <E extends MptcpEvent> E await(Class<E> kind, Predicate<E> wanted) {
            while (true) {
                events.drain(heard::add);
                while (!heard.isEmpty()) {
                    MptcpEvent event = heard.remove();
                    if (kind.isInstance(event) && wanted.test(kind.cast(event))) {
                        return kind.cast(event);
                    }
                }
                InNamespace.awaitReadable(events.fd());
            }
        }
    }

    private static void withTwoPaths(Body body) throws Exception {
        InNamespace.run(() -> {
            try (Rtnetlink rtnetlink = Rtnetlink.open();
                    PathManager pathManager = PathManager.open();
                    PathManagerEvents events = PathManagerEvents.open()) {
                for (InetAddress address : List.of(FIRST, SECOND, SERVER)) {
                    rtnetlink.addAddress(1, new Prefix(address, 32));
                }
                pathManager.setLimits(new Limits(8, 8));
                body.run(pathManager, new Ear(events, new ArrayDeque<>()));
            }
        });
    }

    @Test
    void spreadsOverASecondSubflowAndTellsOfBoth() throws Exception {
        withTwoPaths((pathManager, events) -> {
            pathManager.add(new Endpoint(5, SECOND, 0, Endpoint.FLAG_SUBFLOW));
            try (Pair pair = connect(Prefix.literal("::"), FIRST, SERVER)) {
                exchange(pair);
                MptcpEvent.SubflowEstablished joined = events.await(
                        MptcpEvent.SubflowEstablished.class,
                        event -> event.subflow().local().getAddress().equals(SECOND));
                assertThat(joined.subflow().remote()).isEqualTo(new InetSocketAddress(SERVER, PORT));
                assertThat(joined.subflow().localId()).isEqualTo(5);
                assertThat(joined.subflow().backup()).isFalse();

                List<Subflow> subflows = MptcpSocket.subflows(pair.client());
                assertThat(subflows)
                        .extracting(subflow -> subflow.local().getAddress())
                        .containsExactlyInAnyOrder(FIRST, SECOND);
                assertThat(subflows).allSatisfy(subflow -> {
                    assertThat(subflow.remote()).isEqualTo(new InetSocketAddress(SERVER, PORT));
                    assertThat(subflow.state()).isEqualTo(1);
                    assertThat(subflow.rttNs()).isPositive();
                    assertThat(subflow.cwndPackets()).isPositive();
                    assertThat(subflow.mssBytes()).isPositive();
                    assertThat(subflow.segmentsOut()).isPositive();
                });
                Info info = Objects.requireNonNull(MptcpSocket.info(pair.client()));
                assertThat(info.token()).isEqualTo(joined.token());
                assertThat(info.subflows()).isEqualTo(1);
                assertThat(info.bytesSent()).isEqualTo(4);
                assertThat(info.bytesReceived()).isEqualTo(4);
                assertThat(info.fallback()).isFalse();
            }
        });
    }

    @Test
    void hearsAConnectionFromItsStartToItsEnd() throws Exception {
        withTwoPaths((pathManager, events) -> {
            pathManager.add(new Endpoint(5, SECOND, 0, Endpoint.FLAG_SUBFLOW));
            int token;
            try (Pair pair = connect(SERVER, FIRST, SERVER)) {
                exchange(pair);
                MptcpEvent.Created created = events.await(MptcpEvent.Created.class, event -> !event.serverSide());
                token = created.token();
                assertThat(created.local().getAddress()).isEqualTo(FIRST);
                assertThat(created.remote()).isEqualTo(new InetSocketAddress(SERVER, PORT));
                events.await(MptcpEvent.SubflowEstablished.class, event -> event.token() == created.token());
                pathManager.delete(5, SECOND);
                MptcpEvent.SubflowClosed closed =
                        events.await(MptcpEvent.SubflowClosed.class, event -> event.token() == created.token());
                assertThat(closed.subflow().local().getAddress()).isEqualTo(SECOND);
            }
            events.await(MptcpEvent.Closed.class, event -> event.token() == token);
        });
    }

    @Test
    void removesTheInitialSubflowAsIdZeroAndLivesOn() throws Exception {
        withTwoPaths((pathManager, events) -> {
            pathManager.add(new Endpoint(5, SECOND, 0, Endpoint.FLAG_SUBFLOW));
            try (Pair pair = connect(SERVER, FIRST, SERVER)) {
                exchange(pair);
                events.await(
                        MptcpEvent.SubflowEstablished.class,
                        event -> event.subflow().localId() == 5);
                pathManager.delete(0, FIRST);
                events.await(
                        MptcpEvent.SubflowClosed.class,
                        event -> event.subflow().local().getAddress().equals(FIRST));
                exchange(pair);
                assertThat(MptcpSocket.subflows(pair.client()))
                        .extracting(subflow -> subflow.local().getAddress())
                        .containsExactly(SECOND);
            }
        });
    }

    @Test
    void comesBackUnderAFreshId() throws Exception {
        withTwoPaths((pathManager, events) -> {
            pathManager.add(new Endpoint(5, SECOND, 0, Endpoint.FLAG_SUBFLOW));
            try (Pair pair = connect(SERVER, FIRST, SERVER)) {
                exchange(pair);
                events.await(
                        MptcpEvent.SubflowEstablished.class,
                        event -> event.subflow().localId() == 5);
                pathManager.delete(5, SECOND);
                events.await(
                        MptcpEvent.SubflowClosed.class, event -> event.subflow().localId() == 5);
                pathManager.add(new Endpoint(6, SECOND, 0, Endpoint.FLAG_SUBFLOW));
                events.await(
                        MptcpEvent.SubflowEstablished.class,
                        event -> event.subflow().localId() == 6);
            }
        });
    }

    @Test
    void hearsOfBackupAndOfAddressesThePeerOffersAndTakesBack() throws Exception {
        withTwoPaths((pathManager, events) -> {
            pathManager.add(new Endpoint(5, SECOND, 0, Endpoint.FLAG_SUBFLOW));
            try (Pair pair = connect(SERVER, FIRST, SERVER)) {
                exchange(pair);
                events.await(
                        MptcpEvent.SubflowEstablished.class,
                        event -> event.subflow().localId() == 5);
                pathManager.setFlags(5, Endpoint.FLAG_BACKUP);
                events.await(MptcpEvent.Priority.class, event -> event.subflow().backup());
                pathManager.add(new Endpoint(9, FIRST, 0, Endpoint.FLAG_SIGNAL));
                events.await(
                        MptcpEvent.Announced.class,
                        event -> event.remoteId() == 9
                                && event.remote().getAddress().equals(FIRST));
                pathManager.delete(9, FIRST);
                events.await(MptcpEvent.Removed.class, event -> event.remoteId() == 9);
            }
        });
    }

    @Test
    void seesWhoStartedAConnection() throws Exception {
        withTwoPaths((pathManager, events) -> {
            try (Pair pair = connect(SERVER, FIRST, SERVER)) {
                exchange(pair);
                MptcpEvent.Created atServer = events.await(MptcpEvent.Created.class, MptcpEvent.Created::serverSide);
                assertThat(atServer.local()).isEqualTo(new InetSocketAddress(SERVER, PORT));
                assertThat(atServer.remote().getAddress()).isEqualTo(FIRST);
            }
        });
    }

    @Test
    void isMptcpAtBothEndsOverIpv6() throws Exception {
        InNamespace.run(() -> {
            InetAddress loopback = Prefix.literal("::1");
            try (Pair pair = connect(Prefix.literal("::"), loopback, loopback)) {
                exchange(pair);
                assertThat(MptcpSocket.isMptcp(pair.client())).isTrue();
                assertThat(MptcpSocket.isMptcp(pair.server())).isTrue();
                assertThat(MptcpSocket.subflows(pair.server())).hasSize(1);
            }
        });
    }

    @Test
    void tellsPlainTcpFromMptcp() throws Exception {
        withTwoPaths((pathManager, events) -> {
            int plain = Libc.socket(Libc.AF_INET, Libc.SOCK_STREAM | Libc.SOCK_NONBLOCK, 6);
            try (Pair pair = connect(plain, SERVER, FIRST, SERVER)) {
                exchange(pair);
                assertThat(MptcpSocket.isMptcp(pair.client())).isFalse();
                assertThat(MptcpSocket.isMptcp(pair.server())).isFalse();
                assertThat(MptcpSocket.info(pair.server())).isNull();
                assertThat(MptcpSocket.subflows(pair.server())).singleElement().satisfies(subflow -> {
                    assertThat(subflow.local()).isEqualTo(new InetSocketAddress(SERVER, PORT));
                    assertThat(subflow.remote().getAddress()).isEqualTo(FIRST);
                    assertThat(subflow.rttNs()).isPositive();
                });
            }
        });
    }

    /** The listener speaks plain TCP, so the client's MPTCP socket falls back. */
    @Test
    void noticesThatItsOwnConnectionFellBack() throws Exception {
        withTwoPaths((pathManager, events) -> {
            int listener = Libc.socket(Libc.AF_INET, Libc.SOCK_STREAM | Libc.SOCK_NONBLOCK, 6);
            assertThat(Sockets.bind(listener, new InetSocketAddress(SERVER, PORT)))
                    .isZero();
            assertThat(Libc.listen(listener, 8)).isZero();
            try (Pair pair = connect(MptcpSocket.openStream(false), listener, FIRST, SERVER)) {
                exchange(pair);
                assertThat(MptcpSocket.isMptcp(pair.client())).isFalse();
                assertThat(MptcpSocket.info(pair.client())).isNull();
                assertThat(MptcpSocket.subflows(pair.client())).hasSize(1);
            }
        });
    }

    @Test
    void takesTheOptionsOfACarrier() throws Exception {
        withTwoPaths((pathManager, events) -> {
            int fd = MptcpSocket.openStream(false);
            try {
                MptcpSocket.bindDevice(fd, "lo");
                MptcpSocket.setNoDelay(fd);
                MptcpSocket.setNotSentLowat(fd, 131_072);
                MptcpSocket.setKeepAlive(fd, 10, 5, 3);
                assertThat(MptcpSocket.setReceiveBuffer(fd, 8 << 20)).isTrue();
                assertThat(MptcpSocket.setCongestion(fd, "cubic")).isTrue();
                assertThat(MptcpSocket.setCongestion(fd, "no-such")).isFalse();
                assertThatThrownBy(() -> MptcpSocket.bindSource(fd, Prefix.literal("192.0.2.1")))
                        .hasMessageContaining("192.0.2.1")
                        .hasMessageContaining("EADDRNOTAVAIL");
                assertThat(Sockets.getInt(fd, 6, 1)).as("TCP_NODELAY").isEqualTo(1);
                assertThat(Sockets.getInt(fd, 1, 8))
                        .as("SO_RCVBUF, which the kernel doubles")
                        .isEqualTo(16 << 20);
                assertThat(Sockets.getInt(fd, 6, 4)).as("TCP_KEEPIDLE").isEqualTo(10);
            } finally {
                Libc.close(fd);
            }
        });
    }

    @Test
    void countsWhatThePeerHasNotAcknowledged() throws Exception {
        withTwoPaths((pathManager, events) -> {
            try (Pair pair = connect(SERVER, FIRST, SERVER);
                    Arena arena = Arena.ofConfined()) {
                exchange(pair);
                MemorySegment chunk = arena.allocate(65_536);
                while (Libc.write(pair.client(), chunk, chunk.byteSize()) > 0) {
                    // until the peer, who reads nothing, has no room left
                }
                int outstanding = MptcpSocket.outqBytes(pair.client());
                assertThat(outstanding).isPositive();
                assertThat(MptcpSocket.outqNotSentBytes(pair.client())).isBetween(1, outstanding);
            }
        });
    }

    @Test
    void answersGentlyForADeadDescriptor() {
        assertThat(MptcpSocket.isMptcp(-1)).isFalse();
        assertThat(MptcpSocket.info(-1)).isNull();
        assertThat(MptcpSocket.subflows(-1)).isEmpty();
        assertThat(MptcpSocket.outqBytes(-1)).isEqualTo(-Errno.EBADF);
        assertThat(MptcpSocket.outqNotSentBytes(-1)).isEqualTo(-Errno.EBADF);
    }

    @Test
    void closingLeavesNoDescriptor() throws Exception {
        withTwoPaths((pathManager, events) -> {
            openAndCloseEverything();
            long before = descriptors();
            for (int i = 0; i < 20; i++) {
                openAndCloseEverything();
            }
            assertThat(descriptors()).isEqualTo(before);
        });
    }

    private static void openAndCloseEverything() throws Exception {
        PathManagerEvents.open().close();
        PathManager.open().close();
        Rtnetlink.open().close();
        connect(SERVER, FIRST, SERVER).close();
        assertThatThrownBy(() -> MptcpSocket.listen(new InetSocketAddress("192.0.2.1", PORT), 1))
                .hasMessageContaining("EADDRNOTAVAIL");
    }

    private static long descriptors() throws Exception {
        try (var names = Files.list(Path.of("/proc/self/fd"))) {
            return names.count();
        }
    }

    private static Pair connect(InetAddress listenAt, InetAddress from, InetAddress to) throws Exception {
        return connect(MptcpSocket.openStream(to.getAddress().length == 16), listenAt, from, to);
    }

    private static Pair connect(int client, InetAddress listenAt, InetAddress from, InetAddress to) throws Exception {
        return connect(client, MptcpSocket.listen(new InetSocketAddress(listenAt, PORT), 8), from, to);
    }

    private static Pair connect(int client, int listener, InetAddress from, InetAddress to) throws Exception {
        MptcpSocket.bindSource(client, from);
        int result = Sockets.connect(client, new InetSocketAddress(to, PORT));
        assertThat(result).isIn(0, -Errno.EINPROGRESS);
        InNamespace.awaitReadable(listener);
        int flags = Libc.SOCK_NONBLOCK | Libc.SOCK_CLOEXEC;
        return new Pair(listener, client, Libc.check("accept", Libc.accept4(listener, flags)));
    }

    /** First data both ways, after which further subflows may start. */
    private static void exchange(Pair pair) {
        assertThat(Libc.poll(pair.client(), Libc.POLLOUT, 5_000)).isEqualTo(1);
        say(pair.client(), pair.server(), "ping");
        say(pair.server(), pair.client(), "pong");
    }

    private static void say(int from, int to, String word) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocateFrom(word, StandardCharsets.US_ASCII);
            assertThat(Libc.write(from, bytes, word.length())).isEqualTo(word.length());
            InNamespace.awaitReadable(to);
            assertThat(Libc.read(to, bytes, word.length())).isEqualTo(word.length());
        }
    }
}
