package dev.braid.lab.node;

import dev.braid.lab.Addresses;
import dev.braid.lab.InHost;
import dev.braid.lab.Lab;
import dev.braid.node.carrier.Carrier;
import dev.braid.node.carrier.CarrierDoor;
import dev.braid.node.carrier.CarrierEnd;
import dev.braid.node.carrier.CarrierListener;
import dev.braid.node.carrier.CarrierTls;
import dev.braid.node.carrier.Hello;
import dev.braid.node.carrier.Refusal;
import dev.braid.node.identity.PeerId;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Listens for carriers at the lab's stranger with a certificate that may be anybody's. */
final class FalseHub implements AutoCloseable {
    private final CarrierTls tls;
    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final CarrierListener listener;

    private FalseHub(Lab lab, Path files) throws Exception {
        tls = Stranger.tls(files);
        listener = InHost.call(
                lab,
                "stranger",
                () -> CarrierListener.start(
                        CarrierDoor.open(new InetSocketAddress(Addresses.STRANGER, 7070)),
                        loops,
                        tls,
                        new TakesNobody()));
    }

    static FalseHub start(Lab lab, Path files) throws Exception {
        return new FalseHub(lab, files);
    }

    @Override
    public void close() {
        listener.close();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        tls.close();
    }

    private static final class TakesNobody implements CarrierListener.Registry {
        @Override
        public CarrierListener.Judgement judge(PeerId edge, Hello hello) {
            return new CarrierListener.Judgement.Refuse(new Refusal(Refusal.Reason.OTHER, "not a hub"));
        }

        @Override
        public void up(Carrier carrier) {}

        @Override
        public void failed(CarrierEnd end) {}
    }
}
