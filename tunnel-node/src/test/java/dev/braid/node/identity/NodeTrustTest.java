package dev.braid.node.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeTrustTest {
    private static final KeyPurposeId[] BOTH = {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth};
    private static final KeyPurposeId[] SERVER_ONLY = {KeyPurposeId.id_kp_serverAuth};

    private final TurnedClock time = new TurnedClock();
    private final Authority authority = Authority.create("Test", time);
    private final TestNode home = TestNode.of(authority, PeerId.Kind.EDGE, "home");
    private final TestNode paris = TestNode.of(authority, PeerId.Kind.HUB, "paris");

    @Test
    void edgeAcceptsTheHubItKnows() throws Exception {
        trust(ExpectedPeer.hub("paris")).checkServerTrusted(paris.chain(), "UNKNOWN");
    }

    @Test
    void hubAcceptsAnyEdge() throws Exception {
        trust(ExpectedPeer.any(PeerId.Kind.EDGE)).checkClientTrusted(home.chain(), "UNKNOWN");
    }

    @Test
    void acceptsAChainThatIncludesTheAuthority() throws Exception {
        X509Certificate[] chain = {paris.certificate(), authority.certificate()};
        trust(ExpectedPeer.hub("paris")).checkServerTrusted(chain, "UNKNOWN");
    }

    @Test
    void acceptsNodesOfEveryAuthorityDuringARotation() throws Exception {
        Authority next = Authority.create("Test", time);
        TestNode renewed = TestNode.of(next, PeerId.Kind.HUB, "paris");
        NodeTrust both = new NodeTrust(
                List.of(authority.certificate(), next.certificate()),
                Revocations.none(),
                ExpectedPeer.hub("paris"),
                time);
        both.checkServerTrusted(paris.chain(), "UNKNOWN");
        both.checkServerTrusted(renewed.chain(), "UNKNOWN");
    }

    @Test
    void aStrangersAuthorityIsUntrustedEvenUnderOurName() {
        Authority stranger = Authority.create("Test", time);
        assertRefused(
                TestNode.of(stranger, PeerId.Kind.HUB, "paris"), ExpectedPeer.hub("paris"), TrustFailure.UNTRUSTED);
    }

    @Test
    void aSelfSignedStrangerIsUntrusted() {
        Authority itself = Authority.create("paris", time);
        TestNode stranger = new TestNode(Keys.generate(), itself.certificate());
        assertRefused(stranger, ExpectedPeer.hub("paris"), TrustFailure.UNTRUSTED);
    }

    @Test
    void aStrangersExpiredCertificateIsUntrusted() {
        TestNode stranger = TestNode.of(Authority.create("Other", time), PeerId.Kind.HUB, "paris", Duration.ofDays(1));
        time.turn(Duration.ofDays(2));
        assertRefused(stranger, ExpectedPeer.hub("paris"), TrustFailure.UNTRUSTED);
    }

    @Test
    void aNodeMayNotVouchForAnother() {
        KeyPair key = home.pair();
        X509Certificate forged = Authority.create("x", time)
                .issue(new PeerId(PeerId.Kind.HUB, "paris"), key.getPublic(), TestNode.MONTH);
        X509Certificate[] chain = {forged, home.certificate(), authority.certificate()};
        assertRefused(chain, ExpectedPeer.hub("paris"), TrustFailure.UNTRUSTED);
    }

    @Test
    void expiresWithTheClock() throws Exception {
        time.turn(TestNode.MONTH);
        trust(ExpectedPeer.hub("paris")).checkServerTrusted(paris.chain(), "UNKNOWN");
        time.turn(Duration.ofSeconds(1));
        assertRefused(paris, ExpectedPeer.hub("paris"), TrustFailure.EXPIRED);
    }

    @Test
    void expiresWithItsAuthority() {
        time.turn(Duration.ofDays(3652 - 10));
        TestNode late = TestNode.of(authority, PeerId.Kind.HUB, "paris", TestNode.MONTH);
        time.turn(Duration.ofDays(20));
        assertRefused(late, ExpectedPeer.hub("paris"), TrustFailure.EXPIRED);
    }

    @Test
    void isBackdatedOneHourAndNotMore() throws Exception {
        time.turn(Duration.ofMinutes(-59));
        trust(ExpectedPeer.hub("paris")).checkServerTrusted(paris.chain(), "UNKNOWN");
        time.turn(Duration.ofMinutes(-2));
        assertRefused(paris, ExpectedPeer.hub("paris"), TrustFailure.NOT_YET_VALID);
    }

    @Test
    void refusesTheWrongKindBeforeTheWrongName() {
        assertRefused(home, ExpectedPeer.hub("paris"), TrustFailure.WRONG_KIND);
        assertRefused(paris, ExpectedPeer.hub("london"), TrustFailure.WRONG_NAME);
        assertRefused(paris, new ExpectedPeer(PeerId.Kind.HUB, Set.of("a", "b", "c", "d")), TrustFailure.WRONG_NAME);
    }

    @Test
    void refusesOurOwnCertificatesOfAnotherForm() throws Exception {
        ExpectedPeer edges = ExpectedPeer.any(PeerId.Kind.EDGE);
        String uri = "braid://edge/home";
        assertMalformedClient(TestNode.odd(authority, time, false, SERVER_ONLY, uri));
        assertMalformedClient(TestNode.odd(authority, time, false, new KeyPurposeId[0], uri));
        assertMalformedClient(TestNode.odd(authority, time, false, BOTH));
        assertMalformedClient(TestNode.odd(authority, time, true, BOTH, uri));
        trust(edges)
                .checkClientTrusted(
                        TestNode.odd(authority, time, false, BOTH, uri).chain(), "UNKNOWN");
    }

    @Test
    void refusesNothingAndTheAuthorityItself() {
        assertRefused(new X509Certificate[0], ExpectedPeer.hub("paris"), TrustFailure.MALFORMED);
        X509Certificate[] self = {authority.certificate()};
        assertRefused(self, ExpectedPeer.hub("paris"), TrustFailure.MALFORMED);
    }

    @Test
    void refusesAnEndlessChain() {
        X509Certificate[] chain = new X509Certificate[50];
        java.util.Arrays.setAll(chain, i -> home.certificate());
        assertRefused(chain, ExpectedPeer.hub("paris"), TrustFailure.UNTRUSTED);
    }

    @Test
    void refusesTheRevokedAndRechecksTheLiving(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("ca.crl");
        save(file, 1);
        Revocations revocations = Revocations.following(file, List.of(authority.certificate()), time);
        NodeTrust trust =
                new NodeTrust(List.of(authority.certificate()), revocations, ExpectedPeer.any(PeerId.Kind.EDGE), time);
        trust.checkClientTrusted(home.chain(), "UNKNOWN");
        assertThat(trust.recheck(home.certificate())).isEmpty();
        long before = revocations.version();

        save(file, 2, home);

        assertThat(revocations.version()).isGreaterThan(before);
        assertThat(trust.recheck(home.certificate())).contains(TrustFailure.REVOKED);
        assertThatExceptionOfType(TrustException.class)
                .isThrownBy(() -> trust.checkClientTrusted(home.chain(), "UNKNOWN"))
                .satisfies(e -> assertThat(e.failure()).isEqualTo(TrustFailure.REVOKED));
    }

    @Test
    void recheckSeesAnExpiry() {
        NodeTrust trust = trust(ExpectedPeer.any(PeerId.Kind.EDGE));
        assertThat(trust.recheck(home.certificate())).isEmpty();
        time.turn(TestNode.MONTH.plusSeconds(1));
        assertThat(trust.recheck(home.certificate())).contains(TrustFailure.EXPIRED);
    }

    @Test
    void theReasonIsFoundUnderWrappers() {
        Exception wrapped = new SSLHandshakeException("outer");
        wrapped.initCause(new CertificateException(new TrustException(TrustFailure.REVOKED, "inner")));
        assertThat(TrustException.failureIn(wrapped)).contains(TrustFailure.REVOKED);
        assertThat(TrustException.failureIn(new SSLHandshakeException("no certificate")))
                .isEmpty();
        assertThat(TrustException.failureIn(null)).isEmpty();
    }

    private void save(Path file, long number, TestNode... revoked) throws Exception {
        List<Authority.Revoked> entries = java.util.Arrays.stream(revoked)
                .map(node -> new Authority.Revoked(node.certificate().getSerialNumber(), time.instant()))
                .toList();
        AtomicFile.replace(file, Pem.encode(authority.list(entries, number)), AtomicFile.PUBLIC);
    }

    private NodeTrust trust(ExpectedPeer expected) {
        return new NodeTrust(List.of(authority.certificate()), Revocations.none(), expected, time);
    }

    private void assertMalformedClient(TestNode node) {
        assertThatExceptionOfType(TrustException.class)
                .isThrownBy(() -> trust(ExpectedPeer.any(PeerId.Kind.EDGE)).checkClientTrusted(node.chain(), "UNKNOWN"))
                .satisfies(e -> assertThat(e.failure()).isEqualTo(TrustFailure.MALFORMED));
    }

    private void assertRefused(TestNode node, ExpectedPeer expected, TrustFailure failure) {
        assertRefused(node.chain(), expected, failure);
    }

    private void assertRefused(X509Certificate[] chain, ExpectedPeer expected, TrustFailure failure) {
        assertThatExceptionOfType(TrustException.class)
                .isThrownBy(() -> trust(expected).checkServerTrusted(chain, "UNKNOWN"))
                .satisfies(e -> assertThat(e.failure()).isEqualTo(failure));
    }
}
