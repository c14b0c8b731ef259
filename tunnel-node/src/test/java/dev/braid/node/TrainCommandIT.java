package dev.braid.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.linux.NetworkNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nothing but a slower start would tell that the training no longer works, so this does. */
class TrainCommandIT {
    @Test
    void carriesTrafficAndLeavesNothingBehind() throws Exception {
        List<Path> directories = trainingDirectories();
        long namespace = NetworkNamespace.inode();

        assertThat(new TrainCommand().call()).isZero();

        assertThat(trainingDirectories()).isEqualTo(directories);
        assertThat(NetworkNamespace.inode()).isEqualTo(namespace);
    }

    private static List<Path> trainingDirectories() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(p -> p.getFileName().toString().startsWith("braid-train"))
                    .sorted()
                    .toList();
        }
    }
}
