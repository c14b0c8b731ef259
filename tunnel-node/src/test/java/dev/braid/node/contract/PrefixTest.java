package dev.braid.node.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixTest {
    @ParameterizedTest
    @CsvSource({
        "192.168.10.7/24, 192.168.10.7/24, 192.168.10.0/24",
        "10.0.0.1, 10.0.0.1/32, 10.0.0.1/32",
        "FD77:0:0:0::1/64, fd77::1/64, fd77::/64",
        "2001:db8:0:0:1:0:0:1/128, 2001:db8::1:0:0:1/128, 2001:db8::1:0:0:1/128",
        "2001:db8:0:1:1:1:1:1/47, 2001:db8:0:1:1:1:1:1/47, 2001:db8::/47",
        "::/0, ::/0, ::/0",
        "1:0:0:2:0:0:0:3/128, 1:0:0:2::3/128, 1:0:0:2::3/128",
    })
    void readsAndWritesAsPeopleDo(String text, String written, String network) {
        assertThat(Prefix.parse(text)).hasToString(written);
        assertThat(Prefix.parse(text).network()).hasToString(network);
        assertThat(Prefix.parse(written)).isEqualTo(Prefix.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.77/16",
                "10.0.0.0/",
                "10.0.0.0/+8",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "fe80::1%eth0/64",
                "::/129",
                "host/24",
                "1.2.3.4/8/8",
                "256.0.0.1",
                "0x7f.1.2.3",
                "10.0.0.0 /8"
            })
    void refusesWhatPeopleDoNotMean(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Prefix.parse(text))
                .withMessageContaining("");
    }

    @Test
    void containsWhatSharesItsLeadingBits() {
        Prefix lan = Prefix.parse("192.168.10.0/24");

        assertThat(lan.contains(Prefix.parse("192.168.10.255"))).isTrue();
        assertThat(lan.contains(Prefix.parse("192.168.11.0"))).isFalse();
        assertThat(lan.contains(Prefix.parse("192.168.0.0/16"))).isFalse();
        assertThat(lan.overlaps(Prefix.parse("192.168.0.0/16"))).isTrue();
        assertThat(Prefix.parse("::/0").contains(lan)).isFalse();
    }

    @Test
    void knowsWhichAddressesAreHosts() {
        assertThat(Prefix.parse("10.77.0.1/16").isHost()).isTrue();
        assertThat(Prefix.parse("10.77.0.0/16").isHost()).isFalse();
        assertThat(Prefix.parse("10.77.255.255/16").isHost()).isFalse();
        assertThat(Prefix.parse("fd77::ffff:ffff:ffff:ffff/64").isHost()).isTrue();
        assertThat(Prefix.parse("fd77::/64").isHost()).isFalse();
        assertThat(Prefix.parse("10.0.0.0/30").hasHosts()).isTrue();
        assertThat(Prefix.parse("fd77::/127").hasHosts()).isFalse();
    }
}
