package dev.braid.node.config;

import static dev.braid.node.config.ConfigText.EDGE;
import static dev.braid.node.config.ConfigText.accepted;
import static dev.braid.node.config.ConfigText.problems;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.contract.NodeSpec;
import dev.braid.node.contract.NodeSpec.Traffic;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EdgeConfigTest {
    private static NodeSpec.Edge edge(String text) {
        return (NodeSpec.Edge) accepted(text);
    }

    @Test
    void fillsInDefaults() {
        NodeSpec.Edge edge = edge(EDGE);

        assertThat(edge.kind()).isEqualTo("edge");
        assertThat(edge.name()).isEqualTo("home");
        assertThat(edge.device()).isEqualTo(new NodeSpec.Device("braid0", 1500));
        assertThat(edge.stateDirectory()).isEqualTo(Path.of("/var/lib/braid"));
        assertThat(edge.statusSocket()).isEqualTo(Path.of("/run/braid/status.sock"));
        assertThat(edge.metrics()).isEqualTo(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 9464));
        assertThat(edge.hubs()).containsExactly(new NodeSpec.Hub("fra", "hub.example.net", 7070));
        assertThat(edge.uplinks())
                .containsExactly(new NodeSpec.Uplink("dsl", "eth1"), new NodeSpec.Uplink("lte", "wwan0"));
        assertThat(edge.lanInterfaces()).containsExactly("eth0");
        assertThat(edge.traffic()).isEqualTo(Traffic.LAN);
        assertThat(edge.carriers()).isEqualTo(4);
        assertThat(edge.identity().revocations()).isNull();
    }

    @Test
    void takesAtMostFourWorkersByItself() {
        assertThat(edge(EDGE).workers()).isEqualTo(4);
        assertThat(edge(EDGE + "tunnel: {workers: auto}\n").workers()).isEqualTo(4);
        assertThat(edge(EDGE + "tunnel: {workers: 7}\n").workers()).isEqualTo(7);
    }

    @Test
    void startsRelativePathsAtTheFile() {
        assertThat(edge(EDGE).identity().key()).isEqualTo(Path.of("/etc/braid/node.key"));
        assertThat(edge(EDGE + "state-directory: ../state\n").stateDirectory()).isEqualTo(Path.of("/etc/state"));
    }

    @Test
    void turnsMetricsOff() {
        assertThat(edge(EDGE + "metrics: {listen: off}\n").metrics()).isNull();
    }

    @Test
    void awaitsUplinkThatDoesNotExistYet() {
        String text = EDGE.replace("wwan0", "wwan1");

        assertThat(edge(text).uplinks()).contains(new NodeSpec.Uplink("lte", "wwan1"));
        assertThat(problems(text))
                .containsExactly("f:5: warning: uplinks.lte.interface: there is no interface 'wwan1' yet, it will be"
                        + " awaited. Did you mean 'wwan0'? Interfaces here: eth0, eth1, lo, wwan0");
    }

    @Test
    void refusesLanInterfaceThatDoesNotExist() {
        assertThat(problems(EDGE.replace("[eth0]", "[eth9]")))
                .containsExactly("f:6: lan.interfaces[0]: there is no interface 'eth9'. Did you mean 'eth0'?"
                        + " Interfaces here: eth0, eth1, lo, wwan0");
    }

    @Test
    void asksForLanUnlessTrafficIsSomethingElse() {
        String bare = EDGE.replace("lan: {interfaces: [eth0]}\n", "");

        assertThat(problems(bare)).singleElement().asString().contains("lan.interfaces: is missing");
        assertThat(edge(bare + "lan: {traffic: all}\n").traffic()).isEqualTo(Traffic.ALL);
        assertThat(edge(bare + "lan: {traffic: none}\n").lanInterfaces()).isEmpty();
    }

    @Test
    void usesEachInterfaceForOneThing() {
        assertThat(problems(EDGE.replace("wwan0", "eth1")))
                .containsExactly(
                        "f:5: uplinks.lte.interface: interface 'eth1' is already uplink 'dsl'. Use each interface for"
                                + " one thing");
        assertThat(problems(EDGE.replace("[eth0]", "[eth1]")))
                .singleElement()
                .asString()
                .contains("already uplink 'dsl'");
        assertThat(problems(EDGE + "tunnel: {device: eth0}\n"))
                .singleElement()
                .asString()
                .contains("already the tunnel device");
    }

    @Test
    void refusesInterfaceNameThatLinuxCannotHave() {
        assertThat(problems(EDGE + "tunnel: {device: braid-0123456789}\n"))
                .containsExactly(
                        "f:7: tunnel.device: 'braid-0123456789' is too long for an interface. Linux takes up to 15"
                                + " bytes");
        assertThat(edge(EDGE + "tunnel: {device: braid-012345678}\n").device().name())
                .hasSize(15);
        assertThat(problems(EDGE + "tunnel: {device: a/b}\n"))
                .singleElement()
                .asString()
                .contains("cannot be");
    }

    @Test
    void refusesSecondHubOfSameNameOrAddress() {
        String text = EDGE.replace("hubs: [", "hubs: [{name: fra, address: other}, {name: b, address: other}, ");

        assertThat(problems(text))
                .anyMatch(p -> p.startsWith("f:4: hubs[2].name: another hub is called 'fra'"))
                .anyMatch(p -> p.startsWith("f:4: hubs[1].address: another hub has this address"))
                .hasSize(2);
    }

    @Test
    void refusesHostThatIsNone() {
        for (String host : new String[] {"hub.example.net:7070", "10.0.0", "300.1.1.1", "a b", "-x", "fd77::1::2"}) {
            assertThat(problems(EDGE.replace("hub.example.net", "'" + host + "'")))
                    .as(host)
                    .singleElement()
                    .asString()
                    .startsWith("f:4: hubs[0].address: '" + host + "' is neither an address nor a host name");
        }
        assertThat(edge(EDGE.replace("hub.example.net", "'2001:db8::1'")).hubs())
                .hasSize(1);
    }

    @Test
    void namesWhatBelongsToHub() {
        assertThat(problems(EDGE + "inner: [10.0.0.1/16]\n"))
                .containsExactly(
                        "f:7: inner: belongs to a hub, and this file makes an edge. Remove it, or change 'kind'");
    }

    @Test
    void refusesNoAndTooManyUplinks() {
        assertThat(problems(EDGE.replaceFirst("uplinks: .*", "uplinks: {}")))
                .singleElement()
                .asString()
                .contains("there are 0 uplinks");
        StringBuilder nine = new StringBuilder("uplinks:\n");
        for (int i = 0; i < 9; i++) {
            nine.append("  u" + i + ": {interface: ppp" + i + "}\n");
        }
        assertThat(problems(EDGE.replaceFirst("uplinks: .*\n", nine.toString())))
                .anyMatch(p -> p.contains("there are 9 uplinks. Name 1 to 8"));
    }
}
