package dev.braid.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The units by systemd's own judgement, where systemd is there to judge; from 250 on it does without running. */
class SystemdIT {
    private static final Path UNITS =
            Path.of("../deploy/systemd").toAbsolutePath().normalize();
    private static final int FIRST_OFFLINE = 250;

    private record Run(int exit, String output) {}

    @TempDir
    Path directory;

    /** @param exposure in tenths, at most: 0 is a unit that may do nothing, 100 one without any hardening */
    @ParameterizedTest
    @CsvSource({"braid-control, 15", "braid-node, 25"})
    void exposeLittleAndSayNothingUnknown(String unit, int exposure) throws Exception {
        assumeTrue(version() >= FIRST_OFFLINE, "there is no systemd that judges files");
        Path file = UNITS.resolve(unit + ".service");

        Run security =
                systemdAnalyze("security", "--offline=true", "--no-pager", "--threshold=" + exposure, file.toString());
        assertThat(security.exit()).as(security.output()).isZero();

        // The program is not installed where this runs.
        Path here = Files.writeString(
                directory.resolve(unit + ".service"), Files.readString(file).replace("/usr/bin/" + unit, "/bin/true"));
        Run verified = systemdAnalyze("verify", "--man=no", here.toString());
        assertThat(verified.output()).doesNotContain(unit);
        assertThat(verified.exit()).isZero();
    }

    private static int version() throws InterruptedException {
        try {
            return Integer.parseInt(systemdAnalyze("--version").output().split("[^0-9]+", 3)[1]);
        } catch (IOException absent) {
            return 0;
        }
    }

    private static Run systemdAnalyze(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = "systemd-analyze";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }
}
