package dev.braid.node.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.contract.Diagnosis.Passing;
import org.junit.jupiter.api.Test;

class MptcpPassageTest {
    private static final long S = 1_000_000_000;

    private final MptcpPassage passage = new MptcpPassage();

    @Test
    void asksOnlyWhenASubflowIsMissing() {
        assertThat(passage.asks(false, 0)).isFalse();
        assertThat(passage.asks(true, 0)).isTrue();
        assertThat(passage.asks(true, 0)).as("one at a time").isFalse();
        passage.found(Passing.PASSES, false, S);
        assertThat(passage.isPlain()).isFalse();
        assertThat(passage.asks(true, 10 * S)).isFalse();
        assertThat(passage.asks(true, 16 * S)).isTrue();
    }

    @Test
    void whatIsStrippedIsAskedAgainEverMoreSlowly() {
        passage.asks(true, 0);
        passage.found(Passing.STRIPPED, true, 0);
        assertThat(passage.isPlain()).isTrue();
        assertThat(passage.asks(false, 9 * S)).isFalse();
        assertThat(passage.asks(false, 10 * S)).isTrue();
        passage.found(Passing.STRIPPED, false, 10 * S);
        assertThat(passage.asks(false, 29 * S)).isFalse();
        assertThat(passage.asks(false, 30 * S)).isTrue();
        passage.found(Passing.PASSES, false, 31 * S);
        assertThat(passage.isPlain()).isFalse();
    }

    @Test
    void aCarrierThatFellBackIsBelievedAtOnce() {
        passage.fellBack(0);
        assertThat(passage.isPlain()).isTrue();
        passage.fellBack(5 * S);
        assertThat(passage.asks(false, 10 * S))
                .as("not put off by being told again")
                .isTrue();
    }

    @Test
    void whatCannotBeReachedSaysNothing() {
        passage.asks(true, 0);
        passage.found(Passing.UNREACHABLE, true, 0);
        assertThat(passage.isPlain()).isFalse();
    }

    @Test
    void refusesJoinsWhenItPassesTwiceAndTheSecondAttemptAtSubflowsFailed() {
        assertThat(passage.asks(true, 0)).isTrue();
        passage.found(Passing.PASSES, true, 0);
        assertThat(passage.wantsJoins()).isTrue();
        assertThat(passage.wantsJoins()).isFalse();
        assertThat(passage.refusesJoins()).isFalse();
        assertThat(passage.asks(true, S)).isFalse();
        assertThat(passage.asks(true, 2 * S)).isTrue();
        passage.found(Passing.PASSES, true, 2 * S);
        assertThat(passage.refusesJoins()).isTrue();
        assertThat(passage.asks(true, 60 * S)).as("nothing more to find out").isFalse();
        passage.forgetJoins();
        assertThat(passage.refusesJoins()).isFalse();
    }

    @Test
    void subflowsThatCameWithTheSecondAttemptAreInOrder() {
        passage.asks(true, 0);
        passage.found(Passing.PASSES, true, 0);
        assertThat(passage.wantsJoins()).isTrue();
        passage.asks(false, S);
        passage.asks(true, 60 * S);
        passage.found(Passing.PASSES, true, 60 * S);
        assertThat(passage.refusesJoins()).isFalse();
    }
}
