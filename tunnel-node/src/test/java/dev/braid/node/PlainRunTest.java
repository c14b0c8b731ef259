package dev.braid.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainRunTest {
    private final StringWriter err = new StringWriter();

    @TempDir
    private @Nullable Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"-c", "--config", "--state-directory"})
    void understandsWhatServicesSay(String option) {
        assertThat(PlainRun.of(new String[] {"run", option, "node"}, new PrintWriter(err)))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "run --config",
                "run --help",
                "run --config --help",
                "run --config=node.yaml",
                "run --debug --config node.yaml",
                "run --colour node.yaml",
                "check --config node.yaml"
            })
    void leavesAllElseToTheCommandLine(String line) {
        assertThat(PlainRun.of(line.split(" "), new PrintWriter(err))).isNull();
    }

    @Test
    void namesEveryMistakeOfTheFile() throws Exception {
        Path missing = Path.of(String.valueOf(directory)).resolve("node.yaml");
        assertThat(PlainRun.configured(missing, new PrintWriter(err))).isEqualTo(NodeMain.FAILED);
        assertThat(err.toString()).contains("node.yaml");
    }

    @Test
    void aNodeThatHasJoinedNothingSaysSo() {
        Path empty = Path.of(String.valueOf(directory));
        assertThatThrownBy(() -> PlainRun.joined(empty))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has joined no control plane");
    }
}
