package dev.braid.node.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Root, issuing keys below it that change, and what nodes make of them. */
class InstallationTrustTest {
    private static final Instant NOW = Instant.parse("2026-11-24T15:00:00Z");
    private static final InstantSource TIME = () -> NOW;
    private static final Duration YEAR = Duration.ofDays(365);
    private static final Authority ROOT = Authority.createRoot("Test", TIME);
    private static final Authority FIRST = ROOT.createIssuing("Test issuing 1", YEAR);
    private static final Authority SECOND = ROOT.createIssuing("Test issuing 2", YEAR);
    private static final PeerId HOME = new PeerId(PeerId.Kind.EDGE, "home");
    private static final PeerId CONTROL = new PeerId(PeerId.Kind.CONTROL, "control");

    private static X509Certificate[] chain(Authority issuing, PeerId id) {
        X509Certificate leaf = issuing.issue(id, Keys.generate().getPublic(), Authority.NODE_VALIDITY);
        return new X509Certificate[] {leaf, issuing.certificate()};
    }

    private static NodeTrust trust(PeerId.Kind expected) {
        return new NodeTrust(List.of(ROOT.certificate()), Revocations.none(), ExpectedPeer.any(expected), TIME);
    }

    @Test
    void certificatesOfOldAndNewIssuingKeyAreBelievedSideBySide() throws Exception {
        trust(PeerId.Kind.EDGE).checkClientTrusted(chain(FIRST, HOME), "UNKNOWN");
        trust(PeerId.Kind.EDGE).checkClientTrusted(chain(SECOND, HOME), "UNKNOWN");
    }

    @Test
    void issuingKeyVouchesForNoAuthority() {
        Authority third = FIRST.createIssuing("Test issuing 3", YEAR);

        assertThatExceptionOfType(TrustException.class)
                .isThrownBy(() -> trust(PeerId.Kind.EDGE)
                        .checkClientTrusted(
                                new X509Certificate[] {chain(third, HOME)[0], third.certificate(), FIRST.certificate()},
                                "UNKNOWN"));
    }

    @Test
    void listsOfIssuingKeysCountWhenTheirCertificateComesAlong() throws Exception {
        X509Certificate revoked = chain(FIRST, HOME)[0];
        X509CRL list = FIRST.list(List.of(new Authority.Revoked(revoked.getSerialNumber(), NOW)), 1);
        byte[] alone = Pem.encode(list);
        byte[] withSigner = (new String(Pem.encode(FIRST.certificate()), StandardCharsets.US_ASCII)
                        + new String(alone, StandardCharsets.US_ASCII))
                .getBytes(StandardCharsets.US_ASCII);

        assertThat(RevocationList.read(withSigner, List.of(ROOT.certificate())).contains(revoked))
                .isTrue();
        assertThat(RevocationList.read(alone, List.of(ROOT.certificate())).complaints())
                .hasSize(1);
        Authority stranger = Authority.createRoot("Test", TIME);
        assertThat(RevocationList.read(withSigner, List.of(stranger.certificate()))
                        .contains(revoked))
                .isFalse();
    }

    @Test
    void controlPlaneIsKnownByFingerprintAndByKind() throws Exception {
        byte[] fingerprint = HexFormat.of().parseHex(PinnedTrust.fingerprint(ROOT.certificate()));
        PinnedTrust pinned = new PinnedTrust(fingerprint, TIME);
        X509Certificate[] control = withRoot(chain(FIRST, CONTROL));

        pinned.checkServerTrusted(control, "UNKNOWN");

        assertThat(pinned.authority()).isEqualTo(ROOT.certificate());
        X509Certificate[] node = withRoot(chain(FIRST, new PeerId(PeerId.Kind.HUB, "fra")));
        assertThatExceptionOfType(TrustException.class)
                .isThrownBy(() -> pinned.checkServerTrusted(node, "UNKNOWN"))
                .satisfies(e -> assertThat(e.failure()).isEqualTo(TrustFailure.WRONG_KIND));
        PinnedTrust other = new PinnedTrust(new byte[32], TIME);
        assertThatExceptionOfType(TrustException.class)
                .isThrownBy(() -> other.checkServerTrusted(control, "UNKNOWN"))
                .withMessageContaining("fingerprint");
    }

    @Test
    void someoneElsesLeafBesideTheRightRootIsRefused() {
        byte[] fingerprint = HexFormat.of().parseHex(PinnedTrust.fingerprint(ROOT.certificate()));
        Authority stranger = Authority.createRoot("Test", TIME);
        X509Certificate leaf = stranger.issue(CONTROL, Keys.generate().getPublic(), YEAR);

        assertThatExceptionOfType(TrustException.class)
                .isThrownBy(() -> new PinnedTrust(fingerprint, TIME)
                        .checkServerTrusted(new X509Certificate[] {leaf, ROOT.certificate()}, "UNKNOWN"))
                .satisfies(e -> assertThat(e.failure()).isEqualTo(TrustFailure.UNTRUSTED));
    }

    @Test
    void noNodeTakesTheControlPlaneForANode() {
        assertThatExceptionOfType(TrustException.class)
                .isThrownBy(() -> trust(PeerId.Kind.HUB).checkServerTrusted(chain(FIRST, CONTROL), "UNKNOWN"))
                .satisfies(e -> assertThat(e.failure()).isEqualTo(TrustFailure.WRONG_KIND));
    }

    @Test
    void requestCarriesItsKey() {
        KeyPair pair = Keys.generate();

        assertThat(CertificateRequest.read(CertificateRequest.write(pair))).isEqualTo(pair.getPublic());
        assertThat(CertificateRequest.pairOf(pair.getPrivate()).getPublic()).isEqualTo(pair.getPublic());
    }

    @Test
    void requestWithAnotherKeysSignatureIsRefused() {
        KeyPair mixed = new KeyPair(Keys.generate().getPublic(), Keys.generate().getPrivate());
        String request = CertificateRequest.write(mixed);

        assertThatIllegalArgumentException().isThrownBy(() -> CertificateRequest.read(request));
        assertThatIllegalArgumentException().isThrownBy(() -> CertificateRequest.read("hello"));
        assertThatIllegalArgumentException().isThrownBy(() -> CertificateRequest.read("x".repeat(10_000)));
    }

    @Test
    void serverCertificateNamesHostsAndAddresses() throws Exception {
        X509Certificate server = FIRST.issueServer(
                List.of("braid.example.net", "192.0.2.1"), Keys.generate().getPublic(), YEAR);

        assertThat(server.getSubjectAlternativeNames())
                .extracting(name -> String.valueOf(name.get(1)))
                .containsExactly("braid.example.net", "192.0.2.1");
    }

    private static X509Certificate[] withRoot(X509Certificate[] chain) {
        return new X509Certificate[] {chain[0], chain[1], ROOT.certificate()};
    }
}
