package dev.braid.node.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class NiceTest {
    @Test
    void preferringIsOfOneThreadAndSaysWhetherItWorked() throws Exception {
        int before = nice();
        onAThreadOfItsOwn(() -> {
            boolean answer = Nice.prefer();
            assertThat(nice()).isEqualTo(answer ? -10 : before);
            return null;
        });
        assertThat(nice()).isEqualTo(before);
    }

    private static void onAThreadOfItsOwn(Callable<Void> work) throws Exception {
        try (var thread = Executors.newSingleThreadExecutor()) {
            thread.submit(work).get();
        }
    }

    /** Field 19 of proc_pid_stat(5). */
    private static int nice() throws Exception {
        String stat = Files.readString(Path.of("/proc/thread-self/stat"));
        return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16]);
    }
}
