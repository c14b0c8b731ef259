package dev.braid.node.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.log.LineLogging.LineLogger;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class LineLoggingTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private LineLogger logger(Level threshold) {
        return new LineLogger(
                "dev.braid.node.tun.Device",
                threshold,
                new LineFormat(true),
                new PrintStream(bytes, true, StandardCharsets.UTF_8));
    }

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void writesFluentAndClassicCalls() {
        LineLogger logger = logger(Level.INFO);
        logger.atInfo().addKeyValue("tunnel", "home").log("tunnel is up");
        logger.warn("queue {} of {}", 1, 2);
        logger.error("failed", new IllegalStateException("why"));

        assertThat(written().lines())
                .containsExactly(
                        "<6>tun.Device: tunnel is up tunnel=home",
                        "<4>tun.Device: queue 1 of 2",
                        "<3>tun.Device: failed cause=\"java.lang.IllegalStateException: why\"");
    }

    @Test
    void keepsQuietBelowThreshold() {
        LineLogger logger = logger(Level.WARN);
        logger.info("not heard");
        logger.atInfo().log("not heard");

        assertThat(written()).isEmpty();
    }

    @Test
    void showsStackToThoseWhoAskForDebug() {
        logger(Level.DEBUG).warn("failed", new IllegalStateException("why"));

        assertThat(written()).contains("\tat " + LineLoggingTest.class.getName());
    }

    @Test
    void hearsLibrariesFromWarnOn() {
        assertThat(LineLogging.threshold("dev.braid.node.Node", Level.DEBUG)).isEqualTo(Level.DEBUG);
        assertThat(LineLogging.threshold("io.netty.x", Level.DEBUG)).isEqualTo(Level.WARN);
        assertThat(LineLogging.threshold("io.netty.x", Level.TRACE)).isEqualTo(Level.DEBUG);
        assertThat(LineLogging.threshold("io.netty.x", Level.ERROR)).isEqualTo(Level.ERROR);
    }

    @Test
    void takesInfoForUnknownLevel() {
        assertThat(LineLogging.level("debug")).isEqualTo(Level.DEBUG);
        assertThat(LineLogging.level("loud")).isEqualTo(Level.INFO);
        assertThat(LineLogging.level(null)).isEqualTo(Level.INFO);
    }
}
