package dev.braid.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.contract.DesiredSpec;
import dev.braid.node.contract.NodeSpec;
import dev.braid.node.contract.SpecJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The control plane's specification is read by the same rules as a file, and nothing of it is lost on the way. */
class DesiredConfigTest {
    private static final FakeMachine MACHINE = FakeMachine.USUAL;

    private static NodeSpec example(String file) throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of("../deploy/examples").resolve(file));
        Reading reading = NodeConfig.read(bytes, Path.of("/etc/braid"), MACHINE, new Keys());
        return ((Reading.Accepted) reading).spec();
    }

    private static Local localOf(NodeSpec spec) {
        return new Local(
                spec.name(),
                spec.identity(),
                spec.device().name(),
                spec.stateDirectory(),
                spec.statusSocket(),
                spec.metrics());
    }

    private static Reading read(String json) throws IOException {
        JsonNode tree = JsonMapper.shared().readTree(json);
        return DesiredConfig.read(tree, localOf(example("edge.yaml")), MACHINE);
    }

    /** The annotated examples have every key there is with a value, so a key that SpecJson forgets shows here. */
    @ParameterizedTest
    @ValueSource(strings = {"edge.yaml", "hub.yaml"})
    void whatIsWrittenIsReadBackEqual(String file) throws IOException {
        NodeSpec spec = example(file);
        Keys keys = new Keys();

        JsonNode json = SpecJson.tree(DesiredSpec.of(spec));
        Reading reading = DesiredConfig.read(json, localOf(spec), MACHINE, keys);

        assertThat(reading.problems()).isEmpty();
        assertThat(((Reading.Accepted) reading).spec()).isEqualTo(spec);
        TreeSet<String> forgotten = new TreeSet<>(keys.asked());
        forgotten.removeAll(keys.present());
        assertThat(forgotten).containsExactly("tunnel.workers");
    }

    @Test
    void namesEveryProblemByItsField() throws IOException {
        Reading reading = read("""
                {"kind": "edge", "hubs": [{"name": "Fra", "address": "hub.example.net", "port": 0}],
                 "uplinks": {"dsl": {"interface": "eth1", "colour": "red"}}, "lan": {"interfaces": ["eth9"]}}
                """);

        assertThat(reading).isInstanceOf(Reading.Refused.class);
        assertThat(reading.problems())
                .extracting(Problem::field)
                .containsExactlyInAnyOrder("hubs[0].name", "hubs[0].port", "uplinks.dsl.colour", "lan.interfaces[0]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "7", "\"edge\""})
    void refusesWhatIsNoObject(String json) throws IOException {
        assertThat(read(json)).isInstanceOf(Reading.Refused.class);
    }

    @Test
    void refusesWhatIsTheMachinesOwn() throws IOException {
        Reading reading = read("{\"identity\": {\"key\": \"/etc/shadow\"}, \"tunnel\": {\"device\": \"eth0\"}}");

        assertThat(reading.problems()).extracting(Problem::field).containsExactly("identity", "tunnel.device");
    }

    @Test
    void textCannotBreakOutOfItsValue() throws IOException {
        Reading reading = read("{\"kind\": \"edge\\nstate-directory: /tmp\"}");

        assertThat(reading.problems()).extracting(Problem::field).containsExactly("kind");
    }
}
