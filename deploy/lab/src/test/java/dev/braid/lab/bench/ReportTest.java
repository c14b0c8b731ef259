package dev.braid.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {
    private static final Machine MACHINE = new Machine("a processor", 2, "6.18", "25");

    @Test
    void medianIsTheMiddleOfTheSorted() {
        Samples samples = new Samples();
        assertThat(samples.median()).isNaN();
        samples.add(9);
        samples.add(1);
        assertThat(samples.median()).isEqualTo(5);
        samples.add(2);
        assertThat(samples.median()).isEqualTo(2);
        samples.add(Double.NaN);
        assertThat(samples.median()).isNaN();
    }

    @Test
    void tableHasRatiosAndDoubtsInEightyColumns() {
        String table = Report.table(MACHINE, 5, results());
        assertThat(table.lines()).allMatch(line -> line.length() < 80);
        assertThat(table)
                .containsPattern("home, 8 flows up, Mbit/s +140 +133 +0\\.95")
                .contains("late with 7 packets");
    }

    @Test
    void figureOfOneSideHasNoRatio() {
        assertThat(Report.table(MACHINE, 5, results())).containsPattern("(?m)^start, s +1\\.50 *$");
    }

    @Test
    void jsonHasEverySample() {
        JsonNode figures =
                new JsonMapper().readTree(Report.json(MACHINE, 5, results())).path("figures");
        assertThat(figures.path("home, 8 flows up, Mbit/s")
                        .path("braid")
                        .path("samples")
                        .get(0)
                        .asDouble())
                .isEqualTo(133);
        assertThat(figures.path("start, s").path("bare").has("median")).isFalse();
    }

    @Test
    void linksAreDoubtfulWhenOneInAHundredIsLate() {
        assertThat(Arena.isDoubtful(10_000, 99)).isFalse();
        assertThat(Arena.isDoubtful(10_000, 100)).isTrue();
        assertThat(Arena.isDoubtful(0, 0)).isFalse();
    }

    @Test
    void wrongOptionsAreRefusedBeforeAnythingStarts() {
        assertThat(run("--rounds", "0")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(run("--only", "moon")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(run("--help")).isZero();
    }

    private static int run(String... arguments) {
        CommandLine line = BenchMain.line();
        line.setErr(new PrintWriter(new StringWriter()));
        line.setOut(new PrintWriter(new StringWriter()));
        return line.execute(arguments);
    }

    private static Results results() {
        Results results = new Results();
        results.row("home, 8 flows up, Mbit/s").bare.add(140);
        results.row("home, 8 flows up, Mbit/s").braid.add(133);
        results.row("start, s").braid.add(1.5);
        results.doubt("round 2: late with 7 packets");
        return results;
    }
}
