package dev.braid.node.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1.00 kB",
        "9994, 9.99 kB",
        "9996, 10.0 kB",
        "99960, 100 kB",
        "999499, 999 kB",
        "999500, 1.00 MB",
        "9223372036854775807, 9.22 EB"
    })
    void writesBytesWithThreeDigits(long bytes, String text) {
        assertThat(Units.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"59, 59 s", "60, 1 min 0 s", "3600, 1 h 0 min", "90000, 1 d 1 h", "-5, 0 s"})
    void writesTwoLargestPartsOfTime(long seconds, String text) {
        assertThat(Units.seconds(seconds)).isEqualTo(text);
    }

    @Test
    void writesRatesInBits() {
        assertThat(Units.rate(12_500_000, 1)).isEqualTo("100 Mbit/s");
        assertThat(Units.rate(-1, 1)).isEqualTo("0 bit/s");
        assertThat(Units.rate(1, 0)).isEqualTo("-");
    }
}
