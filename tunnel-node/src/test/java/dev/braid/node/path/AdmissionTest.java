package dev.braid.node.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.contract.NodeSpec.Cost;
import dev.braid.node.path.Admission.Candidate;
import dev.braid.node.path.Admission.Rank;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static Candidate path(String name, Rank rank, boolean alive) {
        return new Candidate(name, rank, Cost.FLAT, alive, false);
    }

    @Test
    void allOfTheFirstRankThatLiveCarry() {
        assertThat(Admission.admitted(
                        List.of(
                                path("dsl", Rank.FIRST, true),
                                path("lte", Rank.FIRST, true),
                                path("sat", Rank.FIRST, false),
                                path("spare", Rank.STANDBY, true)),
                        true))
                .containsExactly("dsl", "lte");
    }

    @Test
    void theCheapestStandbyStepsInWhenNothingElseLives() {
        List<Candidate> all = List.of(
                path("dsl", Rank.FIRST, false),
                new Candidate("sat", Rank.STANDBY, Cost.EXPENSIVE, true, false),
                new Candidate("lte", Rank.STANDBY, Cost.METERED, true, false));
        assertThat(Admission.admitted(all, true)).containsExactly("lte");
    }

    @Test
    void aStandbyJoinsWhenTheLoadCallsIt() {
        List<Candidate> all =
                List.of(path("dsl", Rank.FIRST, true), new Candidate("lte", Rank.STANDBY, Cost.FLAT, true, true));
        assertThat(Admission.admitted(all, true)).containsExactly("dsl", "lte");
    }

    @Test
    void aStandbyHelpsWhenNoCarrierComesUpOverWhatSeemsToLive() {
        List<Candidate> all = List.of(path("dsl", Rank.FIRST, true), path("lte", Rank.STANDBY, true));
        assertThat(Admission.admitted(all, false)).containsExactly("dsl", "lte");
    }

    @Test
    void whatIsUnwantedIsBetterThanNothingAndPlainTcpIsTheLast() {
        assertThat(Admission.admitted(List.of(path("dsl", Rank.UNWANTED, true), path("lte", Rank.PLAIN, true)), true))
                .containsExactly("dsl");
        assertThat(Admission.admitted(List.of(path("dsl", Rank.NEVER, true), path("lte", Rank.PLAIN, true)), true))
                .containsExactly("lte");
    }

    @Test
    void whatIsForbiddenOrDeadIsNeverUsed() {
        assertThat(Admission.admitted(List.of(path("dsl", Rank.NEVER, true), path("lte", Rank.STANDBY, false)), false))
                .isEmpty();
    }
}
