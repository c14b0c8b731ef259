package dev.braid.node.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorChoicesTest {
    @TempDir
    private Path directory;

    @Test
    void areRememberedOverARestart() throws IOException {
        OperatorChoices choices = OperatorChoices.open(directory);
        assertThat(choices.set("lte", true)).isTrue();
        assertThat(choices.set("lte", true)).as("again").isFalse();
        choices = OperatorChoices.open(directory);
        assertThat(choices.isDisabled("lte")).isTrue();
        assertThat(choices.isDisabled("dsl")).isFalse();
        assertThat(choices.set("lte", false)).isTrue();
        assertThat(OperatorChoices.open(directory).isDisabled("lte")).isFalse();
    }

    @Test
    void aDamagedFileDisablesNothingThatIsNoName() throws IOException {
        Files.write(
                directory.resolve("uplinks-disabled"), new byte[] {(byte) 0xff, 10, 'd', 's', 'l', 10, ' ', 'x', 10});
        OperatorChoices choices = OperatorChoices.open(directory);
        assertThat(choices.isDisabled("dsl")).isTrue();
        assertThat(choices.isDisabled("x")).isFalse();
    }
}
