package dev.braid.node.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.path.PathVerdict.Reason;
import dev.braid.node.path.probe.ProbeFigures;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PathWordsTest {
    private static final Instant NOW = Instant.parse("2026-11-29T14:02:11.300Z");
    private static final AckProgress.Signs TWO_PACKETS_WAIT =
            new AckProgress.Signs(210_000_000, true, true, 0, 2, 0, false);
    private static final ProbeFigures FIVE_UNANSWERED = new ProbeFigures(9, 4, 0, 0, 0, 0, 0, 0, 5, 180_000_000, 0, 0);

    @Test
    void aLostPathSaysWhatIsMissingSinceWhenAndHowSoonOthersCarried() {
        assertThat(new PathWords(AckProgress.Signs.NONE, FIVE_UNANSWERED, NOW).lost(false))
                .isEqualTo("no answer to 5 probes since 2026-11-29T14:02:11Z, carrying nothing");
        assertThat(new PathWords(TWO_PACKETS_WAIT, FIVE_UNANSWERED, NOW).lost(true))
                .isEqualTo("no answer to 5 probes and 2 packets since 2026-11-29T14:02:11Z, carrying nothing;"
                        + " traffic moved in 0.21 s");
        assertThat(new PathWords(TWO_PACKETS_WAIT, ProbeFigures.NONE, NOW).lost(true))
                .startsWith("no acknowledgement of 2 packets since ");
    }

    @Test
    void aNewStateIsASentence() {
        PathVerdict lost = PathVerdict.down(Reason.PROBES_LOST);
        Duration time = Duration.ofMillis(41_200);
        assertThat(PathWords.sentence("lte", PathVerdict.UP, time, lost, "no answer"))
                .isEqualTo("lte is down: no answer");
        assertThat(PathWords.sentence("lte", PathVerdict.UP, time, PathVerdict.down(Reason.NO_CARRIER), ""))
                .isEqualTo("lte is down: no carrier");
        assertThat(PathWords.sentence("lte", lost, time, PathVerdict.UP, "")).isEqualTo("lte is up again after 41 s");
        assertThat(PathWords.sentence("lte", PathVerdict.standby(null), time, PathVerdict.UP, ""))
                .isEqualTo("lte is up");
        assertThat(PathWords.sentence("lte", PathVerdict.UP, time, PathVerdict.standby(null), ""))
                .isEqualTo("lte is standby");
    }
}
