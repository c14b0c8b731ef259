package dev.braid.node.agent;

import dev.braid.node.agent.NodeHome.Joined;
import dev.braid.node.contract.JoinKey;
import dev.braid.node.contract.NodeSpec;
import dev.braid.node.contract.SessionMessage.Enrol;
import dev.braid.node.contract.SessionMessage.Welcome;
import dev.braid.node.identity.CertificateRequest;
import dev.braid.node.identity.Keys;
import dev.braid.node.identity.NodeIdentity;
import dev.braid.node.identity.PemException;
import dev.braid.node.identity.PinnedTrust;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.security.KeyPair;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Joining: a key becomes an identity. The private key is made here and never leaves; {@code node.json}, written last, makes it complete. An
 * attempt that broke off in the middle is taken up again with the same key pair, for which the control plane keeps the join key open.
 */
public final class Enrolment {
    /**
     * What the machine's person chose.
     *
     * @param name null leaves it to the join key
     * @param metrics {@code host:port} or {@code off}
     */
    public record Wish(@Nullable String name, String device, String statusSocket, String metrics) {}

    private Enrolment() {}

    /** @throws SessionException when the control plane refuses, with a code */
    public static Joined join(
            JoinKey key, NodeHome home, Wish wish, String version, List<String> interfaces, InstantSource time)
            throws IOException {
        Joined before = home.joined();
        if (before != null) {
            throw new IOException("this node has joined already, as " + before.kind() + " '" + before.name()
                    + "'; to join anew, stop it and remove " + home.directory());
        }
        home.prepare();
        KeyPair pair = keyPair(home.identity());
        home.saveKey(Keys.encode(pair.getPrivate()));
        Enrol enrol = new Enrol(
                key.keyId(),
                key.secret(),
                wish.name(),
                CertificateRequest.write(pair),
                version,
                time.instant(),
                interfaces);
        Welcome welcome = ask(key, enrol, time);
        home.saveCertificate(welcome.chain());
        home.save(welcome.trust());
        check(home.identity(), time);
        Joined joined = new Joined(
                welcome.name(),
                welcome.kind(),
                key.addresses(),
                wish.device(),
                wish.statusSocket(),
                wish.metrics(),
                welcome.trust().listNumber());
        home.save(joined);
        return joined;
    }

    private static KeyPair keyPair(NodeSpec.Identity files) throws IOException {
        if (Files.exists(files.key())) {
            try {
                return CertificateRequest.pairOf(Keys.parse(Files.readAllBytes(files.key())));
            } catch (PemException | IllegalArgumentException e) {
                throw new IOException(files.key() + " is no key of ours: remove it", e);
            }
        }
        return Keys.generate();
    }

    private static Welcome ask(JoinKey key, Enrol enrol, InstantSource time) throws IOException {
        MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        List<ControlAddress> addresses =
                key.addresses().stream().map(ControlAddress::parse).toList();
        try (ControlPlane control = new ControlPlane(
                addresses,
                group.next(),
                () -> SessionTls.pinned(new PinnedTrust(key.fingerprintBytes(), time)),
                () -> Ways.ROUTING)) {
            return firstAnswer(control, enrol, addresses.size());
        } finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    /** Each address once. A refusal is an answer. */
    private static Welcome firstAnswer(ControlPlane control, Enrol enrol, int attempts) throws IOException {
        for (int left = attempts - 1; ; left--) {
            try {
                return control.enrol(enrol);
            } catch (SessionException e) {
                throw e;
            } catch (IOException e) {
                if (left <= 0) {
                    throw e;
                }
            }
        }
    }

    private static void check(NodeSpec.Identity files, InstantSource time) throws IOException {
        if (NodeIdentity.load(files, time) instanceof NodeIdentity.Loading.Refused refused) {
            throw new IOException("the certificate that came back cannot be used: " + refused.problems());
        }
    }
}
