package dev.braid.node.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.braid.node.contract.NodeReport.Cause;
import dev.braid.node.contract.NodeStatus.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionMessageTest {
    private static final Instant NOW = Instant.parse("2026-11-24T14:00:00Z");
    private static final String SECRET = "s3cr3t-s3cr3t";
    private static final JoinKey KEY =
            new JoinKey(List.of("192.0.2.1:8444", "[2001:db8::1]:8444"), "ab".repeat(32), "k1", SECRET);

    @Test
    void reportIsReadBackEqual() {
        NodeReport report = new NodeReport(
                "0.1.0",
                7,
                new NodeReport.Refusal(8, Cause.NOT_CONFIRMED, List.of("no session for 30 s"), NOW),
                new NodeReport.Trial(9, NOW, true),
                3,
                NOW,
                List.of("eth0"),
                null,
                List.of(new NodeEvent(
                        1,
                        NOW,
                        "path",
                        "fra",
                        "dsl",
                        State.UP,
                        State.DOWN,
                        "no carrier",
                        "gone",
                        Map.of("rttMs", 3.5))));

        assertThat(WireJson.read(WireJson.write(report), NodeReport.class)).isEqualTo(report);
        assertThat(WireJson.write(report)).contains("\"cause\":\"not_confirmed\"");
    }

    @Test
    void olderAndNewerReportsAreRead() {
        NodeReport report =
                WireJson.read("{\"refusal\":{\"revision\":2,\"cause\":\"moon\"},\"x\":1}", NodeReport.class);

        assertThat(report.events()).isEmpty();
        assertThat(report.refusal()).isEqualTo(new NodeReport.Refusal(2, Cause.UNKNOWN, List.of(), Instant.EPOCH));
    }

    @Test
    void shortTextsThatCameBeforeAreTheSameObjectAndSecretsAreNot() {
        String json = "{\"version\":\"0.1.0\",\"interfaces\":[\"eth0\",\"" + "s".repeat(43) + "\"]}";
        NodeReport one = WireJson.read(json, NodeReport.class);
        NodeReport two = WireJson.read(json, NodeReport.class);

        assertThat(two).isEqualTo(one);
        assertThat(two.version()).isSameAs(one.version());
        assertThat(two.interfaces().getFirst()).isSameAs(one.interfaces().getFirst());
        assertThat(two.interfaces().getLast()).isNotSameAs(one.interfaces().getLast());
    }

    @Test
    void joinKeyIsReadBackEqual() {
        assertThat(JoinKey.parse(KEY.text() + "\n")).isEqualTo(KEY);
        assertThat(KEY.text()).matches("braid-join_[A-Za-z0-9_-]+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "braid-join_", "braid-join_e30", "braid-join_%%%", "hello"})
    void damagedJoinKeyIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> JoinKey.parse(text));
    }

    @Test
    void secretsAreNotShown() {
        SessionMessage.Enrol enrol = new SessionMessage.Enrol("k1", SECRET, null, "csr", "0.1.0", NOW, List.of());

        assertThat(enrol + " " + KEY).doesNotContain(SECRET);
        String cut = KEY.text().substring(0, KEY.text().length() - 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JoinKey.parse(cut))
                .withMessageNotContaining(SECRET);
    }
}
