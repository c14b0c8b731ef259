package dev.braid.node.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The calling thread's network namespace as sorted lines, to be compared one by one before and after. Told by other
 * people's programs, not by our own code: what that overlooks shall be seen here.
 */
final class HostSnapshot {
    private static final Path SYSCTLS = Path.of("/proc/sys/net");
    private static final List<List<String>> COMMANDS = List.of(
            List.of("ip", "-o", "link"),
            List.of("ip", "-o", "address"),
            List.of("ip", "-4", "route", "show", "table", "all"),
            List.of("ip", "-6", "route", "show", "table", "all"),
            List.of("ip", "-4", "rule"),
            List.of("ip", "-6", "rule"),
            List.of("ip", "maddress"),
            List.of("nft", "list", "ruleset"),
            List.of("ip", "mptcp", "endpoint"),
            List.of("ip", "mptcp", "limits"));

    private HostSnapshot() {}

    static List<String> take() throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        for (List<String> command : COMMANDS) {
            String name = String.join(" ", command);
            run(command.toArray(String[]::new))
                    .lines()
                    .map(line -> name + ": " + line)
                    .forEach(lines::add);
        }
        try (Stream<Path> files = Files.walk(SYSCTLS)) {
            files.filter(HostSnapshot::isSteady).forEach(file -> addSetting(file, lines));
        }
        return lines.stream().sorted().toList();
    }

    /** Each line that only one of the two has, with a sign; empty when nothing differs. */
    static List<String> difference(List<String> before, List<String> after) {
        List<String> gone = new ArrayList<>(before);
        after.forEach(gone::remove);
        List<String> added = new ArrayList<>(after);
        before.forEach(added::remove);
        return Stream.concat(gone.stream().map(l -> "- " + l), added.stream().map(l -> "+ " + l))
                .toList();
    }

    /** Output of a program that must succeed; it runs in the calling thread's namespace. */
    static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS))
                .as("%s ended", List.of(command))
                .isTrue();
        assertThat(process.exitValue()).as("%s: %s", List.of(command), output).isZero();
        return output;
    }

    /** Without counters that move by themselves. */
    private static boolean isSteady(Path file) {
        return Files.isRegularFile(file) && !file.endsWith("nf_conntrack_count");
    }

    private static void addSetting(Path file, List<String> lines) {
        // One read: settings of numbers say the end of file to the second, and Files.readString's first is of one byte.
        byte[] text = new byte[4096];
        try (InputStream in = Files.newInputStream(file)) {
            lines.add(file + " = " + new String(text, 0, Math.max(0, in.read(text)), StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            // Written only, or not set yet: says the same before and after.
            lines.add(file + " cannot be read");
        }
    }
}
