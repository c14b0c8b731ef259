package dev.braid.node.config;

import dev.braid.node.contract.NodeSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Reads configuration text the short way. */
final class ConfigText {
    static final String EDGE = """
            kind: edge
            name: home
            identity: {certificate: node.crt, key: node.key, authority: ca.crt}
            hubs: [{name: fra, address: hub.example.net}]
            uplinks: {dsl: {interface: eth1}, lte: {interface: wwan0}}
            lan: {interfaces: [eth0]}
            """;

    static final String HUB = """
            kind: hub
            name: fra
            identity: {certificate: node.crt, key: node.key, authority: ca.crt}
            inner: [10.77.0.1/16, fd77::1/64]
            """;

    private ConfigText() {}

    static Reading read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    static Reading read(byte[] bytes) {
        return NodeConfig.read(bytes, Path.of("/etc/braid"), FakeMachine.USUAL, new Keys());
    }

    static NodeSpec accepted(String text) {
        if (read(text) instanceof Reading.Accepted accepted) {
            return accepted.spec();
        }
        throw new AssertionError("refused: " + problems(text));
    }

    /** As a person sees them. */
    static List<String> problems(String text) {
        return read(text).problems().stream()
                .map(problem -> problem.describe("f"))
                .toList();
    }
}
