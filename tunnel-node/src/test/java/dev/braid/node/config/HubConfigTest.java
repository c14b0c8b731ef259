package dev.braid.node.config;

import static dev.braid.node.config.ConfigText.HUB;
import static dev.braid.node.config.ConfigText.accepted;
import static dev.braid.node.config.ConfigText.problems;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.contract.NodeSpec;
import dev.braid.node.contract.NodeSpec.EdgeGrant;
import dev.braid.node.contract.Prefix;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class HubConfigTest {
    private static final String EDGES = """
            edges:
              home: {addresses: [10.77.0.2, fd77::2], lans: [192.168.10.0/24], reaches: [office]}
              office: {addresses: [10.77.0.3], reaches: home}
            """;

    @Test
    void readsEdges() {
        NodeSpec.HubNode hub = (NodeSpec.HubNode) accepted(HUB + EDGES);

        assertThat(hub.kind()).isEqualTo("hub");
        assertThat(hub.listen()).isEqualTo(new InetSocketAddress(InetAddress.ofLiteral("::"), 7070));
        assertThat(hub.masquerade()).isTrue();
        assertThat(hub.inner()).containsExactly(Prefix.parse("10.77.0.1/16"), Prefix.parse("fd77::1/64"));
        assertThat(hub.edges())
                .containsExactly(
                        new EdgeGrant(
                                "home",
                                List.of(Prefix.parse("10.77.0.2"), Prefix.parse("fd77::2")),
                                List.of(Prefix.parse("192.168.10.0/24")),
                                List.of("office")),
                        new EdgeGrant("office", List.of(Prefix.parse("10.77.0.3")), List.of(), List.of("home")));
    }

    @Test
    void needsEdges() {
        assertThat(problems(HUB)).singleElement().asString().startsWith("f:1: edges: is missing");
    }

    @Test
    void refusesOverlapOfLans() {
        String edges = EDGES.replace("[10.77.0.3]", "[10.77.0.3], lans: [192.168.0.0/16]");

        assertThat(problems(HUB + edges))
                .containsExactly("f:7: edges.office.lans[0]: 192.168.0.0/16 overlaps 192.168.10.0/24, a LAN of edge"
                        + " 'home' (line 6). Choose networks that have no address in common");
    }

    @Test
    void refusesLanInsideInnerNetwork() {
        assertThat(problems(HUB + EDGES.replace("192.168.10.0", "10.77.9.0")))
                .containsExactly("f:6: edges.home.lans[0]: 10.77.9.0/24 overlaps 10.77.0.0/16, the inner network"
                        + " (line 4). Choose networks that have no address in common");
    }

    @Test
    void refusesListenAddressInsideNetworks() {
        assertThat(problems(HUB + EDGES + "listen: 192.168.10.9:7070\n"))
                .singleElement()
                .asString()
                .startsWith("f:8: listen: 192.168.10.9/32 overlaps 192.168.10.0/24, a LAN of edge 'home' (line 6)");
        assertThat(problems(HUB + EDGES + "listen: '[fd77::9]:7070'\n"))
                .singleElement()
                .asString()
                .contains("overlaps fd77::/64, the inner network");
    }

    @Test
    void findsEveryOverlapWithTheSameNetwork() {
        String many =
                EDGES.replace("[10.77.0.3]", "[10.77.0.3], lans: [192.168.10.0/25, 192.168.10.128/25, 10.0.0.0/24]");

        assertThat(problems(HUB + many)).hasSize(2).allMatch(p -> p.contains("overlaps 192.168.10.0/24"));
    }

    @Test
    void wantsEdgeAddressInsideInnerNetwork() {
        assertThat(problems(HUB + EDGES.replace("10.77.0.3", "10.78.0.3")))
                .containsExactly("f:7: edges.office.addresses[0]: 10.78.0.3 is no host's address in the inner network."
                        + " Choose one inside 10.77.0.0/16");
        assertThat(problems(HUB + EDGES.replace("10.77.0.3", "10.77.255.255"))).hasSize(1);
        assertThat(problems(HUB + EDGES.replace("10.77.0.3", "10.77.0.0"))).hasSize(1);
    }

    @Test
    void givesEachAddressOnce() {
        assertThat(problems(HUB + EDGES.replace("10.77.0.3", "10.77.0.2")))
                .singleElement()
                .asString()
                .contains("edges.office.addresses[0]: 10.77.0.2 belongs to edge 'home' already");
        assertThat(problems(HUB + EDGES.replace("10.77.0.3", "10.77.0.1")))
                .singleElement()
                .asString()
                .contains("10.77.0.1 belongs to the hub itself already");
    }

    @Test
    void givesEdgeOneAddressPerFamily() {
        assertThat(problems(HUB + EDGES.replace("[10.77.0.3]", "[10.77.0.3, 10.77.0.4]")))
                .singleElement()
                .asString()
                .contains("second IPv4 address");
        assertThat(problems(HUB + EDGES.replace("[10.77.0.3]", "[10.77.0.3/24]")))
                .singleElement()
                .asString()
                .contains("10.77.0.3/24 is a network")
                .contains("Write '10.77.0.3'");
    }

    @Test
    void wantsLanWithoutHostBits() {
        assertThat(problems(HUB + EDGES.replace("192.168.10.0/24", "192.168.10.1/24")))
                .containsExactly("f:6: edges.home.lans[0]: 192.168.10.1/24 has bits set behind its length. Write"
                        + " '192.168.10.0/24'");
    }

    @Test
    void refusesWhatCannotBeRouted() {
        for (String lan : new String[] {"127.0.0.0/8", "224.0.0.0/4", "fe80::/64", "0.0.0.0/0"}) {
            assertThat(problems(HUB + EDGES.replace("192.168.10.0/24", "'" + lan + "'")))
                    .as(lan)
                    .hasSize(1);
        }
    }

    @Test
    void suggestsEdgeThatWasMeant() {
        String edges = EDGES.replace(", reaches: home", "").replace("[office]", "[ofice, home]");

        assertThat(problems(HUB + edges))
                .containsExactly(
                        "f:6: edges.home.reaches[0]: there is no edge 'ofice'. Did you mean 'office'?",
                        "f:6: edges.home.reaches[1]: an edge always reaches itself. Remove it");
    }

    @Test
    void saysWhenOnlyOneOfTwoEdgesReaches() {
        assertThat(problems(HUB + EDGES.replace(", reaches: home", "")))
                .containsExactly(
                        "f:6: warning: edges.home.reaches[0]: 'office' does not reach 'home', so no answer comes"
                                + " back. Add 'home' under edges.office.reaches");
    }

    @Test
    void wantsHostAddressAsInner() {
        assertThat(problems(HUB.replace("10.77.0.1/16", "10.77.0.0/16") + EDGES))
                .singleElement()
                .asString()
                .contains("10.77.0.0/16 is no host's address in a network with room for edges");
        assertThat(problems(HUB.replace("10.77.0.1/16", "10.77.0.1/31") + EDGES))
                .anyMatch(p -> p.contains("10.77.0.1/31 is no host's address"));
    }

    @Test
    void namesWhatBelongsToEdge() {
        assertThat(problems(HUB + EDGES + "uplinks: {dsl: {interface: eth1}}\n"))
                .singleElement()
                .asString()
                .contains("uplinks: belongs to an edge");
    }
}
