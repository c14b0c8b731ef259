package dev.braid.node.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.braid.node.contract.Prefix;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each test in a fresh namespace with {@code lo} and, where a link is needed, the veth pair {@code a0}-{@code b0}. */
class RtnetlinkIT {
    private static final int TABLE = 7001;
    private static final int PROTOCOL = 187;

    private interface Body {
        void run(Rtnetlink rtnetlink, int ifindex) throws Exception;
    }

    private static void withVeth(Body body) throws Exception {
        InNamespace.run(() -> {
            InNamespace.addVethPair("a0", "b0");
            try (Rtnetlink rtnetlink = Rtnetlink.open()) {
                body.run(rtnetlink, InNamespace.indexOf(rtnetlink, "a0"));
            }
        });
    }

    @Test
    void tellsLoopbackFromVeth() throws Exception {
        withVeth((rtnetlink, ifindex) -> {
            Link lo = InNamespace.link(rtnetlink, "lo");
            assertThat(lo).isEqualTo(new Link(1, "lo", 65536, true, true, 772, "", "00:00:00:00:00:00"));
            Link veth = InNamespace.link(rtnetlink, "a0");
            assertThat(veth.mac()).matches("([0-9a-f]{2}:){5}[0-9a-f]{2}");
            assertThat(veth).isEqualTo(new Link(ifindex, "a0", 1500, true, true, 1, "veth", veth.mac()));
        });
    }

    @Test
    void changesALinkAndDeletesIt() throws Exception {
        withVeth((rtnetlink, ifindex) -> {
            rtnetlink.setMtu(ifindex, 1400);
            rtnetlink.setTxQueueLength(ifindex, 77);
            rtnetlink.setUp(ifindex, false);
            Link changed = InNamespace.link(rtnetlink, "a0");
            assertThat(changed.mtuBytes()).isEqualTo(1400);
            assertThat(changed.up()).isFalse();
            assertThat(InNamespace.link(rtnetlink, "b0").carrier()).isFalse();
            rtnetlink.deleteLink(ifindex);
            assertThat(rtnetlink.links()).extracting(Link::name).containsExactly("lo");
        });
    }

    @Test
    void addsAndDeletesAddressesOfBothFamilies() throws Exception {
        withVeth((rtnetlink, ifindex) -> {
            for (String text : List.of("10.77.0.1/16", "fd77::1/64")) {
                Prefix prefix = Prefix.parse(text);
                rtnetlink.addAddress(ifindex, prefix);
                assertThat(rtnetlink.addresses())
                        .contains(new Address(ifindex, prefix, Route.SCOPE_UNIVERSE, false, false, null));
                assertThatThrownBy(() -> rtnetlink.addAddress(ifindex, prefix))
                        .hasMessageContaining("add address " + prefix)
                        .hasMessageContaining("EEXIST");
                rtnetlink.deleteAddress(ifindex, prefix);
                assertThat(rtnetlink.addresses()).extracting(Address::prefix).doesNotContain(prefix);
            }
        });
    }

    @Test
    void addsAndDeletesRoutesOfBothFamilies() throws Exception {
        withVeth((rtnetlink, ifindex) -> {
            rtnetlink.addAddress(ifindex, Prefix.parse("10.0.0.2/24"));
            rtnetlink.addAddress(ifindex, Prefix.parse("fd00::2/64"));
            InetAddress source = Prefix.literal("10.0.0.2");
            for (Route route : List.of(
                    route("0.0.0.0/0", "10.0.0.1", ifindex).withPreferredSource(source),
                    route("192.168.9.0/24", "10.0.0.1", ifindex).withMetric(50),
                    route("192.168.10.0/24", null, ifindex),
                    Route.unreachable(Prefix.parse("10.66.0.0/16"), TABLE, 900, PROTOCOL),
                    route("::/0", "fd00::1", ifindex).withMetric(1024),
                    route("fd09::/48", null, ifindex).withMetric(60),
                    Route.unreachable(Prefix.parse("fd66::/16"), TABLE, 900, PROTOCOL))) {
                rtnetlink.addRoute(route);
                assertThat(rtnetlink.routes()).contains(route);
                assertThatThrownBy(() -> rtnetlink.addRoute(route)).hasMessageContaining("EEXIST");
                rtnetlink.deleteRoute(route);
                assertThat(rtnetlink.routes()).doesNotContain(route);
                assertThatThrownBy(() -> rtnetlink.deleteRoute(route)).hasMessageContaining("ESRCH");
            }
        });
    }

    @Test
    void leadsAnIpv4RouteThroughAnIpv6Neighbour() throws Exception {
        withVeth((rtnetlink, ifindex) -> {
            Route route =
                    Route.unicast(Prefix.parse("192.168.9.0/24"), Prefix.literal("fe80::1"), ifindex, TABLE, PROTOCOL);
            rtnetlink.addRoute(route);
            assertThat(rtnetlink.routes()).contains(route);
            rtnetlink.deleteRoute(route);
            assertThat(rtnetlink.routes()).doesNotContain(route);
        });
    }

    @Test
    void namesTheRouteAndTheKernelsReasonWhenRefused() throws Exception {
        withVeth((rtnetlink, ifindex) -> {
            Route route = route("0.0.0.0/0", "10.0.0.1", ifindex);
            assertThatThrownBy(() -> rtnetlink.addRoute(route))
                    .isInstanceOf(ErrnoException.class)
                    .hasMessageContaining("add route default via 10.0.0.1 dev " + ifindex + " table 7001")
                    .hasMessageContaining("gateway")
                    .hasMessageContaining("ENETUNREACH");
        });
    }

    @Test
    void addsAndDeletesRulesOfBothFamilies() throws Exception {
        InNamespace.run(() -> {
            try (Rtnetlink rtnetlink = Rtnetlink.open()) {
                for (Rule rule : List.of(
                        Rule.from(Prefix.parse("10.0.0.2/32"), 1000, TABLE, PROTOCOL),
                        Rule.from(Prefix.parse("fd00::2/128"), 1000, TABLE, PROTOCOL),
                        new Rule(false, 900, null, Prefix.parse("10.9.0.0/16"), "lo", 0, 0, 254, 0, PROTOCOL),
                        new Rule(true, 901, null, Prefix.parse("fd09::/16"), null, 0x10, 0xff, 254, -1, PROTOCOL),
                        new Rule(false, 902, null, null, null, 0x20, -1, TABLE, -1, PROTOCOL),
                        Rule.lookup(true, 1001, TABLE, PROTOCOL))) {
                    List<Rule> before = rtnetlink.rules();
                    rtnetlink.addRule(rule);
                    assertThat(rtnetlink.rules()).contains(rule).hasSize(before.size() + 1);
                    assertThatThrownBy(() -> rtnetlink.addRule(rule)).hasMessageContaining("EEXIST");
                    rtnetlink.deleteRule(rule);
                    assertThat(rtnetlink.rules()).isEqualTo(before);
                }
            }
        });
    }

    @Test
    void seesTheKernelsOwnRulesAndLocalRoutes() throws Exception {
        InNamespace.run(() -> {
            try (Rtnetlink rtnetlink = Rtnetlink.open()) {
                assertThat(rtnetlink.rules())
                        .extracting(Rule::priority, Rule::table, Rule::ipv6)
                        .contains(tuple(0, Route.RT_TABLE_LOCAL, false), tuple(32766, Route.RT_TABLE_MAIN, true));
                assertThat(rtnetlink.routes())
                        .anyMatch(route -> route.table() == Route.RT_TABLE_LOCAL
                                && route.type() == Route.TYPE_LOCAL
                                && route.destination().equals(Prefix.parse("127.0.0.1/32")));
            }
        });
    }

    /** More routes than one datagram holds, so that the dump comes in parts. */
    @Test
    void dumpsMoreThanOneDatagram() throws Exception {
        withVeth((rtnetlink, ifindex) -> {
            int count = 2_000;
            for (int i = 0; i < count; i++) {
                rtnetlink.addRoute(route("172.16." + i / 250 + "." + i % 250 + "/32", null, ifindex));
            }
            assertThat(rtnetlink.routes())
                    .filteredOn(route -> route.table() == TABLE)
                    .hasSize(count);
        });
    }

    private static Route route(String destination, @Nullable String gateway, int ifindex) {
        return Route.unicast(
                Prefix.parse(destination), gateway == null ? null : Prefix.literal(gateway), ifindex, TABLE, PROTOCOL);
    }
}
