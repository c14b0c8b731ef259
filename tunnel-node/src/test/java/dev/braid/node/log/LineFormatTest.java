package dev.braid.node.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;

class LineFormatTest {
    private static final Instant TIME = Instant.parse("2026-11-01T10:00:00.123456Z");

    private static String line(boolean journal, String sentence, Object value) {
        return new LineFormat(journal)
                .line(
                        TIME,
                        Level.WARN,
                        "dev.braid.node.carrier.Dialer",
                        sentence,
                        List.of(new KeyValuePair("reason", value)),
                        null);
    }

    @Test
    void putsKeysBehindTheSentence() {
        assertThat(line(false, "tunnel is down", "lost"))
                .isEqualTo("2026-11-01T10:00:00.123Z WARN carrier.Dialer: tunnel is down reason=lost");
    }

    @Test
    void leavesTimeAndLevelToJournald() {
        assertThat(line(true, "tunnel is down", 7)).isEqualTo("<4>carrier.Dialer: tunnel is down reason=7");
    }

    @Test
    void quotesValuesThatWouldBeAmbiguous() {
        assertThat(line(true, "s", "a b")).endsWith("reason=\"a b\"");
        assertThat(line(true, "s", "")).endsWith("reason=\"\"");
        assertThat(line(true, "s", "a\"b=\\")).endsWith("reason=\"a\\\"b=\\\\\"");
    }

    @Test
    void keepsOneEventOnOneLine() {
        assertThat(line(true, "s\n<3>forged", "x\r\n\u001b[2J\u009b"))
                .isEqualTo("<4>carrier.Dialer: s\\n<3>forged reason=\"x\\u000d\\n\\u001b[2J\\u009b\"");
    }

    @Test
    void namesCause() {
        assertThat(new LineFormat(true)
                        .line(TIME, Level.ERROR, "io.netty.Foo", "s", List.of(), new IOException("gone")))
                .isEqualTo("<3>Foo: s cause=\"java.io.IOException: gone\"");
    }

    @Test
    void takesOnlyItsOwnStreamForTheJournal() {
        assertThat(LineFormat.isJournal(null)).isFalse();
        assertThat(LineFormat.isJournal("1:2")).isFalse();
    }
}
