package dev.braid.node.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.junit.jupiter.api.Test;

class AuthorityTest {
    private static final String SUBJECT_KEY_ID = "2.5.29.14";
    private static final String AUTHORITY_KEY_ID = "2.5.29.35";
    private static final String CRL_NUMBER = "2.5.29.20";
    private static final String NAME_CONSTRAINTS = "2.5.29.30";

    private final TurnedClock time = new TurnedClock();
    private final Authority authority = Authority.create("Häuser, \"Braid\" + Co=1", time);

    @Test
    void isSelfSignedP256ForTenYears() throws Exception {
        X509Certificate certificate = authority.certificate();
        certificate.verify(certificate.getPublicKey());
        assertThat(certificate.getVersion()).isEqualTo(3);
        assertThat(curveBits(certificate)).isEqualTo(256);
        assertThat(certificate.getSigAlgName()).isEqualTo("SHA256withECDSA");
        assertThat(certificate.getNotBefore().toInstant()).isEqualTo(Instant.parse("2026-11-23T11:00:00Z"));
        assertThat(certificate.getNotAfter().toInstant()).isEqualTo(Instant.parse("2036-11-23T12:00:00Z"));
    }

    @Test
    void mayVouchForNodesAndNothingElse() {
        X509Certificate certificate = authority.certificate();
        assertThat(certificate.getBasicConstraints()).isZero();
        assertThat(certificate.getKeyUsage())
                .containsExactly(false, false, false, false, false, true, true, false, false);
        assertThat(certificate.getCriticalExtensionOIDs()).containsExactlyInAnyOrder("2.5.29.19", "2.5.29.15");
        assertThat(certificate.getExtensionValue(NAME_CONSTRAINTS)).isNull();
    }

    @Test
    void keepsAnyNamePeopleGiveIt() {
        assertThat(authority.certificate().getSubjectX500Principal().getName()).contains("Häuser", "Braid");
        TestNode home = TestNode.of(authority, PeerId.Kind.EDGE, "home");
        assertThat(home.certificate().getIssuerX500Principal())
                .isEqualTo(authority.certificate().getSubjectX500Principal());
    }

    @Test
    void issuesNodesThatCanBeBothSidesOfTls() throws Exception {
        X509Certificate leaf = TestNode.of(authority, PeerId.Kind.EDGE, "home").certificate();
        leaf.verify(authority.certificate().getPublicKey());
        assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
        assertThat(leaf.getExtendedKeyUsage()).containsExactlyInAnyOrder("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
        assertThat(leaf.getKeyUsage()).startsWith(true, false, false);
        assertThat(leaf.getSubjectAlternativeNames()).containsExactly(List.of(6, "braid://edge/home"));
    }

    @Test
    void backdatesByAnHourAndCountsValidityFromNow() {
        X509Certificate leaf = TestNode.of(authority, PeerId.Kind.EDGE, "home", Duration.ofDays(2))
                .certificate();
        assertThat(leaf.getNotBefore().toInstant()).isEqualTo(Instant.parse("2026-11-23T11:00:00Z"));
        assertThat(leaf.getNotAfter().toInstant()).isEqualTo(Instant.parse("2026-11-25T12:00:00Z"));
    }

    @Test
    void doesNotOutliveItself() {
        X509Certificate leaf = TestNode.of(authority, PeerId.Kind.EDGE, "home", Duration.ofDays(4000))
                .certificate();
        assertThat(leaf.getNotAfter()).isEqualTo(authority.certificate().getNotAfter());
        time.turn(Duration.ofDays(4000));
        assertThatIllegalStateException()
                .isThrownBy(() -> TestNode.of(authority, PeerId.Kind.EDGE, "late"))
                .withMessageContaining("ran out");
    }

    @Test
    void drawsLongSerialsThatDiffer() {
        BigInteger one =
                TestNode.of(authority, PeerId.Kind.EDGE, "a").certificate().getSerialNumber();
        BigInteger other =
                TestNode.of(authority, PeerId.Kind.EDGE, "a").certificate().getSerialNumber();
        assertThat(one).isNotEqualTo(other).isPositive();
        assertThat(one.bitLength()).isBetween(80, 128);
        assertThat(one.toByteArray().length).isLessThanOrEqualTo(20);
    }

    @Test
    void keyIdentifiersLinkLeafListAndAuthority() throws Exception {
        byte[] own = SubjectKeyIdentifier.getInstance(
                        inner(authority.certificate().getExtensionValue(SUBJECT_KEY_ID)))
                .getKeyIdentifier();
        X509Certificate leaf = TestNode.of(authority, PeerId.Kind.EDGE, "home").certificate();
        assertThat(leaf.getExtensionValue(SUBJECT_KEY_ID)).isNotNull();
        assertThat(authorityKeyId(leaf.getExtensionValue(AUTHORITY_KEY_ID))).isEqualTo(own);
        X509CRL list = authority.list(List.of(), 1);
        assertThat(authorityKeyId(list.getExtensionValue(AUTHORITY_KEY_ID))).isEqualTo(own);
    }

    @Test
    void listsWhatWasRevokedWithANumberAndADueDate() throws Exception {
        X509CRL list = authority.list(List.of(new Authority.Revoked(BigInteger.TEN, time.instant())), 7);
        list.verify(authority.certificate().getPublicKey());
        assertThat(list.getVersion()).isEqualTo(2);
        assertThat(list.getNextUpdate().toInstant()).isEqualTo(time.instant().plus(Duration.ofDays(30)));
        assertThat(list.getRevokedCertificate(BigInteger.TEN)).isNotNull();
        assertThat(list.getRevokedCertificates()).hasSize(1);
        assertThat(ASN1Integer.getInstance(inner(list.getExtensionValue(CRL_NUMBER)))
                        .longValueExact())
                .isEqualTo(7);
    }

    @Test
    void refusesAKeyOrCertificateThatIsNotItsOwn() {
        KeyPair stranger = Keys.generate();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Authority.of(authority.certificate(), stranger.getPrivate(), time));
        TestNode home = TestNode.of(authority, PeerId.Kind.EDGE, "home");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Authority.of(home.certificate(), home.pair().getPrivate(), time));
    }

    private static int curveBits(X509Certificate certificate) {
        return ((ECPublicKey) certificate.getPublicKey())
                .getParams()
                .getCurve()
                .getField()
                .getFieldSize();
    }

    private static byte[] authorityKeyId(byte[] extension) {
        return AuthorityKeyIdentifier.getInstance(inner(extension)).getKeyIdentifierOctets();
    }

    /** Extension values are wrapped in an OCTET STRING. */
    private static byte[] inner(byte[] extension) {
        return ASN1OctetString.getInstance(extension).getOctets();
    }
}
