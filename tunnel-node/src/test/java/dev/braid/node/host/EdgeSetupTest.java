package dev.braid.node.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.contract.NodeSpec.Traffic;
import dev.braid.node.contract.Prefix;
import dev.braid.node.host.HostChange.NftTable;
import dev.braid.node.host.HostChange.RouteAdded;
import dev.braid.node.host.HostChange.RuleAdded;
import dev.braid.node.host.HostChange.SysctlKept;
import dev.braid.node.host.HostChange.SysctlSet;
import dev.braid.node.linux.Address;
import dev.braid.node.linux.Link;
import dev.braid.node.linux.Route;
import java.util.List;
import org.junit.jupiter.api.Test;

class EdgeSetupTest {
    private static final List<Prefix> NONE_YET = List.of();

    private final FakeMachine machine = Specs.edgeMachine();

    @Test
    void eachUplinkGetsATableThatEndsInARefusal() {
        assertThat(routes(plan(Traffic.LAN, NONE_YET)))
                .containsExactly(
                        "203.0.113.0/24 dev 2 table 7100",
                        "default via 203.0.113.1 dev 2 table 7100",
                        "unreachable default metric 2000000000 table 7100",
                        "100.64.0.8/30 dev 3 table 7101",
                        "default via 100.64.0.10 dev 3 table 7101",
                        "unreachable default metric 2000000000 table 7101");
    }

    @Test
    void packetsFromAnUplinksAddressAskItsTable() {
        assertThat(rules(plan(Traffic.LAN, NONE_YET)))
                .contains("7100: from 203.0.113.5/32 lookup 7100", "7101: from 100.64.0.9/32 lookup 7101");
    }

    @Test
    void answersToTheLanAndToContainersDoNotFollowAnUplink() {
        assertThat(rules(plan(Traffic.LAN, NONE_YET)))
                .contains("7099: from all to 192.168.10.0/24 lookup 254", "7099: from all to 172.17.0.0/16 lookup 254");
    }

    @Test
    void anUplinksOwnPrefixWinsOverTheSameOneElsewhere() {
        machine.onLink(5, "203.0.113.0/25");
        assertThat(rules(plan(Traffic.LAN, NONE_YET))).noneMatch(r -> r.contains("to 203.0.113.0"));
    }

    @Test
    void theGatewayOfTheLowestMetricIsTaken() {
        machine.gateway(2, "203.0.113.2", 50);
        assertThat(routes(plan(Traffic.LAN, NONE_YET))).contains("default via 203.0.113.2 dev 2 table 7100");
    }

    @Test
    void aGatewayInAnotherTableServesWhenMainHasNone() {
        machine.routes.removeIf(r -> r.ifindex() == 3 && r.gateway() != null);
        machine.routes.add(Route.unicast(
                UplinkPlan.everything(false), Prefix.literal("100.64.0.10"), 3, 210, Route.PROTOCOL_DHCP));
        assertThat(routes(plan(Traffic.LAN, NONE_YET))).contains("default via 100.64.0.10 dev 3 table 7101");
    }

    @Test
    void aGatewayOutsideThePrefixIsMadeReachable() {
        machine.routes.removeIf(r -> r.ifindex() == 2);
        machine.onLink(2, "203.0.113.5/32").gateway(2, "10.0.0.1", 0);
        assertThat(routes(plan(Traffic.LAN, NONE_YET)))
                .containsSequence("10.0.0.1/32 dev 2 table 7100", "default via 10.0.0.1 dev 2 table 7100");
    }

    @Test
    void aPointToPointUplinkNeedsNoGateway() {
        machine.routes.removeIf(r -> r.ifindex() == 3);
        machine.links.replaceAll(l -> l.index() == 3 ? new Link(3, "lte0", 1430, true, true, 512, "ppp") : l);
        assertThat(routes(plan(Traffic.LAN, NONE_YET))).contains("default dev 3 table 7101");
    }

    @Test
    void anEthernetUplinkWithoutGatewayLeadsNowhere() {
        machine.routes.removeIf(r -> r.ifindex() == 3 && r.gateway() != null);
        assertThat(routes(plan(Traffic.LAN, NONE_YET)))
                .contains("unreachable default metric 2000000000 table 7101")
                .noneMatch(r -> r.startsWith("default") && r.endsWith("7101"));
    }

    @Test
    void ipv6UplinksWorkTheSameWithALinkLocalGateway() {
        machine.address(2, "2001:db8:5::7/64").gateway(2, "fe80::1", 1024);
        machine.addresses.add(new Address(2, Prefix.parse("fe80::7/64"), Route.SCOPE_LINK, false, false, null));
        machine.onLink(2, "fe80::/64");
        List<HostChange> plan = plan(Traffic.LAN, NONE_YET);
        assertThat(routes(plan))
                .containsSubsequence(
                        "2001:db8:5::/64 dev 2 table 7100",
                        "default (IPv6) via fe80::1 dev 2 table 7100",
                        "unreachable default (IPv6) metric 2000000000 table 7100")
                .noneMatch(r -> r.startsWith("fe80"));
        assertThat(rules(plan)).contains("(IPv6) 7100: from 2001:db8:5::7/128 lookup 7100");
    }

    @Test
    void anUplinkThatIsMissingOrDownIsAwaited() {
        machine.links.removeIf(l -> l.name().equals("dsl0"));
        machine.links.replaceAll(l -> l.index() == 3 ? new Link(3, "lte0", 1500, false, false, 1, "") : l);
        List<HostChange> plan = plan(Traffic.LAN, NONE_YET);
        assertThat(routes(plan)).isEmpty();
    }

    @Test
    void strictReversePathBecomesLooseOnUplinksOnly() {
        machine.sysctls.put("net/ipv4/conf/all/rp_filter", "1");
        assertThat(plan(Traffic.LAN, NONE_YET))
                .contains(
                        new SysctlSet("net/ipv4/conf/dsl0/rp_filter", "0", "2"),
                        new SysctlSet("net/ipv4/conf/lte0/rp_filter", "0", "2"))
                .noneMatch(c -> c instanceof SysctlSet s && s.key().contains("/lan0/"));
    }

    @Test
    void looseOrAbsentReversePathIsLeftAlone() {
        machine.sysctls.put("net/ipv4/conf/dsl0/rp_filter", "1");
        machine.sysctls.put("net/ipv4/conf/all/rp_filter", "2");
        assertThat(plan(Traffic.LAN, NONE_YET))
                .noneMatch(c -> c instanceof SysctlSet s && s.key().contains("rp_filter"));
    }

    @Test
    void routesByAnUplinkWithoutCarrierCountForNothing() {
        machine.sysctls.put("net/ipv4/conf/dsl0/ignore_routes_with_linkdown", "0");
        machine.sysctls.put("net/ipv6/conf/lte0/ignore_routes_with_linkdown", "0");
        machine.sysctls.put("net/ipv4/conf/lan0/ignore_routes_with_linkdown", "0");
        assertThat(plan(Traffic.LAN, NONE_YET).stream()
                        .filter(c -> c instanceof SysctlSet s && s.key().contains("linkdown")))
                .containsExactlyInAnyOrder(
                        new SysctlSet("net/ipv4/conf/dsl0/ignore_routes_with_linkdown", "0", "1"),
                        new SysctlSet("net/ipv6/conf/lte0/ignore_routes_with_linkdown", "0", "1"));
    }

    @Test
    void nothingIsSteeredBeforeTheHubHasAssignedAnAddress() {
        Specs.withDevice(machine);
        assertThat(plan(Traffic.ALL, NONE_YET)).noneMatch(c -> c.toString().contains("table=7000"));
    }

    @Test
    void lanTrafficGoesIntoTheTunnelAfterWhatIsConnected() {
        Specs.withDevice(machine);
        List<HostChange> plan = plan(Traffic.LAN, Specs.prefixes("10.77.0.2/16"));
        assertThat(routes(plan)).contains("default dev 9 table 7000");
        assertThat(rules(plan))
                .containsSubsequence(
                        "7200: from all lookup 254 suppress_prefixlength 0",
                        "7201: from 10.77.0.2/32 lookup 7000",
                        "7201: from all iif lan0 lookup 7000")
                .noneMatch(r -> r.startsWith("7202"))
                .noneMatch(r -> r.startsWith("(IPv6)"));
    }

    @Test
    void allTrafficAddsTheRestButNotOurOwnNameLookUps() {
        Specs.withDevice(machine);
        machine.nameServers.add(Prefix.literal("9.9.9.9"));
        assertThat(rules(plan(Traffic.ALL, Specs.INNER)))
                .contains(
                        "7199: from all to 9.9.9.9/32 iif lo lookup 254",
                        "7202: from all lookup 7000",
                        "(IPv6) 7202: from all lookup 7000");
    }

    @Test
    void noTrafficStillAnswersFromTheInnerAddress() {
        Specs.withDevice(machine);
        assertThat(rules(plan(Traffic.NONE, Specs.prefixes("10.77.0.2/16"))))
                .contains("7201: from 10.77.0.2/32 lookup 7000")
                .noneMatch(r -> r.contains("iif"));
    }

    @Test
    void onlyTheLanAndTheTunnelAreForwarded() {
        Specs.withDevice(machine);
        assertThat(plan(Traffic.LAN, Specs.prefixes("10.77.0.2/16")))
                .filteredOn(c -> c instanceof SysctlSet s && s.key().endsWith("/forwarding"))
                .containsExactly(
                        new SysctlSet("net/ipv4/conf/lan0/forwarding", "0", "1"),
                        new SysctlSet("net/ipv4/conf/braid0/forwarding", "0", "1"));
    }

    @Test
    void ipv6ForwardingKeepsRouterAdvertisementsAndNotesWhatItOverwrites() {
        Specs.withDevice(machine);
        machine.sysctls.put("net/ipv6/conf/docker0/forwarding", "1");
        machine.sysctls.put("net/ipv6/conf/lan0/accept_ra", "0");
        assertThat(plan(Traffic.LAN, Specs.prefixes("fd77::2/64")))
                .filteredOn(c -> c.toString().contains("net/ipv6"))
                .containsExactly(
                        new SysctlSet("net/ipv6/conf/dsl0/accept_ra", "1", "2"),
                        new SysctlSet("net/ipv6/conf/lte0/accept_ra", "1", "2"),
                        new SysctlKept("net/ipv6/conf/docker0/forwarding", "1"),
                        new SysctlSet("net/ipv6/conf/braid0/accept_ra", "1", "2"),
                        new SysctlSet("net/ipv6/conf/default/accept_ra", "1", "2"),
                        new SysctlSet("net/ipv6/conf/all/forwarding", "0", "1"));
    }

    @Test
    void segmentSizesAreClampedOnlyWhenTheDeviceIsNarrowerThanEthernet() {
        Specs.withDevice(machine);
        assertThat(plan(Traffic.LAN, Specs.INNER)).noneMatch(NftTable.class::isInstance);
        List<HostChange> narrow = EdgeSetup.plan(Specs.edge(Traffic.LAN, 1400), machine.view(), Specs.INNER);
        assertThat(narrow).anyMatch(c -> c instanceof NftTable t && t.body().contains("maxseg size set 1360"));
    }

    @Test
    void aKernelWithoutMptcpSettingsIsNoError() {
        machine.sysctls.keySet().removeIf(k -> k.startsWith("net/mptcp"));
        assertThat(plan(Traffic.LAN, NONE_YET)).noneMatch(c -> c.toString().contains("net/mptcp"));
    }

    private List<HostChange> plan(Traffic traffic, List<Prefix> inner) {
        return EdgeSetup.plan(Specs.edge(traffic), machine.view(), inner);
    }

    private static List<String> routes(List<HostChange> plan) {
        return plan.stream()
                .filter(RouteAdded.class::isInstance)
                .map(c -> ((RouteAdded) c).route().describe())
                .toList();
    }

    private static List<String> rules(List<HostChange> plan) {
        return plan.stream()
                .filter(RuleAdded.class::isInstance)
                .map(c -> ((RuleAdded) c).rule().describe())
                .toList();
    }
}
