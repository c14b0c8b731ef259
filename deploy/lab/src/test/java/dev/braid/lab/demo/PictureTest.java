package dev.braid.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PictureTest {
    @Test
    void fitsEightyColumns() {
        String escapes = "\u001b\\[[0-9;]*m";
        assertThat(drawn(Picture.Style.RICH).replaceAll(escapes, "").lines()).allMatch(line -> line.length() < 80);
        assertThat(drawn(Picture.Style.PLAIN).lines()).allMatch(line -> line.length() < 80);
    }

    @Test
    void plainIsAsciiWithoutEscapes() {
        assertThat(drawn(Picture.Style.PLAIN))
                .matches("[ -~\n]*")
                .contains("####")
                .contains("PASS");
    }

    @Test
    void uplinkThatCarriesOnAfterItWasTakenOutIsAFailure() {
        assertThat(new RoleChange(45, 2.4, 0, 90, "").failures()).isEmpty();
        assertThat(new RoleChange(45, 10.1, 40, 90, "").failures()).hasSize(1);
        assertThat(new RoleChange(0, 0.2, 0, 10, "reset").failures()).hasSize(3);
    }

    @Test
    void shortHasNoLineForASecond() {
        assertThat(drawn(Picture.Style.SHORT)).doesNotContain("##").contains("PASS");
    }

    @Test
    void secondWithoutAnswerHasNoPing() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new Picture(new PrintStream(bytes, true, StandardCharsets.UTF_8), Picture.Style.PLAIN)
                .second(new Second(12, Phase.CUT, 0, 49, Double.NaN));
        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains(" - ").doesNotContain("NaN");
    }

    @Test
    void coloursNeedATerminalThatHasThem() {
        Map<String, String> terminal = Map.of("BRAID_TERMINAL", "yes", "TERM", "xterm", "LANG", "de_DE.UTF-8");
        assertThat(DemoMain.style(terminal)).isEqualTo(Picture.Style.RICH);
        assertThat(DemoMain.style(Map.of("TERM", "xterm", "LANG", "C.UTF-8"))).isEqualTo(Picture.Style.PLAIN);
        assertThat(DemoMain.style(Map.of("BRAID_TERMINAL", "yes", "TERM", "dumb", "LANG", "C.UTF-8")))
                .isEqualTo(Picture.Style.PLAIN);
        assertThat(DemoMain.style(Map.of("BRAID_TERMINAL", "yes", "TERM", "xterm", "LANG", "C")))
                .isEqualTo(Picture.Style.PLAIN);
    }

    private static String drawn(Picture.Style style) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Picture picture = new Picture(new PrintStream(bytes, true, StandardCharsets.UTF_8), style);
        picture.title();
        picture.heads();
        VerdictTest.run(100, 50, 100).forEach(picture::second);
        picture.event(10, "the cable of dsl is pulled");
        picture.verdict(new Outcome(
                VerdictTest.verdict(VerdictTest.run(100, 50, 100), new Verdict.Transfer(500_000_000, 140, ""), 0.4),
                new RoleChange(45, 2.4, 0, 90, "")));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
