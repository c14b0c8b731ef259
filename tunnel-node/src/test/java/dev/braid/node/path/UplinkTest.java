package dev.braid.node.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.contract.NodeSpec;
import dev.braid.node.contract.Prefix;
import dev.braid.node.host.HostView;
import dev.braid.node.linux.Address;
import dev.braid.node.linux.Link;
import dev.braid.node.linux.Route;
import dev.braid.node.path.PathVerdict.Reason;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UplinkTest {
    private static final NodeSpec.Uplink DSL = new NodeSpec.Uplink("dsl", "eth0");
    private static final Link ETH0 = new Link(3, "eth0", 1500, true, true, 1, "");
    private static final Link PPP = new Link(3, "eth0", 1492, true, true, 512, "");
    private static final Address V4 = address("203.0.113.5/24", 0, false, false);
    private static final Address V6 = address("2001:db8::5/64", 0, false, false);
    private static final Route DEFAULT4 = route("0.0.0.0/0", 3);
    private static final Route DEFAULT6 = route("::/0", 3);

    private static Address address(String prefix, int scope, boolean tentative, boolean deprecated) {
        return new Address(3, Prefix.parse(prefix), scope, tentative, deprecated, null);
    }

    private static Route route(String destination, int ifindex) {
        return Route.unicast(Prefix.parse(destination), null, ifindex, Route.RT_TABLE_MAIN, Route.PROTOCOL_DHCP);
    }

    private static Uplink read(List<Link> links, List<Address> addresses, List<Route> routes) {
        HostView view = new HostView(links, addresses, routes, _ -> null, null, List.of());
        return Uplink.readAll(List.of(DSL), view, Set.of()).getFirst();
    }

    private static void assertDown(Uplink uplink, Reason reason) {
        assertThat(uplink.verdict()).isEqualTo(PathVerdict.down(reason));
        assertThat(uplink.addresses()).isEmpty();
    }

    @Test
    void isUpWithOneAddressPerFamily() {
        Address second = address("203.0.113.6/24", 0, false, false);
        Uplink uplink = read(List.of(ETH0), List.of(V4, second, V6), List.of(DEFAULT4, DEFAULT6));
        assertThat(uplink.verdict()).isEqualTo(PathVerdict.UP);
        assertThat(uplink.ifindex()).isEqualTo(3);
        assertThat(uplink.addresses())
                .containsExactly(V4.prefix().address(), V6.prefix().address());
        assertThat(uplink.source(false)).containsExactly(InetAddress.ofLiteral("203.0.113.5"));
        assertThat(uplink.source(true)).containsExactly(InetAddress.ofLiteral("2001:db8::5"));
    }

    @Test
    void isDownWithoutLinkOrCarrier() {
        assertDown(read(List.of(), List.of(V4), List.of(DEFAULT4)), Reason.NO_CARRIER);
        Link down = new Link(3, "eth0", 1500, false, false, 1, "");
        assertDown(read(List.of(down), List.of(V4), List.of(DEFAULT4)), Reason.NO_CARRIER);
        Link pulled = new Link(3, "eth0", 1500, true, false, 1, "");
        assertDown(read(List.of(pulled), List.of(V4), List.of(DEFAULT4)), Reason.NO_CARRIER);
    }

    @Test
    void isDownWithoutAnAddressThatCanBeUsed() {
        List<Address> none = List.of(
                address("203.0.113.5/24", 0, true, false),
                address("203.0.113.6/24", 0, false, true),
                address("fe80::1/64", Route.SCOPE_LINK, false, false),
                new Address(4, Prefix.parse("203.0.113.7/24"), 0, false, false, null));
        assertDown(read(List.of(ETH0), none, List.of(DEFAULT4)), Reason.NO_ADDRESS);
    }

    @Test
    void isDownWithoutADefaultRouteOfItsOwn() {
        assertDown(read(List.of(ETH0), List.of(V4), List.of()), Reason.NO_ROUTE);
        List<Route> others = List.of(
                route("0.0.0.0/0", 4),
                route("203.0.113.0/24", 3),
                DEFAULT6,
                Route.unreachable(Prefix.parse("0.0.0.0/0"), Route.RT_TABLE_MAIN, 0, Route.PROTOCOL_DHCP));
        assertDown(read(List.of(ETH0), List.of(V4), others), Reason.NO_ROUTE);
    }

    @Test
    void usesTheFamilyThatHasARoute() {
        Uplink uplink = read(List.of(ETH0), List.of(V4, V6), List.of(DEFAULT6));
        assertThat(uplink.addresses()).containsExactly(V6.prefix().address());
        assertThat(uplink.source(false)).isEmpty();
    }

    @Test
    void aPointToPointLinkNeedsNoRoute() {
        assertThat(read(List.of(PPP), List.of(V4), List.of()).verdict()).isEqualTo(PathVerdict.UP);
        Address peered = new Address(3, V4.prefix(), 0, false, false, InetAddress.ofLiteral("203.0.113.1"));
        assertThat(read(List.of(ETH0), List.of(peered), List.of()).verdict()).isEqualTo(PathVerdict.UP);
    }

    private static Link link(int index, String name, boolean carrier, String mac) {
        return new Link(index, name, 1500, true, carrier, 1, "", mac);
    }

    private static List<String> interfaces(List<Link> links, Set<String> taken, String... wanted) {
        HostView view = new HostView(links, List.of(), List.of(), _ -> null, null, List.of());
        List<NodeSpec.Uplink> specs = new ArrayList<>();
        for (String name : wanted) {
            specs.add(new NodeSpec.Uplink("u" + specs.size(), name));
        }
        return Uplink.readAll(specs, view, taken).stream()
                .map(Uplink::interfaceName)
                .toList();
    }

    @Test
    void aPatternTakesTheFirstWithCarrierThatNobodyElseHas() {
        List<Link> links = List.of(
                link(2, "wwan0", false, ""),
                link(3, "wwan1", true, ""),
                link(4, "wwan2", true, ""),
                link(5, "eth0", true, ""));
        assertThat(interfaces(links, Set.of(), "wwan*")).containsExactly("wwan1");
        assertThat(interfaces(links, Set.of(), "wwan?", "wwan?")).containsExactly("wwan1", "wwan2");
        assertThat(interfaces(links, Set.of(), "wwan*", "wwan1")).containsExactly("wwan2", "wwan1");
        assertThat(interfaces(links, Set.of("wwan1", "wwan2"), "wwan*")).containsExactly("wwan0");
        assertThat(interfaces(links, Set.of(), "ppp*", "eth.")).containsExactly("", "");
    }

    @Test
    void theLoopbackFitsNoPattern() {
        assertThat(interfaces(List.of(new Link(1, "lo", 65536, true, true, 772, "")), Set.of(), "*"))
                .containsExactly("");
    }

    @Test
    void aMacFindsItsInterfaceUnderAnyName() {
        List<Link> links =
                List.of(link(2, "eth7", true, "02:00:5e:10:00:01"), link(3, "eth8", true, "02:00:5e:10:00:02"));
        assertThat(interfaces(links, Set.of(), "02:00:5E:10:00:02")).containsExactly("eth8");
        assertThat(interfaces(links, Set.of(), "02:00:5e:10:00:03")).containsExactly("");
    }
}
