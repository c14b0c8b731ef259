package dev.braid.node.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.carrier.CarrierEnd.Reason;
import dev.braid.node.identity.Authority;
import dev.braid.node.identity.PeerId;
import io.netty.channel.Channel;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real sockets on loopback, for what the kernel alone can answer. */
class CarrierConnectorTest {
    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final CarrierTls tls =
            CarrierPair.tls(Authority.create("Test", InstantSource.system()), PeerId.Kind.EDGE, "home");

    @AfterEach
    void close() {
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        tls.close();
    }

    @Test
    void anAttemptThatIsRefusedLeavesNoDescriptor() throws Exception {
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        int port;
        try (ServerSocket unused = new ServerSocket(0, 1, loopback)) {
            port = unused.getLocalPort();
        }
        CompletableFuture<CarrierEnd> failed = new CompletableFuture<>();
        CarrierConnector.Way way = new CarrierConnector.Way(new InetSocketAddress(loopback, port), loopback, null);
        Channel channel = new CarrierConnector(tls)
                .connect(group.next(), way, CarrierPair.hello(Hello.VERSION), new Failure(failed));
        assertThat(failed.get(10, TimeUnit.SECONDS).reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(Objects.requireNonNull(channel).closeFuture().await(10, TimeUnit.SECONDS))
                .as("the channel is closed")
                .isTrue();
    }

    @Test
    void anAddressThatIsNotOursFailsAtOnce() throws Exception {
        CompletableFuture<CarrierEnd> failed = new CompletableFuture<>();
        CarrierConnector.Way way = new CarrierConnector.Way(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 1), InetAddress.ofLiteral("192.0.2.77"), null);
        assertThat(new CarrierConnector(tls)
                        .connect(group.next(), way, CarrierPair.hello(Hello.VERSION), new Failure(failed)))
                .isNull();
        CarrierEnd end = failed.get(10, TimeUnit.SECONDS);
        assertThat(end.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(end.detail()).contains("192.0.2.77");
    }

    private record Failure(CompletableFuture<CarrierEnd> failed) implements CarrierConnector.Outcome {
        @Override
        public void up(Carrier carrier, Welcome welcome) {
            failed.completeExceptionally(new AssertionError("a carrier is up"));
        }

        @Override
        public void failed(CarrierEnd end) {
            failed.complete(end);
        }
    }
}
