package dev.braid.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalMachineTest {
    private final LocalMachine machine = new LocalMachine();

    @Test
    void listsInterfacesOfTheNamespace() {
        assertThat(machine.interfaces()).contains("lo");
    }

    @Test
    void readsNamesOutOfTheKernelsTable() {
        assertThat(LocalMachine.names("""
                        Inter-|   Receive                                                |  Transmit
                         face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs
                            lo:    1464      20    0    0    0     0          0         0     1464      20    0
                        wwan0: 0       0    0    0    0     0          0         0        0       0    0
                        """)).containsExactly("lo", "wwan0");
    }

    @Test
    void saysWhyFileCannotBeRead(@TempDir Path directory) throws IOException {
        assertThat(machine.fault(Files.createFile(directory.resolve("f")))).isNull();
        assertThat(machine.fault(directory)).isEqualTo("is a directory, not a file");
        assertThat(machine.fault(directory.resolve("g"))).startsWith("does not exist");
    }
}
