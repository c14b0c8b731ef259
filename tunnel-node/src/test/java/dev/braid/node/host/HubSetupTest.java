package dev.braid.node.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.node.contract.NodeSpec;
import dev.braid.node.host.HostChange.AddressAdded;
import dev.braid.node.host.HostChange.LimitsSet;
import dev.braid.node.host.HostChange.NftTable;
import dev.braid.node.host.HostChange.RouteAdded;
import dev.braid.node.host.HostChange.RuleAdded;
import dev.braid.node.mptcp.Limits;
import java.util.List;
import org.junit.jupiter.api.Test;

class HubSetupTest {
    private final FakeMachine machine = Specs.withDevice(Specs.edgeMachine());

    @Test
    void edgesAndTheirLansAreBehindTheDevice() {
        List<HostChange> plan = HubSetup.plan(Specs.hub(true, Specs.home(), Specs.office()), machine.view());
        assertThat(plan.stream()
                        .filter(RouteAdded.class::isInstance)
                        .map(c -> ((RouteAdded) c).route().describe()))
                .containsExactly(
                        "10.77.0.2/32 dev 9 table 7000",
                        "fd77::2/128 dev 9 table 7000",
                        "192.168.10.0/24 dev 9 table 7000",
                        "10.77.0.3/32 dev 9 table 7000",
                        "fd77::3/128 dev 9 table 7000",
                        "192.168.20.0/24 dev 9 table 7000");
        assertThat(plan.stream()
                        .filter(RuleAdded.class::isInstance)
                        .map(c -> ((RuleAdded) c).rule().describe()))
                .containsExactly("7200: from all lookup 7000", "(IPv6) 7200: from all lookup 7000");
    }

    @Test
    void theHubsOwnInnerAddressesGoOnTheDevice() {
        assertThat(HubSetup.plan(Specs.hub(true), machine.view()))
                .contains(new AddressAdded(9, Specs.prefixes("10.77.0.1/16").getFirst()));
    }

    @Test
    void limitsAreRaisedToTheKernelsMaximum() {
        assertThat(HubSetup.plan(Specs.hub(true), machine.view()))
                .contains(new LimitsSet(new Limits(2, 0), new Limits(8, 8)));
    }

    @Test
    void theFirewallStandsBeforeAnythingIsForwarded() {
        List<HostChange> plan = HubSetup.plan(Specs.hub(true), machine.view());
        int firewall = indexOf(plan, "NftTable");
        assertThat(firewall).isLessThan(indexOf(plan, "/forwarding")).isLessThan(indexOf(plan, "RuleAdded"));
    }

    @Test
    void theFirewallStandsBeforeTheDeviceDoes() {
        machine.links.removeIf(l -> l.name().equals("braid0"));
        assertThat(HubSetup.plan(Specs.hub(true), machine.view())).anyMatch(NftTable.class::isInstance);
    }

    @Test
    void edgesAreKeptApartUnlessOneMayReachTheOther() {
        assertThat(Firewall.hub(Specs.hub(true, Specs.home(), Specs.office()))).doesNotContain("10.77.0.2/32 . ");
        assertThat(Firewall.hub(Specs.hub(true, Specs.home("office"), Specs.office())))
                .contains(
                        "10.77.0.2/32 . 10.77.0.3/32",
                        "10.77.0.2/32 . 192.168.20.0/24",
                        "192.168.10.0/24 . 192.168.20.0/24",
                        "fd77::2/128 . fd77::3/128")
                .doesNotContain("192.168.20.0/24 . ");
    }

    @Test
    void masqueradesOnlyWhenAskedTo() {
        assertThat(Firewall.hub(Specs.hub(true))).contains("masquerade");
        assertThat(Firewall.hub(Specs.hub(false))).doesNotContain("masquerade");
    }

    @Test
    void noPrefixIsListedInsideAnother() {
        NodeSpec.EdgeGrant nested = new NodeSpec.EdgeGrant(
                "nested", Specs.prefixes("10.77.0.9/32"), Specs.prefixes("10.5.0.0/16", "10.5.1.0/24"), List.of());
        assertThat(Firewall.hub(Specs.hub(true, nested)))
                .contains("10.5.0.0/16")
                .doesNotContain("10.5.1.0/24");
    }

    @Test
    void anInterfaceNameCannotEndItsQuotes() {
        assertThatThrownBy(() -> Firewall.quoted("x\" drop")).isInstanceOf(IllegalArgumentException.class);
    }

    private static int indexOf(List<HostChange> plan, String part) {
        for (int i = 0; i < plan.size(); i++) {
            if (plan.get(i).toString().contains(part)) {
                return i;
            }
        }
        throw new AssertionError("no " + part + " in " + plan);
    }
}
