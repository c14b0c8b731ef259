package dev.braid.node.config;

import static dev.braid.node.config.ConfigText.EDGE;
import static dev.braid.node.config.ConfigText.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeConfigTest {
    @Test
    void reportsAllProblemsInOrderOfTheFile() {
        assertThat(problems("""
                        kind: edge
                        name: Home
                        nmae: home
                        identity:
                          certificate: missing.crt
                          key: node.key
                        hubs:
                          - name: fra
                            address: hub.example.net
                            port: seven
                        uplinks:
                          dsl: {interface: eth1, iface: 3}
                        lan: {interfaces: [eth0], traffic: lna}
                        tunnel: {mtu: 100, carriers: 0, mtu: 1500}
                        metrics: 9464
                        """))
                .containsExactly(
                        "f:2: name: 'Home' is not a name. Names have 1 to 32 characters: small letters, digits and"
                                + " hyphens",
                        "f:3: nmae: is not a known key. Did you mean 'name'?",
                        "f:4: identity.authority: is missing. Add it, such as 'authority: ca.crt'",
                        "f:5: identity.certificate: file /etc/braid/missing.crt does not exist. Put it there"
                                + " ('braid-node pki issue' makes it), or correct the path or its owner",
                        "f:10: hubs[0].port: 'seven' is not a whole number. Choose one from 1 to 65535",
                        "f:12: uplinks.dsl.iface: is not a known key. Known here: cost, data-cap, interface, max-latency,"
                                + " max-loss, rate, role, standby-above",
                        "f:13: lan.traffic: 'lna' is not one of the choices. Choose lan, all, none",
                        "f:14: tunnel.carriers: 0 is out of range. Choose a number from 1 to 16",
                        "f:14: tunnel.mtu: 100 is out of range. Choose a number from 1280 to 9000",
                        "f:14: tunnel.mtu: is there twice, first on line 14. Remove one of the two",
                        "f:15: metrics: must hold 'key: value' lines, but is a single value. Indent its keys below"
                                + " it");
    }

    @Test
    void asksForKindFirst() {
        assertThat(problems("name: home\n")).containsExactly("f:1: kind: is missing. Add it, such as 'kind: edge'");
        assertThat(problems("kind: egde\n")).singleElement().asString().contains("there is no kind of node 'egde'");
    }

    @Test
    void saysOnceThatIdentityIsMissing() {
        assertThat(problems(EDGE.replaceFirst("identity: .*\n", "")))
                .singleElement()
                .asString()
                .startsWith("f:1: identity: is missing");
    }

    @Test
    void refusesNamesTwice() {
        assertThat(problems(EDGE.replace("lte:", "dsl:")))
                .containsExactly("f:5: uplinks.dsl: is there twice. Join the two, or give one of them another name");
    }

    @Test
    void refusesMergeKeys() {
        assertThat(problems(EDGE + "<<: {name: other}\n"))
                .singleElement()
                .asString()
                .contains("not a known key");
    }

    @Test
    void refusesListenersThatAreNone() {
        for (String listen :
                new String[] {"9464", "localhost:9464", "::1:9464", "[127.0.0.1]:1", "127.0.0.1:0", "1.2.3.4:70000"}) {
            assertThat(problems(EDGE + "metrics: {listen: '" + listen + "'}\n"))
                    .as(listen)
                    .containsExactly("f:7: metrics.listen: '" + listen
                            + "' is not an address with a port. Write it as '127.0.0.1:9464'");
        }
        assertThat(problems(EDGE + "metrics: {listen: '[::1]:9464'}\n")).isEmpty();
    }

    @Test
    void refusesSocketPathThatLinuxCannotHave() {
        assertThat(problems(EDGE + "status-socket: /run/" + "x".repeat(103) + "\n"))
                .singleElement()
                .asString()
                .contains("the path has 108 bytes");
        assertThat(problems(EDGE + "status-socket: /run/" + "x".repeat(102) + "\n"))
                .isEmpty();
    }

    @Test
    void keepsTerminalsSafeFromWhatTheFileSays() {
        assertThat(problems(EDGE.replace("name: home", "name: \"\\e[2Jx\"")))
                .singleElement()
                .asString()
                .contains("'?[2Jx' is not a name");
    }

    @Test
    void stopsCollectingAtABound() {
        StringBuilder text = new StringBuilder(EDGE);
        for (int i = 0; i < 1000; i++) {
            text.append("unknown" + i + ": 1\n");
        }

        assertThat(problems(text.toString()))
                .hasSize(Problems.MAX_KEPT + 1)
                .first()
                .asString()
                .contains("more than 200");
    }

    @Test
    void namesFileThatCannotBeRead(@TempDir Path directory) {
        Path absent = directory.resolve("missing.yaml");

        assertThat(NodeConfig.read(absent, FakeMachine.USUAL).problems())
                .singleElement()
                .extracting(Problem::message)
                .isEqualTo("the file does not exist");
        assertThat(NodeConfig.read(directory, new LocalMachine()).problems())
                .singleElement()
                .extracting(Problem::message)
                .isEqualTo("the file is a directory, not a file");
    }

    @Test
    void findsStatusSocketInFileWithProblems(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("edge.yaml"), "status-socket: here.sock\nlan: nonsense\n");

        assertThat(NodeConfig.statusSocket(file)).isEqualTo(directory.resolve("here.sock"));
        assertThat(NodeConfig.statusSocket(Files.writeString(file, "kind: edge")))
                .isEqualTo(NodeConfig.STATUS_SOCKET);
    }
}
