package dev.braid.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.control.store.Store;
import dev.braid.control.telemetry.Intake;
import dev.braid.node.contract.NodeStatus;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a control plane that starts anew makes of nodes that reported to it before. */
class RestartTest {
    private static final NodeStatus.Path PATH =
            new NodeStatus.Path("dsl", NodeStatus.State.UP, null, 20, 0, 0, 1, 1, 0, 1.0);

    @TempDir
    private Path directory;

    @Test
    void whoDoesNotComeBackFallsSilent() throws Exception {
        try (Control control = Control.start(directory)) {
            Client api = control.administrator();
            for (String node : new String[] {"stays", "goes"}) {
                api.put("nodes/" + node, "{\"spec\":{\"kind\":\"edge\",\"hubs\":[]}}");
                report(control, node);
            }
            until(() -> control.bean(Store.class)
                            .jdbc()
                            .sql("SELECT COUNT(*) FROM node_reports")
                            .query(Integer.class)
                            .single()
                    == 2);
        }
        try (Control control = Control.start(directory)) {
            Client api = Control.tokenOf(control.anonymous(), "ada", "after", Control.SCOPES);
            assertThat(isOnline(api, "goes")).as("it has yet to come back").isTrue();
            until(() -> {
                report(control, "stays");
                return !isOnline(api, "goes");
            });
            assertThat(isOnline(api, "stays")).isTrue();
            until(() -> silences(api).contains("Node goes has not reported"));
            assertThat(silences(api)).doesNotContain("Node stays");
        }
    }

    private static void report(Control control, String node) {
        control.bean(Intake.class).accept(node, EdgeReport.of(node, "fra", PATH, 1_000));
    }

    private static boolean isOnline(Client api, String node) {
        return api.get("nodes/" + node).json().at("/status/online").asBoolean();
    }

    private static String silences(Client api) {
        return api.get("events?words=not%20reported").json().toString();
    }

    private static void until(BooleanSupplier done) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(50);
        while (!done.getAsBoolean()) {
            assertThat(System.nanoTime()).as("not in time").isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }
}
