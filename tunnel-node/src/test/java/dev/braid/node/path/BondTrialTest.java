package dev.braid.node.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Time is turned by hand, half a second a sample. The bond is a model: so fast with the slow path, so fast without. */
class BondTrialTest {
    private static final long MS = 1_000_000;
    private static final List<BondTrial.Member> BOTH = both(false);

    private final BondTrial trial = new BondTrial();
    private long nowNs = -90_000 * MS;
    private double withMbit = 150;
    private double withoutMbit = 100;
    private int samplesLeftOut;
    private List<BondTrial.Member> members = BOTH;

    private static List<BondTrial.Member> both(boolean full) {
        return List.of(new BondTrial.Member("dsl", 10 * MS, 0, full), new BondTrial.Member("lte", 80 * MS, 0, true));
    }

    private void run(long seconds) {
        run(seconds, mbit -> mbit);
    }

    private void run(long seconds, DoubleUnaryOperator load) {
        for (int i = 0; i < 2 * seconds; i++) {
            nowNs += 500 * MS;
            boolean out = trial.isLeftOut("lte");
            samplesLeftOut += out ? 1 : 0;
            trial.turn(load.applyAsDouble(out ? withoutMbit : withMbit) * 1e6, members, nowNs);
        }
    }

    @Test
    void aPathThatHelpsIsLookedAtForAMomentAndStays() {
        run(100);
        assertThat(trial.hurts("lte")).isFalse();
        assertThat(samplesLeftOut).isBetween(4, 8);
    }

    @Test
    void besideAFullPathAnotherIsLookedAtOnlyAfterMinutes() {
        members = both(true);
        run(290);
        assertThat(samplesLeftOut).isZero();
        run(30);
        assertThat(samplesLeftOut).isPositive();
    }

    @Test
    void aPathThatHarmsIsFoundAsSoonAsTheOtherHasRoom() {
        members = both(true);
        run(60);
        withMbit = 200;
        withoutMbit = 290;
        members = BOTH;
        run(45);
        assertThat(trial.hurts("lte")).isTrue();
    }

    @Test
    void looksAtAGoodBondBecomeRare() {
        run(3_600);
        assertThat(samplesLeftOut).isLessThan(50);
    }

    @Test
    void aPathThatHarmsIsOutAfterThreeLooks() {
        withMbit = 200;
        withoutMbit = 290;
        run(45);
        assertThat(trial.hurts("lte")).isTrue();
        assertThat(trial.isLeftOut("lte")).isTrue();
        assertThat(trial.without()).isEqualTo(290e6);
        assertThat(trial.with()).isEqualTo(200e6);
        assertThat(trial.isLeftOut("dsl")).isFalse();
    }

    @Test
    void isTriedAgainAndLetInWhenItHarmsNoMore() {
        withMbit = 200;
        withoutMbit = 290;
        run(45);
        run(60);
        assertThat(trial.hurts("lte")).as("still").isTrue();
        withMbit = 310;
        run(300);
        assertThat(trial.hurts("lte")).isFalse();
    }

    @Test
    void nothingIsTriedWithoutASteadyLoad() {
        withMbit = 1;
        run(100);
        withMbit = 150;
        for (int i = 0; i < 20; i++) {
            run(10);
            run(3, _ -> 0.5);
        }
        assertThat(samplesLeftOut).isZero();
    }

    @Test
    void whenTheLoadEndsOnTheWayNothingIsConcluded() {
        withMbit = 200;
        withoutMbit = 290;
        run(18);
        run(20, _ -> 0);
        assertThat(trial.isLeftOut("lte")).isFalse();
        assertThat(trial.hurts("lte")).isFalse();
    }

    @Test
    void aPathThatIsJustBackIsNotAskedYet() {
        run(14);
        for (int i = 0; i < 4; i++) {
            nowNs += 500 * MS;
            trial.turn(100e6, BOTH.subList(0, 1), nowNs);
        }
        run(14);
        assertThat(samplesLeftOut).isZero();
        run(10);
        assertThat(samplesLeftOut).as("now it is").isPositive();
    }

    @Test
    void pathsThatAreAlikeAreLeftAlone() {
        for (int i = 0; i < 1_000; i++) {
            nowNs += 500 * MS;
            trial.turn(
                    100e6,
                    List.of(
                            new BondTrial.Member("dsl", 10 * MS, 0, false),
                            new BondTrial.Member("lte", 15 * MS, 0.001, false)),
                    nowNs);
            assertThat(trial.isLeftOut("dsl") || trial.isLeftOut("lte")).isFalse();
        }
    }
}
