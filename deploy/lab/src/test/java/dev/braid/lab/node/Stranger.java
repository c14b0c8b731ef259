package dev.braid.lab.node;

import dev.braid.lab.Addresses;
import dev.braid.lab.InHost;
import dev.braid.lab.Lab;
import dev.braid.node.carrier.Carrier;
import dev.braid.node.carrier.CarrierConnector;
import dev.braid.node.carrier.CarrierConnector.Way;
import dev.braid.node.carrier.CarrierEnd;
import dev.braid.node.carrier.CarrierTls;
import dev.braid.node.carrier.Hello;
import dev.braid.node.carrier.Welcome;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Speaks the carrier's protocol from the lab's stranger, with whatever certificate and HELLO it is given, and believes anybody. */
final class Stranger implements AutoCloseable {
    private static final InetSocketAddress HUB = new InetSocketAddress(Addresses.HUB, 7070);

    private final Lab lab;
    private final CarrierTls tls;
    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());

    private Stranger(Lab lab, CarrierTls tls) {
        this.lab = lab;
        this.tls = tls;
    }

    /** @param files a directory with node.crt and node.key */
    static Stranger with(Lab lab, Path files) throws Exception {
        return new Stranger(lab, tls(files));
    }

    static CarrierTls tls(Path files) throws Exception {
        X509Certificate certificate;
        try (var in = Files.newInputStream(files.resolve("node.crt"))) {
            certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
        return new CarrierTls(key(files.resolve("node.key")), List.of(certificate), new BelievesAnybody());
    }

    /** The carrier when the hub took us; fails with its refusal otherwise. */
    CompletableFuture<Carrier> connect(Hello hello) throws Exception {
        CompletableFuture<Carrier> outcome = new CompletableFuture<>();
        Way way = new Way(HUB, InetAddress.getByName(Addresses.STRANGER), null);
        InHost.call(lab, "stranger", () -> new CarrierConnector(tls).connect(loops.next(), way, hello, told(outcome)));
        return outcome;
    }

    private static CarrierConnector.Outcome told(CompletableFuture<Carrier> outcome) {
        return new CarrierConnector.Outcome() {
            @Override
            public void up(Carrier carrier, Welcome welcome) {
                outcome.complete(carrier);
            }

            @Override
            public void failed(CarrierEnd end) {
                outcome.completeExceptionally(new IOException(end.toString()));
            }
        };
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        tls.close();
    }

    private static PrivateKey key(Path pem) throws Exception {
        String base64 = Files.readString(pem).replaceAll("-----[A-Z ]+-----|\\s", "");
        return KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    }

    private static final class BelievesAnybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
