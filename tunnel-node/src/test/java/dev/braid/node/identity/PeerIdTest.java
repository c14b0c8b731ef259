package dev.braid.node.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerIdTest {
    private static final KeyPurposeId[] BOTH = {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth};

    private final TurnedClock time = new TurnedClock();
    private final Authority authority = Authority.create("Test", time);

    @Test
    void readsWhatItWrites() {
        PeerId id = new PeerId(PeerId.Kind.EDGE, "home-2");
        assertThat(id.uri()).isEqualTo("braid://edge/home-2");
        assertThat(PeerId.parse(id.uri())).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "braid://edge/",
                "braid://edge/Home",
                "braid://edge/home/",
                "braid://edge/home?x",
                "braid://spoke/home",
                "BRAID://edge/home",
                "braid://hub/a b",
                "braid://hub/paris\n",
                "braid://hub/abcdefghijklmnopqrstuvwxyz0123456"
            })
    void refusesAnyOtherForm(String uri) {
        assertThatIllegalArgumentException().isThrownBy(() -> PeerId.parse(uri));
    }

    @Test
    void comesFromTheCertificate() throws Exception {
        TestNode paris = TestNode.of(authority, PeerId.Kind.HUB, "paris");
        assertThat(PeerId.of(paris.certificate())).isEqualTo(new PeerId(PeerId.Kind.HUB, "paris"));
    }

    @Test
    void passesOverNamesOfOtherSchemes() throws Exception {
        TestNode node = TestNode.odd(authority, time, false, BOTH, "https://example.org/", "braid://edge/home");
        assertThat(PeerId.of(node.certificate())).isEqualTo(new PeerId(PeerId.Kind.EDGE, "home"));
    }

    @Test
    void isMalformedWithoutExactlyOneName() throws Exception {
        assertMalformed(TestNode.odd(authority, time, false, BOTH));
        assertMalformed(TestNode.odd(authority, time, false, BOTH, "https://example.org/"));
        assertMalformed(TestNode.odd(authority, time, false, BOTH, "braid://edge/home", "braid://hub/paris"));
        assertMalformed(TestNode.odd(authority, time, false, BOTH, "braid://edge/home", "BRAID://hub/paris"));
        assertMalformed(TestNode.odd(authority, time, false, BOTH, "braid://edge/UP"));
    }

    private static void assertMalformed(TestNode node) {
        assertThatExceptionOfType(TrustException.class)
                .isThrownBy(() -> PeerId.of(node.certificate()))
                .satisfies(e -> assertThat(e.failure()).isEqualTo(TrustFailure.MALFORMED));
    }
}
