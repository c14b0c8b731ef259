package dev.braid.node.path.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.contract.Prefix;
import dev.braid.node.linux.Errno;
import dev.braid.node.linux.InNamespace;
import dev.braid.node.linux.Libc;
import dev.braid.node.linux.Rtnetlink;
import dev.braid.node.linux.UdpSocket;
import io.netty.channel.IoEventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both ends over real sockets, on the loopback of a namespace of their own. */
class ProbesIT {
    private static final int PORT = 7070;
    private static final UUID RUN = new UUID(1, 2);

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(2, EpollIoHandler.newFactory());
    private final IoEventLoop hubLoop = group.next();
    private final IoEventLoop edgeLoop = group.next();

    @AfterEach
    void close() {
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private static InetSocketAddress at(String address) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), PORT);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadlineNs);
            Thread.sleep(2);
        }
    }

    /** The edge's socket is connected, so it hears an answer only from the very address it asked. */
    @ParameterizedTest
    @CsvSource({
        "::, 127.0.0.1, 127.0.0.2",
        "::, ::1, ::1",
        "0.0.0.0, 127.0.0.1, 127.0.0.9",
        "127.0.0.3, 127.0.0.1, 127.0.0.3",
        "::1, ::1, ::1",
        "::, fd00::2, fd00::3"
    })
    void isAnsweredFromTheAddressItWasSentTo(String listen, String source, String hub) throws Exception {
        InNamespace.run(() -> {
            try (Rtnetlink rtnetlink = Rtnetlink.open()) {
                rtnetlink.addAddress(1, Prefix.parse("fd00::2"));
                rtnetlink.addAddress(1, Prefix.parse("fd00::3"));
            }
            try (ProbeResponder responder = ProbeResponder.start(hubLoop, at(listen));
                    PathProbes probes = new PathProbes(edgeLoop, 3, (_, _) -> {})) {
                probes.aim(
                        new PathProbes.Way(InetAddress.ofLiteral(source), "lo", at(hub)),
                        responder.keyFor("home", RUN));
                for (int i = 0; i < 5; i++) {
                    probes.send(System.nanoTime(), 0);
                }
                await(() -> probes.figures(System.nanoTime()).answered() == 5);
                ProbeFigures figures = probes.figures(System.nanoTime());
                assertThat(figures.rttNs()).isPositive();
                assertThat(figures.unanswered()).isZero();
                assertThat(figures.lossRatio()).isZero();
                assertThat(responder.answered()).isEqualTo(5);
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"::, 127.0.0.1, 127.0.0.9", "127.0.0.3, 127.0.0.1, 127.0.0.3", "::, fd00::2, fd00::3"})
    void passengersTravelBothWaysWhereProbesDo(String listen, String source, String hub) throws Exception {
        InNamespace.run(() -> {
            try (Rtnetlink rtnetlink = Rtnetlink.open()) {
                rtnetlink.addAddress(1, Prefix.parse("fd00::2"));
                rtnetlink.addAddress(1, Prefix.parse("fd00::3"));
            }
            AtomicInteger up = new AtomicInteger();
            AtomicInteger down = new AtomicInteger();
            try (ProbeResponder responder = ProbeResponder.start(hubLoop, at(listen));
                    PathProbes probes = new PathProbes(edgeLoop, 3, (_, n) -> down.addAndGet(n))) {
                ProbeKey key = responder.keyFor("home", RUN);
                ProbeSession session = Objects.requireNonNull(responder.session(key));
                assertThat(session.board((_, n) -> up.addAndGet(n))).isTrue();
                assertThat(session.board((_, _) -> {})).as("a second time").isFalse();
                probes.aim(new PathProbes.Way(InetAddress.ofLiteral(source), "lo", at(hub)), key);
                byte[] datagram = new byte[100];
                datagram[0] = Passenger.TYPE;
                ByteBuffer.wrap(datagram).putLong(8, key.session());

                assertThat(session.carry(datagram, 100, System.nanoTime()))
                        .as("nothing was heard yet")
                        .isZero();
                probes.send(System.nanoTime(), 0);
                await(() -> responder.answered() == 1);
                assertThat(session.carry(datagram, 100, System.nanoTime()))
                        .as("not wanted there")
                        .isZero();
                probes.send(System.nanoTime(), probes.bit());
                await(() -> responder.answered() == 2);
                assertThat(session.carry(datagram, 100, System.nanoTime())).isEqualTo(1);
                assertThat(session.carry(datagram, 100, System.nanoTime() + 60_000_000_000L))
                        .as("long silent")
                        .isZero();
                assertThat(probes.carry(datagram, 100)).isTrue();
                await(() -> up.get() == 100 && down.get() == 100);

                datagram[8]++;
                probes.carry(datagram, 100);
                await(() -> responder.refused() == 1);
                probes.aim(null, null);
                assertThat(probes.carry(datagram, 100)).isFalse();
            }
        });
    }

    @Test
    void aStrangerGetsNothingAndAReplayNeither() throws Exception {
        InNamespace.run(() -> {
            try (ProbeResponder responder = ProbeResponder.start(hubLoop, at("::"));
                    UdpSocket socket = UdpSocket.connected(InetAddress.ofLiteral("127.0.0.1"), "lo", at("127.0.0.1"))) {
                ProbeKey key = responder.keyFor("home", RUN);
                byte[] message = new byte[ProbeMessage.BYTES];
                ProbeMessage.writeProbe(message, 0, key.session(), 1, 5, 0);
                ProbeKey.fresh(new SecureRandom()).seal().put(message);
                socket.send(message, message.length); // the right session, another key
                socket.send(message, 10);
                socket.send(new byte[1_500], 1_500);
                await(() -> responder.refused() == 3);
                key.seal().put(message);
                socket.send(message, message.length);
                socket.send(message, message.length);
                await(() -> responder.refused() == 4);
                assertThat(responder.answered()).isEqualTo(1);
                assertThat(Libc.poll(socket.fd(), Libc.POLLIN, 30_000)).isEqualTo(1);
                byte[] answer = new byte[2_000];
                assertThat(socket.receive(answer)).isEqualTo(ProbeMessage.BYTES);
                assertThat(ProbeMessage.isSound(answer, ProbeMessage.BYTES, ProbeMessage.ANSWER))
                        .isTrue();
                assertThat(socket.receive(answer)).isEqualTo(-Errno.EAGAIN);
            }
        });
    }

    @Test
    void aNewRunOfTheEdgeGetsAKeyOfItsOwnAndTheOldOneDies() throws Exception {
        InNamespace.run(() -> {
            try (ProbeResponder responder = ProbeResponder.start(hubLoop, at("::"));
                    PathProbes probes = new PathProbes(edgeLoop, 0, (_, _) -> {})) {
                ProbeKey old = responder.keyFor("home", RUN);
                assertThat(responder.keyFor("home", RUN)).isEqualTo(old);
                assertThat(responder.keyFor("office", RUN)).isNotEqualTo(old);
                ProbeKey fresh = responder.keyFor("home", new UUID(3, 4));
                PathProbes.Way way = new PathProbes.Way(InetAddress.ofLiteral("127.0.0.1"), "lo", at("127.0.0.1"));
                probes.aim(way, old);
                probes.send(System.nanoTime(), 0);
                await(() -> responder.refused() == 1);
                probes.aim(way, fresh);
                probes.send(System.nanoTime(), 0);
                await(() -> probes.figures(System.nanoTime()).answered() == 1);
            }
        });
    }
}
