package dev.braid.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk of 4 MB, mounted as long as it is open; needs root. */
record SmallDisk(Path root) implements AutoCloseable {

    /** @param at is made */
    static SmallDisk mount(Path at) throws IOException {
        Files.createDirectory(at);
        run("mount", "-t", "tmpfs", "-o", "size=4m,mode=700", "tmpfs", at.toString());
        return new SmallDisk(at);
    }

    /** Leaves room for not a page; what is returned can be deleted. */
    Path fill() throws IOException {
        Path file = root.resolve("filler");
        byte[] page = new byte[4096];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(page);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
        return file;
    }

    @Override
    public void close() throws IOException {
        run("umount", root.toString());
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.onExit().join().exitValue()).as(output).isZero();
    }
}
