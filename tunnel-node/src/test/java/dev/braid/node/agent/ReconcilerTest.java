package dev.braid.node.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.agent.Reconciler.Outcome;
import dev.braid.node.contract.NodeReport.Cause;
import dev.braid.node.contract.NodeReport.Refusal;
import dev.braid.node.contract.SessionMessage.Desired;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class ReconcilerTest {
    private static final Instant NOW = Instant.parse("2026-11-24T15:00:00Z");

    @TempDir
    private Path directory;

    private final FakeWorkload workload = new FakeWorkload();
    private Outcome outcome = Outcome.PROVED;
    private boolean carried;

    @SuppressWarnings("NullAway.Init")
    private Reconciler reconciler;

    @BeforeEach
    void start() throws IOException {
        reconciler = restarted();
    }

    /** As after a kill: nothing but the disk is left. */
    private Reconciler restarted() throws IOException {
        Reconciler fresh = new Reconciler(
                workload,
                new SpecStore(directory),
                (_, _, before) -> {
                    carried = before;
                    return outcome;
                },
                () -> NOW);
        fresh.start();
        return fresh;
    }

    private static Desired revision(long revision, String json) {
        return new Desired(revision, JsonMapper.shared().readTree(json), 30, false);
    }

    private static Desired good(long revision) {
        return revision(revision, "{\"n\": \"r" + revision + "\"}");
    }

    @Test
    void provedRevisionRunsAndSurvivesARestart() throws Exception {
        reconciler.offer(good(3));
        assertThat(reconciler.reached()).isEqualTo(3);

        assertThat(restarted().reached()).isEqualTo(3);
        assertThat(workload.done).containsExactly("bring r3", "bring r3");
    }

    @Test
    void unprovedRevisionGoesBackAndIsNotTriedAgain() throws Exception {
        reconciler.offer(good(3));
        outcome = Outcome.NO_SESSION;
        reconciler.offer(good(4));

        assertThat(reconciler.reached()).isEqualTo(3);
        assertThat(reconciler.known()).isEqualTo(4);
        assertThat(workload.done).containsExactly("bring r3", "bring r4", "bring r3");
        assertThat(reconciler.refusal())
                .isEqualTo(new Refusal(
                        4,
                        Cause.NOT_CONFIRMED,
                        List.of("no new session with the control plane came about within 30 s"),
                        NOW));
        Reconciler next = restarted();
        assertThat(next.reached()).isEqualTo(3);
        assertThat(next.known()).isEqualTo(4);
    }

    @Test
    void revisionThatLosesTheTunnelGoesBackAndSaysSo() throws Exception {
        reconciler.offer(good(3));
        assertThat(carried).isFalse();
        workload.carrying = true;
        outcome = Outcome.NO_TUNNEL;
        reconciler.offer(good(4));

        assertThat(carried).isTrue();
        assertThat(reconciler.reached()).isEqualTo(3);
        assertThat(workload.done).containsExactly("bring r3", "bring r4", "bring r3");
        assertThat(restarted().refusal())
                .isEqualTo(new Refusal(
                        4,
                        Cause.TUNNEL_DOWN,
                        List.of("the tunnel, which was up before, did not come up again within 30 s"),
                        NOW));
    }

    @Test
    void firstRevisionThatDoesNotProveItselfLeavesNothingRunning() throws Exception {
        outcome = Outcome.NO_SESSION;
        reconciler.offer(good(1));

        assertThat(workload.done).containsExactly("bring r1", "stop");
        assertThat(reconciler.reached()).isZero();
    }

    @Test
    void invalidRevisionChangesNothingAndIsTriedWhenTheMachineIsReady() throws Exception {
        reconciler.offer(good(3));
        workload.ready = false;
        reconciler.offer(good(4));

        assertThat(workload.done).containsExactly("bring r3");
        assertThat(reconciler.refusal()).extracting(Refusal::cause).isEqualTo(Cause.INVALID);
        assertThat(reconciler.isSettled()).isFalse();

        workload.ready = true;
        reconciler.keepUp();
        assertThat(reconciler.reached()).isEqualTo(4);
        assertThat(reconciler.refusal()).isNull();
    }

    @Test
    void whatTheMachineRefusesGoesBack() throws Exception {
        reconciler.offer(good(3));
        reconciler.offer(revision(4, "{\"broken\": true}"));

        assertThat(workload.done).containsExactly("bring r3", "broken", "bring r3");
        assertThat(reconciler.refusal())
                .isEqualTo(new Refusal(4, Cause.FAILED, List.of("the machine does not take it"), NOW));
    }

    /** The proof is where a kill would hit, so it looks at the disk as the next start would find it. */
    @Test
    void killOnTrialGoesBackAtTheNextStart() throws Exception {
        reconciler.offer(good(3));
        workload.done.clear();
        Reconciler killed = new Reconciler(
                workload,
                new SpecStore(directory),
                (_, _, _) -> {
                    throw new InterruptedException("killed");
                },
                () -> NOW);
        killed.start();
        try {
            killed.offer(good(4));
        } catch (InterruptedException e) {
            assertThat(directory.resolve("trial.json")).exists();
        }

        Reconciler next = restarted();
        assertThat(workload.done).containsExactly("bring r3", "bring r4", "bring r3");
        assertThat(next.reached()).isEqualTo(3);
        assertThat(next.known()).isEqualTo(4);
        assertThat(next.refusal()).extracting(Refusal::cause).isEqualTo(Cause.INTERRUPTED);
        assertThat(directory.resolve("trial.json")).doesNotExist();
    }

    @Test
    void killBetweenKeepingAndTidyingKeeps() throws Exception {
        reconciler.offer(good(3));
        Files.copy(directory.resolve("good.json"), directory.resolve("trial.json"));

        Reconciler next = restarted();
        assertThat(next.reached()).isEqualTo(3);
        assertThat(next.refusal()).isNull();
    }

    @Test
    void sameSpecificationUnderANewRevisionChangesNothing() throws Exception {
        reconciler.offer(good(3));
        reconciler.offer(revision(9, "{\"n\": \"r3\"}"));

        assertThat(workload.done).containsExactly("bring r3");
        assertThat(reconciler.reached()).isEqualTo(9);
    }

    @Test
    void damagedFilesCountAsNone() throws Exception {
        reconciler.offer(good(3));
        Files.writeString(directory.resolve("good.json"), "{\"revision\": 3, \"sp");
        Files.writeString(directory.resolve("refused.json"), "null");

        Reconciler next = restarted();
        assertThat(next.reached()).isZero();
        assertThat(next.known()).isZero();
    }
}
