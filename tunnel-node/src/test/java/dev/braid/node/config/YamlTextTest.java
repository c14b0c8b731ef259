package dev.braid.node.config;

import static dev.braid.node.config.ConfigText.EDGE;
import static dev.braid.node.config.ConfigText.accepted;
import static dev.braid.node.config.ConfigText.problems;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.config.Problem.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class YamlTextTest {
    @Test
    void refusesFilesWithoutContent() {
        assertThat(problems("")).singleElement().asString().startsWith("f: the file is empty. Start from");
        assertThat(problems("# nothing\n---\n")).hasSize(1);
        assertThat(problems("- a\n- b\n")).singleElement().asString().contains("holds no 'key: value' lines");
        assertThat(problems("just words")).hasSize(1);
    }

    @Test
    void refusesTabsWithTheirLine() {
        assertThat(problems("kind: edge\nlan:\n\tinterfaces: [eth0]\n"))
                .singleElement()
                .asString()
                .startsWith("f:3: this is not YAML: ")
                .endsWith("Indent with spaces, YAML knows no tabs");
    }

    @Test
    void refusesTextThatIsNotUtf8WithItsLine() {
        byte[] bytes = "kind: edge\nname: h\u00e4user\n".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(ConfigText.read(bytes).problems())
                .containsExactly(
                        new Problem(Severity.ERROR, 2, "", "the file is not UTF-8 text here", "Save it as UTF-8"));
    }

    @Test
    void refusesCharacterCutOffAtTheEnd() {
        byte[] bytes = (EDGE + "# \u00e4").getBytes(StandardCharsets.UTF_8);

        assertThat(ConfigText.read(Arrays.copyOf(bytes, bytes.length - 1)).problems())
                .singleElement()
                .extracting(Problem::message)
                .isEqualTo("the file is not UTF-8 text here");
    }

    @Test
    void refusesControlCharactersWithTheirLine() {
        assertThat(problems("kind: edge\nname: a\u0007b\n"))
                .containsExactly("f:2: character U+0007 is not allowed in YAML. Remove it");
    }

    @Test
    void readsFilesWithByteOrderMark() {
        assertThat(accepted("\uFEFF" + EDGE).name()).isEqualTo("home");
    }

    @Test
    void refusesLargeFiles() {
        assertThat(problems(" ".repeat(YamlText.MAX_BYTES + 1)))
                .singleElement()
                .asString()
                .contains("larger than 1048576 bytes");
    }

    @Test
    void refusesAliasBombsAtOnce() {
        StringBuilder bomb = new StringBuilder("a: &a [x, x]\n");
        for (char c = 'b'; c < 'z'; c++) {
            String before = "*" + (char) (c - 1);
            bomb.append(c + ": &" + c + " [" + (before + ", ").repeat(9) + before + "]\n");
        }
        bomb.append("hubs: *y\nkind: edge\n");

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThat(problems(bomb.toString())).isNotEmpty());
    }

    @Test
    void refusesDeepNesting() {
        assertThat(problems("a: " + "[".repeat(5000))).hasSize(1);
    }

    @Test
    void refusesSecondDocument() {
        assertThat(problems(EDGE + "---\n" + EDGE)).singleElement().asString().startsWith("f:7: this is not YAML");
    }

    @Test
    void constructsNothingFromTags() {
        assertThat(problems("kind: !!javax.script.ScriptEngineManager [edge]\n"))
                .singleElement()
                .asString()
                .startsWith("f:1: this is not YAML: Global tag is not allowed")
                .endsWith("Write plain values, without '!'");
    }
}
