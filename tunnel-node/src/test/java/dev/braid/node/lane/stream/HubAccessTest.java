package dev.braid.node.lane.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.contract.NodeSpec;
import dev.braid.node.contract.NodeSpec.EdgeGrant;
import dev.braid.node.contract.NodeSpec.HubNode;
import dev.braid.node.contract.Prefix;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Edge {@code home} reaches {@code office}, not {@code shop}, and is granted a network behind the hub. */
class HubAccessTest {
    private static final InetAddress HOST = InetAddress.ofLiteral("192.168.10.2");
    private static final Set<InetAddress> OWN =
            Set.of(InetAddress.ofLiteral("203.0.113.1"), InetAddress.ofLiteral("10.20.0.1"));
    private static final EdgeGrant HOME = new EdgeGrant(
            "home",
            prefixes("10.77.0.2"),
            prefixes("192.168.10.0/24", "fd10::/64"),
            List.of("office"),
            prefixes("10.20.0.0/16"));
    private static final EdgeGrant OFFICE =
            new EdgeGrant("office", prefixes("10.77.0.3"), prefixes("192.168.20.0/24"), List.of("home"));
    private static final EdgeGrant SHOP =
            new EdgeGrant("shop", prefixes("10.77.0.4"), prefixes("192.168.30.0/24", "198.51.100.0/28"), List.of());

    private static List<Prefix> prefixes(String... texts) {
        return List.of(texts).stream().map(Prefix::parse).toList();
    }

    private static HubAccess access(boolean masquerade) {
        Path none = Path.of("none");
        HubNode hub = new HubNode(
                "fra",
                new NodeSpec.Identity(none, none, none, null),
                new NodeSpec.Device("braid0", 1500),
                none,
                none,
                null,
                1,
                new InetSocketAddress(7070),
                prefixes("10.77.0.1/16", "fd77::1/64"),
                masquerade,
                List.of(HOME, OFFICE, SHOP),
                NodeSpec.Streams.DEFAULTS);
        return new HubAccess(hub, HOME, () -> OWN);
    }

    @ParameterizedTest
    @CsvSource({
        "198.51.100.200",
        "2001:db8:51::2", // the Internet
        "10.20.3.4", // granted
        "192.168.20.5",
        "10.77.0.3" // an edge it reaches
    })
    void reaches(String destination) {
        assertThat(access(true).refuse(InetAddress.ofLiteral(destination), HOST))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, LOOPBACK",
        "127.8.8.8, LOOPBACK",
        "::1, LOOPBACK",
        "0.0.0.0, LOOPBACK",
        "0.1.2.3, LOOPBACK",
        "::, LOOPBACK",
        "::7f00:1, LOOPBACK",
        "169.254.169.254, LINK_LOCAL",
        "fe80::1, LINK_LOCAL",
        "224.0.0.1, MULTICAST",
        "ff02::1, MULTICAST",
        "255.255.255.255, MULTICAST",
        "203.0.113.1, THIS_NODE",
        "10.20.0.1, THIS_NODE", // though its network is granted
        "192.168.30.5, OTHER_EDGE",
        "198.51.100.3, OTHER_EDGE",
        "10.77.0.4, OTHER_EDGE",
        "10.77.9.9, OTHER_EDGE",
        "fd77::9, OTHER_EDGE",
        "10.21.0.1, NOT_GRANTED",
        "192.168.99.1, NOT_GRANTED",
        "100.64.0.1, NOT_GRANTED",
        "fd99::1, NOT_GRANTED",
    })
    void refuses(String destination, Refused reason) {
        assertThat(access(true).refuse(InetAddress.ofLiteral(destination), HOST))
                .isEqualTo(reason);
    }

    @Test
    void appearsAsItselfWhereAnswersComeBack() {
        InetAddress internet = InetAddress.ofLiteral("198.51.100.200");
        InetAddress granted = InetAddress.ofLiteral("10.20.3.4");
        InetAddress office = InetAddress.ofLiteral("192.168.20.5");
        assertThat(access(true).keepsSource(granted, HOST)).isTrue();
        assertThat(access(true).keepsSource(office, HOST)).isTrue();
        assertThat(access(true).keepsSource(internet, HOST)).isFalse();
        assertThat(access(false).keepsSource(internet, HOST)).isTrue();
    }

    @Test
    void speaksForNobodyElse() {
        InetAddress granted = InetAddress.ofLiteral("10.20.3.4");
        assertThat(access(true).keepsSource(granted, InetAddress.ofLiteral("10.20.0.9")))
                .isFalse();
        assertThat(access(false).keepsSource(granted, InetAddress.ofLiteral("192.168.20.5")))
                .isFalse();
    }
}
