package dev.braid.control.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.braid.control.store.DataDirectory;
import dev.braid.control.store.StartException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
    private static final byte[] SECRET = "a private key".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private DataDirectory data;

    @SuppressWarnings("NullAway.Init")
    private KeyFile keys;

    @BeforeEach
    void open() {
        data = new DataDirectory(directory);
        keys = new KeyFile(data, "");
        keys.open(true);
    }

    @AfterEach
    void close() throws IOException {
        data.destroy();
    }

    @Test
    void unsealsWhatItSealedAlsoAfterARestart() {
        String sealed = keys.seal("one", SECRET);
        KeyFile again = new KeyFile(data, "");
        again.open(false);

        assertThat(sealed).doesNotContain("private");
        assertThat(again.unseal("one", sealed)).isEqualTo(SECRET);
        assertThat(keys.seal("one", SECRET)).isNotEqualTo(sealed);
    }

    @Test
    void whatIsSealedForOnePurposeServesNoOther() {
        String sealed = keys.seal("one", SECRET);

        assertThatExceptionOfType(StartException.class).isThrownBy(() -> keys.unseal("two", sealed));
    }

    @Test
    void anotherKeyFileIsSaidToBeTheWrongOne() throws IOException {
        String sealed = keys.seal("one", SECRET);
        Files.delete(directory.resolve("identity.key"));
        KeyFile other = new KeyFile(data, "");
        other.open(true);

        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> other.unseal("one", sealed))
                .withMessageContaining("not the one");
    }

    @Test
    void missingFileIsNotReplacedWhenSomethingIsSealedWithIt() throws IOException {
        Files.delete(directory.resolve("identity.key"));

        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> new KeyFile(data, "").open(false))
                .withMessageContaining("missing");
        assertThat(directory.resolve("identity.key")).doesNotExist();
    }

    @Test
    void fileThatOthersCanReadIsRefused() throws IOException {
        Path file = directory.resolve("identity.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> new KeyFile(data, "").open(false))
                .withMessageContaining("chmod 600");
    }
}
