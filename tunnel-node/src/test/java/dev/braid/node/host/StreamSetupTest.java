package dev.braid.node.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.contract.NodeSpec.Traffic;
import dev.braid.node.contract.Prefix;
import dev.braid.node.host.HostChange.NftTable;
import dev.braid.node.host.HostChange.RouteAdded;
import dev.braid.node.host.HostChange.RuleAdded;
import dev.braid.node.host.HostChange.SysctlSet;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamSetupTest {
    private static final int PORT = 40_000;

    private static List<HostChange> edge(Traffic traffic, String... inner) throws IOException {
        HostView view = OwnView.of(Specs.edgeMachine(), List.of());
        return StreamSetup.edge(Specs.edge(traffic), view, PORT, Specs.prefixes(inner));
    }

    private static String table(List<HostChange> plan) {
        return plan.stream()
                .filter(c -> c instanceof NftTable)
                .map(c -> ((NftTable) c).body())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void takesWhatComesFromTheLanAndIsNotKnownHere() throws IOException {
        assertThat(table(edge(Traffic.LAN, "10.77.0.2/16")))
                .contains("iifname \"lan0\" meta l4proto tcp jump take")
                .contains("ip daddr @known4 return")
                .contains("tproxy ip to 127.0.0.1:40000")
                .contains("!= syn return")
                .doesNotContain("chain output")
                // connection tracking costs a LAN's packets something
                .doesNotContain("ct ");
    }

    @Test
    void takesOnlyFamiliesThatTheTunnelCarries() throws IOException {
        assertThat(table(edge(Traffic.LAN, "10.77.0.2/16"))).doesNotContain("ip6 daddr");
        assertThat(table(edge(Traffic.LAN, "10.77.0.2/16", "fd77::2/64"))).contains("tproxy ip6 to [::1]:40000");
    }

    @Test
    void takesTheMachinesOwnWhenAllTrafficIsMeant() throws IOException {
        assertThat(table(edge(Traffic.ALL, "10.77.0.2/16")))
                .contains("oifname \"braid0\" meta l4proto tcp jump choose")
                .contains("iifname \"lo\" meta mark");
    }

    @Test
    void takesNothingWhenNoTrafficIsMeant() throws IOException {
        assertThat(table(edge(Traffic.NONE, "10.77.0.2/16"))).doesNotContain("jump take");
    }

    @Test
    void markedPacketsAreLocal() throws IOException {
        List<HostChange> plan = edge(Traffic.LAN, "10.77.0.2/16");
        assertThat(plan)
                .anyMatch(c -> c instanceof RuleAdded r && r.rule().fwmark() != 0)
                .anyMatch(c ->
                        c instanceof RouteAdded r && r.route().destination().equals(Prefix.parse("0.0.0.0/0")));
    }

    @Test
    void hubTakesOnlyWhatIsForItsEdges() throws IOException {
        HostView view = OwnView.of(Specs.edgeMachine(), List.of());
        List<HostChange> plan =
                StreamSetup.hub(Specs.hub(true, Specs.home()), view, PORT, Specs.prefixes("192.168.10.0/24"));
        assertThat(table(plan)).contains("ip daddr != @known4 return").contains("192.168.10.0/24");
    }

    @Test
    void hubLeadsNothingAnywhereWhileThereIsNoLan() throws IOException {
        HostView view = OwnView.of(Specs.edgeMachine(), List.of());
        assertThat(StreamSetup.hub(Specs.hub(true, Specs.home()), view, PORT, List.of()))
                .allMatch(c -> c instanceof SysctlSet);
    }
}
