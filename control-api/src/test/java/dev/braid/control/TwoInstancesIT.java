package dev.braid.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.control.node.DesiredSpecs;
import dev.braid.control.store.Leadership;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances share one PostgreSQL; one is killed. */
class TwoInstancesIT {
    private static final String HUB = "{\"spec\":{\"kind\":\"hub\",\"publicAddress\":\"192.0.2.1\",\"port\":%d}}";

    @TempDir
    Path directory;

    @Test
    void whatOneChangesTheOtherTellsAtOnceAndTheLeadPassesOn() throws Exception {
        try (Postgres postgres = Postgres.start()) {
            String url = "--braid.store.url=" + postgres.url("shared");
            Path first = directory.resolve("first");
            try (ControlProcess one = ControlProcess.start(first, url)) {
                Client api = CrashIT.administrator(one, first);
                awaitLeader(url);
                try (Control two = Control.start(
                        directory.resolve("second"), url, "--braid.identity-key=" + first.resolve("identity.key"))) {
                    Leadership second = two.bean(Leadership.class);
                    assertThat(second.isHeld()).isFalse();
                    Client other = api.at(two.anonymous().base());
                    Answer made = api.put("nodes/fra", HUB.formatted(7070));
                    assertThat(other.get("nodes/fra").etag()).isEqualTo(made.etag());
                    assertThat(other.put("nodes/fra", HUB.formatted(1), "If-Match", "\"1\"")
                                    .status())
                            .isEqualTo(412);

                    DesiredSpecs specs = two.bean(DesiredSpecs.class);
                    long revision = specs.news("fra").revision();
                    Answer changed = api.put("nodes/fra", HUB.formatted(7071), "If-Match", made.etag());
                    assertThat(changed.status()).isEqualTo(200);
                    Awaitility.await()
                            .atMost(Duration.ofSeconds(5))
                            .until(() -> specs.news("fra").revision() > revision);

                    one.kill();
                    assertThat(other.put("nodes/fra", HUB.formatted(7072), "If-Match", changed.etag())
                                    .status())
                            .isEqualTo(200);
                    Awaitility.await().atMost(Duration.ofSeconds(20)).until(second::isHeld);
                }
            }
        }
    }

    private static void awaitLeader(String url) throws Exception {
        try (java.sql.Connection connection =
                        java.sql.DriverManager.getConnection(url.substring(url.indexOf('=') + 1));
                java.sql.Statement statement = connection.createStatement()) {
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
                try (var row = statement.executeQuery(
                        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted")) {
                    row.next();
                    return row.getInt(1) == 1;
                } catch (java.sql.SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
    }
}
