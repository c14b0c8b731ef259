package dev.braid.node.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.contract.Prefix;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RtnetlinkMessagesTest {
    private static final Prefix LAN4 = Prefix.parse("192.168.9.0/24");
    private static final Prefix LAN6 = Prefix.parse("fd09::/48");

    @Test
    void readsBackTheRoutesItWrites() {
        for (Route route : List.of(
                Route.unicast(LAN4, Prefix.literal("10.0.0.1"), 3, 7001, 187).withMetric(-2),
                Route.unicast(LAN4, Prefix.literal("fe80::1"), 3, 254, 187),
                Route.unicast(Prefix.parse("0.0.0.0/0"), null, 3, 300, 187)
                        .withPreferredSource(Prefix.literal("10.0.0.2")),
                Route.unicast(LAN6, Prefix.literal("fd00::1"), 3, 7001, 187),
                Route.unreachable(Prefix.parse("::/0"), 7001, 900, 187))) {
            assertThat(NetlinkBytes.readWholeAndCut(RouteMessages.add(route), RouteMessages::read))
                    .containsExactly(route);
        }
    }

    @Test
    void readsBackTheRulesItWrites() {
        for (Rule rule : List.of(
                Rule.from(Prefix.parse("10.0.0.2/32"), 1000, 7001, 187),
                new Rule(true, 1, LAN6, LAN6, "wan0", 0x20, 0xff, 254, 0, 187),
                Rule.lookup(false, 32_000, 7001, 187))) {
            assertThat(NetlinkBytes.readWholeAndCut(RuleMessages.add(rule), RuleMessages::read))
                    .containsExactly(rule);
        }
    }

    @Test
    void readsBackTheAddressesItWrites() {
        for (String text : List.of("10.77.0.1/16", "fd77::1/64")) {
            Prefix prefix = Prefix.parse(text);
            assertThat(NetlinkBytes.readWholeAndCut(AddressMessages.add(3, prefix), AddressMessages::read))
                    .containsExactly(new Address(3, prefix, Route.SCOPE_UNIVERSE, false, false, null));
        }
    }

    @Test
    void tellsThePeerOfAPointToPointAddress() {
        NetlinkMessage message = new NetlinkBytes()
                .header(0, AddressMessages.NEW, 0)
                .u8(Libc.AF_INET, 32, 0x20, 0)
                .u32(3)
                .attribute(8, 1)
                .u8(10, 5, 0, 2)
                .attribute(8, 2)
                .u8(10, 5, 0, 1)
                .message();
        assertThat(read(AddressMessages::read, message))
                .containsExactly(
                        new Address(3, Prefix.parse("10.5.0.1/32"), 0, false, true, Prefix.literal("10.5.0.2")));
    }

    @Test
    void seesDuplicateAddressDetectionInTheWideFlags() {
        for (int flags : new int[] {0x40, 0x08}) {
            NetlinkMessage message = new NetlinkBytes()
                    .header(0, AddressMessages.NEW, 0)
                    .u8(Libc.AF_INET6, 64, 0, 0)
                    .u32(3)
                    .attribute(20, 1)
                    .u32(1)
                    .u32(2)
                    .u32(3)
                    .u32(4)
                    .attribute(8, 8)
                    .u32(flags)
                    .message();
            assertThat(read(AddressMessages::read, message))
                    .extracting(Address::tentative)
                    .containsExactly(true);
        }
    }

    @Test
    void refusesAPrefixLongerThanItsFamily() {
        NetlinkMessage address = new NetlinkBytes()
                .header(0, AddressMessages.NEW, 0)
                .u8(Libc.AF_INET, 33, 0, 0)
                .u32(3)
                .attribute(8, 2)
                .u32(1)
                .message();
        NetlinkMessage route = new NetlinkBytes()
                .header(0, RouteMessages.NEW, 0)
                .u8(Libc.AF_INET, 33, 0, 0, 254, 0, 0, 1)
                .u32(0)
                .attribute(8, 1)
                .u32(1)
                .message();
        assertThat(read(AddressMessages::read, address)).isEmpty();
        assertThat(read(RouteMessages::read, route)).isEmpty();
    }

    @Test
    void tellsAMultipathRouteAsOnePerNextHop() {
        NetlinkMessage message = new NetlinkBytes()
                .header(0, RouteMessages.NEW, 0)
                .u8(Libc.AF_INET, 0, 0, 0, 254, 4, 0, 1)
                .u32(0)
                .attribute(28, 9)
                .u16(16)
                .u16(0)
                .u32(3)
                .attribute(8, 5)
                .u8(10, 0, 0, 1)
                .u16(8)
                .u16(0)
                .u32(4)
                .message();
        assertThat(read(RouteMessages::read, message))
                .containsExactly(
                        new Route(Prefix.parse("0.0.0.0/0"), Prefix.literal("10.0.0.1"), 3, 254, 0, 4, 0, 1, null),
                        new Route(Prefix.parse("0.0.0.0/0"), null, 4, 254, 0, 4, 0, 1, null));
    }

    @Test
    void endsAMultipathRouteAtAHopThatLies() {
        for (int lie : new int[] {0, 7, 9, 0xffff}) {
            NetlinkMessage message = new NetlinkBytes()
                    .header(0, RouteMessages.NEW, 0)
                    .u8(Libc.AF_INET, 0, 0, 0, 254, 4, 0, 1)
                    .u32(0)
                    .attribute(12, 9)
                    .u16(lie)
                    .u16(0)
                    .u32(3)
                    .message();
            assertThat(read(RouteMessages::read, message)).as("length %d", lie).isEmpty();
        }
    }

    @Test
    void takesTheCachesEntriesForNoRoutes() {
        NetlinkMessage message = new NetlinkBytes()
                .header(0, RouteMessages.NEW, 0)
                .u8(Libc.AF_INET6, 0, 0, 0, 254, 4, 0, 1)
                .u32(0x200)
                .message();
        assertThat(read(RouteMessages::read, message)).isEmpty();
    }

    @Test
    void takesNoBridgePortForALinkGone() {
        for (int family : new int[] {Libc.AF_UNSPEC, 7}) {
            NetlinkMessage message = new NetlinkBytes()
                    .header(0, LinkMessages.DELETE, 0)
                    .u8(family, 0)
                    .u16(1)
                    .u32(5)
                    .u32(0x10001)
                    .u32(0)
                    .attribute(8, 3)
                    .text("a0")
                    .u16(0)
                    .message();
            List<NetworkEvent> events = new ArrayList<>();
            NetworkEvents.read(message, events::add);
            Link link = new Link(5, "a0", 0, true, true, 1, "");
            assertThat(events)
                    .isEqualTo(family == Libc.AF_UNSPEC ? List.of(new NetworkEvent.LinkGone(link)) : List.of());
        }
    }

    @Test
    void describesChangesAsAPersonWould() {
        assertThat(Route.unicast(Prefix.parse("0.0.0.0/0"), Prefix.literal("10.0.0.1"), 3, 7001, 187)
                        .describe())
                .isEqualTo("default via 10.0.0.1 dev 3 table 7001");
        assertThat(Route.unreachable(LAN4, 7001, 900, 187).describe())
                .isEqualTo("unreachable 192.168.9.0/24 metric 900 table 7001");
        assertThat(Rule.from(Prefix.parse("10.0.0.2/32"), 1000, 7001, 187).describe())
                .isEqualTo("1000: from 10.0.0.2/32 lookup 7001");
    }

    private static <T> List<T> read(NetlinkSocket.Reader<T> reader, NetlinkMessage message) {
        List<T> values = new ArrayList<>();
        reader.read(message, values::add);
        return values;
    }
}
