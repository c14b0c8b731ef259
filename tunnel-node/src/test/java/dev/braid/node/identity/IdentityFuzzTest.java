package dev.braid.node.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Whatever comes from outside is refused by the exception that says so, never by another. Seeds lie beside as resources and
 * run with every build; {@code JAZZER_FUZZ=1} searches for more.
 */
class IdentityFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void pemIsReadOrRefused(byte[] file) {
        try {
            for (Pem.Block block : Pem.parse(file)) {
                assertThat(block.der().length).isLessThanOrEqualTo(file.length);
            }
            Pem.certificates(file);
            Pem.lists(file);
            Keys.parse(file);
        } catch (PemException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @FuzzTest(maxDuration = "60s")
    void certificatesNameAPeerOrAreRefused(byte[] der) {
        try {
            X509Certificate certificate = Pem.certificate(der);
            PeerId id = PeerId.of(certificate);
            assertThat(PeerId.parse(id.uri())).isEqualTo(id);
        } catch (PemException | TrustException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @FuzzTest(maxDuration = "60s")
    void strangersCertificatesAreNeverTrusted(byte[] der) {
        X509Certificate stranger;
        try {
            stranger = Pem.certificate(der);
        } catch (PemException e) {
            return;
        }
        NodeTrust trust = new NodeTrust(
                List.of(TestAuthority.CERTIFICATE),
                Revocations.none(),
                ExpectedPeer.any(PeerId.Kind.EDGE),
                new TurnedClock());
        try {
            trust.checkClientTrusted(new X509Certificate[] {stranger}, "UNKNOWN");
            throw new AssertionError("a stranger was trusted");
        } catch (TrustException e) {
            assertThat(e.failure()).isEqualTo(TrustFailure.UNTRUSTED);
        }
    }

    @FuzzTest(maxDuration = "60s")
    void listsAreReadOrRefused(byte[] file) {
        try {
            RevocationList list = RevocationList.read(file, List.of(TestAuthority.CERTIFICATE));
            assertThat(list.entries())
                    .as("nobody else can sign for the test's authority")
                    .isZero();
        } catch (PemException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @FuzzTest(maxDuration = "60s")
    void indexesAreReadOrRefused(byte[] file) throws Exception {
        try {
            PkiIndex index = PkiIndex.parse(file);
            assertThat(PkiIndex.parse(index.encode())).isEqualTo(index);
        } catch (PemException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    /** One for the whole run: making keys is slow. */
    private static final class TestAuthority {
        static final X509Certificate CERTIFICATE =
                Authority.create("Test", new TurnedClock()).certificate();
    }
}
