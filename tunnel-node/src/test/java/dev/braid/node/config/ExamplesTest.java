package dev.braid.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.contract.NodeSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The annotated examples are the manual, so they load, are complete, and tell the defaults as they are. */
class ExamplesTest {
    private static final Path EXAMPLES = Path.of("../deploy/examples");

    private static Reading read(String file, Keys keys) throws IOException {
        byte[] bytes = Files.readAllBytes(EXAMPLES.resolve(file));
        return NodeConfig.read(bytes, Path.of("/etc/braid"), FakeMachine.USUAL, keys);
    }

    @ParameterizedTest
    @ValueSource(strings = {"edge.yaml", "edge-minimal.yaml", "hub.yaml", "hub-minimal.yaml"})
    void exampleLoadsWithoutProblem(String file) throws IOException {
        assertThat(read(file, new Keys()).problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"edge.yaml", "hub.yaml"})
    void annotatedExampleCoversEveryKey(String file) throws IOException {
        Keys keys = new Keys();
        read(file, keys);
        TreeSet<String> unmentioned = new TreeSet<>(keys.asked());
        unmentioned.removeAll(keys.present());

        assertThat(keys.asked()).hasSizeGreaterThan(15);
        assertThat(unmentioned).isEmpty();
    }

    @Test
    void everyKeyOfAnnotatedExampleIsExplainedAbove() throws IOException {
        for (String file : List.of("edge.yaml", "hub.yaml")) {
            List<String> lines = Files.readAllLines(EXAMPLES.resolve(file));
            for (int i = 1; i < lines.size(); i++) {
                boolean isTopKey = lines.get(i).matches("[a-z].*");
                assertThat(!isTopKey || lines.get(i - 1).startsWith("#"))
                        .as("%s: %s", file, lines.get(i))
                        .isTrue();
            }
        }
    }

    @Test
    void annotatedEdgeDiffersFromMinimalOnlyInRevocationListExceptionsAndSecondUplink() throws IOException {
        NodeSpec.Edge full = (NodeSpec.Edge) ((Reading.Accepted) read("edge.yaml", new Keys())).spec();
        NodeSpec.Edge minimal = (NodeSpec.Edge) ((Reading.Accepted) read("edge-minimal.yaml", new Keys())).spec();

        assertThat(full)
                .usingRecursiveComparison()
                .ignoringFields("identity.revocations", "uplinks", "streams.exceptPrefixes", "streams.exceptPorts")
                .isEqualTo(minimal);
        assertThat(full.uplinks().getFirst()).isEqualTo(minimal.uplinks().getFirst());
    }

    @Test
    void annotatedHubDiffersFromMinimalOnlyInRevocationListEdgesAndExceptions() throws IOException {
        NodeSpec.HubNode full = (NodeSpec.HubNode) ((Reading.Accepted) read("hub.yaml", new Keys())).spec();
        NodeSpec.HubNode minimal = (NodeSpec.HubNode) ((Reading.Accepted) read("hub-minimal.yaml", new Keys())).spec();

        assertThat(full)
                .usingRecursiveComparison()
                .ignoringFields("identity.revocations", "edges", "streams.exceptPrefixes", "streams.exceptPorts")
                .isEqualTo(minimal);
    }
}
