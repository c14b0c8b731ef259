package dev.braid.node.config;

import dev.braid.node.contract.NodeSpec.Device;
import dev.braid.node.contract.NodeSpec.Identity;
import dev.braid.node.contract.Prefix;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The keys that edges and hubs have in common. */
final class SharedReader {
    private static final Path STATE_DIRECTORY = Path.of("/var/lib/braid");
    private static final Path NO_FILE = Path.of("/etc/braid");
    static final InetSocketAddress METRICS = new InetSocketAddress(Prefix.literal("127.0.0.1"), 9464);
    private static final String DEVICE = "braid0";
    private static final int MTU_BYTES = 1500;
    /** RFC 8200 section 5: the least that IPv6 lives with. */
    private static final int MIN_MTU_BYTES = 1280;

    private static final int MAX_MTU_BYTES = 9000;
    private static final int MAX_WORKERS = 16;
    private static final int MAX_AUTOMATIC_WORKERS = 4;
    /** linux/un.h: sun_path is 108 bytes with the closing zero. */
    private static final int MAX_SOCKET_PATH_BYTES = 107;

    /** Values as {@link dev.braid.node.contract.NodeSpec} has them. */
    record Shared(
            String name,
            Identity identity,
            Path stateDirectory,
            Path statusSocket,
            @Nullable InetSocketAddress metrics) {}

    private SharedReader() {}

    static Shared read(Section top) {
        return new Shared(
                Values.name(top.field("name"), "name: home", "node"),
                identity(top.field("identity").required("identity: {certificate: ...}")),
                Values.path(top.field("state-directory"), STATE_DIRECTORY),
                socket(top.field("status-socket")),
                metrics(top.field("metrics")));
    }

    /** {@code tunnel} is shared, too, but an edge has more keys in it. */
    static Device device(Section tunnel) {
        Field name = tunnel.field("device");
        return new Device(
                name.isPresent() ? Values.interfaceName(name, DEVICE, DEVICE) : DEVICE,
                Values.number(tunnel.field("mtu"), MTU_BYTES, MIN_MTU_BYTES, MAX_MTU_BYTES));
    }

    static int workers(Section tunnel) {
        Field field = tunnel.field("workers");
        int automatic = Math.clamp(field.context().machine().processors(), 1, MAX_AUTOMATIC_WORKERS);
        boolean isAutomatic = field.node() == null || "auto".equals(field.text());
        return isAutomatic ? automatic : Values.number(field, automatic, 1, MAX_WORKERS);
    }

    private static Identity identity(Field field) {
        Section identity = field.section();
        Field revocations = identity.field("revocations");
        boolean isTold = field.isPresent();
        Identity files = new Identity(
                file(identity.field("certificate"), isTold, "certificate: node.crt"),
                file(identity.field("key"), isTold, "key: node.key"),
                file(identity.field("authority"), isTold, "authority: ca.crt"),
                revocations.isPresent() ? file(revocations, true, "revocations: ca.crl") : null);
        identity.end();
        return files;
    }

    /** When the whole section is missing, that is said once and not for each of its keys. */
    private static Path file(Field field, boolean isRequired, String example) {
        if (isRequired) {
            field.required(example);
        }
        Path path = Values.path(field, NO_FILE);
        String fault = field.isPresent() && !path.equals(NO_FILE)
                ? field.context().machine().fault(path)
                : null;
        if (fault != null) {
            field.error(
                    "file " + Values.shown(path.toString()) + " " + fault,
                    "Put it there ('braid-node pki issue' makes it), or correct the path or its owner");
        }
        return path;
    }

    private static Path socket(Field field) {
        Path path = Values.path(field, NodeConfig.STATUS_SOCKET);
        int lengthBytes = path.toString().getBytes(StandardCharsets.UTF_8).length;
        if (lengthBytes > MAX_SOCKET_PATH_BYTES) {
            field.error(
                    "the path has " + lengthBytes + " bytes",
                    "Choose a shorter one: Unix sockets take up to 107 bytes");
        }
        return path;
    }

    private static @Nullable InetSocketAddress metrics(Field field) {
        Section metrics = field.section();
        Field listen = metrics.field("listen");
        boolean isOff = listen.isPresent() && "off".equals(listen.text());
        InetSocketAddress address = isOff ? null : Values.listen(listen, METRICS, "127.0.0.1:9464");
        metrics.end();
        return address;
    }
}
