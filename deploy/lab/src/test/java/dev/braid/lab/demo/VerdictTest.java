package dev.braid.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.braid.lab.demo.Verdict.Transfer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class VerdictTest {
    private static final Transfer WHOLE = new Transfer(500_000_000, 140, "");

    @Test
    void passesWhenBothCarryAndOneIsCutAndComesBack() {
        Verdict verdict = verdict(run(95, 45, 95), WHOLE, 0.4);
        assertThat(verdict.failures()).isEmpty();
        assertThat(verdict.sumMbit()).isEqualTo(140);
        assertThat(verdict.dslShare()).isEqualTo(95.0 / 140, within(1e-9));
        assertThat(verdict.backSeconds()).isEqualTo(1);
    }

    @Test
    void failsWhenTheTransferBroke() {
        Verdict verdict = verdict(run(95, 45, 95), new Transfer(0, 0, "connection reset"), 0.4);
        assertThat(verdict.failures()).anyMatch(f -> f.contains("connection reset"));
    }

    @Test
    void failsWhenOneLinkCarriedNothing() {
        assertThat(verdict(run(95, 0, 95), WHOLE, 0.4).failures())
                .anyMatch(f -> f.contains("one link carried next to nothing"));
    }

    @Test
    void failsWhenTheLinkIsNotUsedAgain() {
        Verdict verdict = verdict(run(95, 45, 0), WHOLE, 0.4);
        assertThat(verdict.failures()).singleElement().asString().contains("not used again");
        assertThat(verdict.backSeconds()).isNaN();
    }

    @Test
    void failsWhenTheTunnelWasSilentForLong() {
        assertThat(verdict(run(95, 45, 95), WHOLE, 8).isPass()).isFalse();
    }

    @Test
    void failsWithoutASingleSecond() {
        assertThat(verdict(List.of(), WHOLE, 0.4).isPass()).isFalse();
    }

    @Test
    void figuresAreJsonEvenWhenSomeAreMissing() {
        String json = new JsonMapper()
                .writeValueAsString(verdict(run(95, 45, 0), WHOLE, 0.4).figures());
        assertThat(new JsonMapper().readTree(json).path("verdict").asString()).isEqualTo("FAIL");
        assertThat(json).contains("\"backInUseSeconds\":\"none\"");
    }

    static Verdict verdict(List<Second> seconds, Transfer transfer, double silenceSeconds) {
        return Verdict.of(seconds, transfer, silenceSeconds, 1.5);
    }

    /** A run in which dsl carries {@code back} after the cut. */
    static List<Second> run(double dsl, double lte, double back) {
        List<Second> seconds = new ArrayList<>();
        for (Phase phase : Phase.values()) {
            for (int i = 0; i < phase.seconds(); i++) {
                double rate = phase == Phase.BOTH ? dsl : phase == Phase.CUT ? 0 : back;
                seconds.add(new Second(seconds.size() + 1, phase, rate, lte, 40));
            }
        }
        return seconds;
    }
}
