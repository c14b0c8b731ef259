package dev.braid.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.lab.LinkShape.QueueLimit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShapeTextTest {
    @Test
    void readsRateAndDelay() {
        assertThat(ShapeText.parse("100mbit,10ms")).isEqualTo(LinkShape.of(100, 10, 50));
    }

    @Test
    void readsEverything() {
        assertThat(ShapeText.parse("1.5mbit,500us,queue=300kb,loss=0.5%,jitter=2ms"))
                .isEqualTo(new LinkShape(1_500_000, 500_000, 2_000_000, 0.005, new QueueLimit.Bytes(300_000), false));
    }

    @Test
    void readsWhatItWrites() {
        LinkShape shape = new LinkShape(0, 25_000_000, 1_000_000, 0.01, new QueueLimit.Time(80_000_000), true);
        assertThat(ShapeText.parse(ShapeText.describe(shape))).isEqualTo(shape);
    }

    @Test
    void changesOnePropertyOnly() {
        LinkShape shape = LinkShape.of(100, 10, 50);
        assertThat(ShapeText.with(shape, "rate", "20mbit")).isEqualTo(shape.withRate(20_000_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "100",
                "100mbit,10",
                "fast,10ms",
                "0mbit,10ms",
                "100mbit,10ms,50ms",
                "1mbit,1ms,loss=200%",
                "-1mbit,1ms"
            })
    void refusesNonsense(String text) {
        assertThatThrownBy(() -> ShapeText.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesTheUnitsItKnows() {
        assertThatThrownBy(() -> ShapeText.parse("100mb,10ms")).hasMessageContaining("bit, kbit, mbit, gbit");
    }
}
