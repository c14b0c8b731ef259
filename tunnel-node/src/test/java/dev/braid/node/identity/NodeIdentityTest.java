package dev.braid.node.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.contract.NodeSpec;
import dev.braid.node.identity.IdentityProblem.Severity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.assertj.core.api.ListAssert;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeIdentityTest {
    private final TurnedClock time = new TurnedClock();
    private final Authority authority = Authority.create("Test", time);
    private final TestNode home = TestNode.of(authority, PeerId.Kind.EDGE, "home");

    @TempDir
    private Path directory;

    private NodeSpec.Identity files;

    @BeforeEach
    void save() throws Exception {
        home.save(directory, authority);
        files = TestFiles.in(directory);
        saveList();
    }

    @Test
    void loadsWhatIsInOrder() {
        assertThat(NodeIdentity.load(files, time)).isInstanceOfSatisfying(NodeIdentity.Loading.Ready.class, ready -> {
            assertThat(ready.warnings()).isEmpty();
            assertThat(ready.identity().id()).hasToString("edge home");
            assertThat(ready.identity().chain()).containsExactly(home.certificate());
            assertThat(ready.identity().authorities()).containsExactly(authority.certificate());
            assertThat(ready.identity().notAfter()).isEqualTo(time.instant().plus(TestNode.MONTH));
        });
    }

    @Test
    void doesWithoutARevocationList() {
        NodeSpec.Identity without = new NodeSpec.Identity(files.certificate(), files.key(), files.authority(), null);
        assertThat(NodeIdentity.load(without, time)).isInstanceOf(NodeIdentity.Loading.Ready.class);
    }

    @Test
    void namesEveryMissingFileAtOnce() throws Exception {
        Path nowhere = directory.resolve("nowhere");
        List<IdentityProblem> problems = problems(TestFiles.in(nowhere));
        assertThat(problems)
                .extracting(IdentityProblem::file)
                .containsExactlyInAnyOrder(
                        nowhere.resolve("node.crt"), nowhere.resolve("node.key"), nowhere.resolve("ca.crt"));
        assertThat(problems).allSatisfy(problem -> {
            assertThat(problem.message()).isEqualTo("does not exist");
            assertThat(problem.remedy()).isNotBlank();
        });
    }

    @Test
    void reportsProblemsOfDifferentFilesTogether() throws Exception {
        Files.setPosixFilePermissions(files.key(), PosixFilePermissions.fromString("rw-r--r--"));
        Files.writeString(files.certificate(), "nothing of the sort");
        Files.delete(directory.resolve("ca.crl"));
        assertErrors(
                "node.key is open to other users than its owner; run: chmod 600 " + files.key(),
                "node.crt holds no CERTIFICATE block",
                "ca.crl does not exist");
    }

    @Test
    void refusesAKeyOpenToTheGroup() throws Exception {
        Files.setPosixFilePermissions(files.key(), PosixFilePermissions.fromString("rw-r-----"));
        assertErrors("open to other users");
    }

    @Test
    void refusesAKeyOfAnotherCertificate() throws Exception {
        saveKey(Keys.encode(Keys.generate().getPrivate()));
        assertErrors("node.key does not belong to the certificate in " + files.certificate());
    }

    @Test
    void refusesAKeyOfAnotherAlgorithm() throws Exception {
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        saveKey(Keys.encode(rsa.generateKeyPair().getPrivate()));
        assertErrors("does not belong");
        saveKey(Keys.encode(
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate()));
        assertErrors("neither EC nor RSA");
    }

    @Test
    void saysWhatIsWrongWithAKeyAndNeverWhatIsInIt() throws Exception {
        PrivateKey key = home.pair().getPrivate();
        String secret = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        for (String[] wrong : new String[][] {
            {"-----BEGIN EC PRIVATE KEY-----\n" + secret + "\n-----END EC PRIVATE KEY-----\n", "not PKCS#8"},
            {"-----BEGIN ENCRYPTED PRIVATE KEY-----\n" + secret + "\n-----END ENCRYPTED PRIVATE KEY-----\n", "password"
            },
            {"-----BEGIN PRIVATE KEY-----\n" + secret + "\n", "cut off"},
            {"-----BEGIN PRIVATE KEY-----\n" + secret.substring(4) + "\n-----END PRIVATE KEY-----\n", "damaged key"},
            {"-----BEGIN PRIVATE KEY-----\n" + secret + "!\n-----END PRIVATE KEY-----\n", "other than base64"},
            {secret, "no PRIVATE KEY block"}
        }) {
            saveKey(wrong[0].getBytes(StandardCharsets.US_ASCII));
            assertErrors(wrong[1]);
            assertThat(problems(files).toString()).doesNotContain(secret.substring(10, 30));
        }
    }

    @Test
    void refusesAnExpiredOrFutureCertificate() throws Exception {
        time.turn(Duration.ofHours(-2));
        assertErrors("node.crt is valid from", "clock");
        time.turn(Duration.ofDays(40));
        saveList();
        assertErrors("node.crt ran out at 2026-12-23T12:00:00Z", "renew");
    }

    @Test
    void warnsInTheLastWeek() {
        time.turn(Duration.ofDays(22));
        assertThat(warnings()).isEmpty();
        time.turn(Duration.ofDays(2));
        assertThat(warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.severity()).isEqualTo(Severity.WARNING);
            assertThat(warning.toString()).contains("node.crt runs out at 2026-12-23T12:00:00Z");
        });
    }

    @Test
    void warnsOfAnOverdueListAndStarts() throws Exception {
        TestNode longLived = TestNode.of(authority, PeerId.Kind.EDGE, "home", Duration.ofDays(90));
        longLived.save(directory, authority);
        time.turn(Duration.ofDays(31));
        assertThat(warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.toString()).contains("ca.crl", "still in force", "pki crl"));
    }

    @Test
    void refusesACertificateOfAnotherAuthority() throws Exception {
        TestNode.of(Authority.create("Other", time), PeerId.Kind.EDGE, "home").save(directory, authority);
        assertErrors("node.crt was not issued by an authority in " + files.authority());
    }

    @Test
    void refusesAnAuthorityThatIsNone() throws Exception {
        AtomicFile.replace(files.authority(), Pem.encode(home.certificate()), AtomicFile.PUBLIC);
        assertErrorsInclude("ca.crt holds a certificate of 'CN=home, OU=edge', which is no authority");
    }

    @Test
    void refusesItsOwnRevokedCertificate() throws Exception {
        saveList(home);
        assertErrors("node.crt has been revoked");
    }

    @Test
    void refusesAListThatOthersSigned() throws Exception {
        Authority stranger = Authority.create("Test", time);
        Files.write(directory.resolve("ca.crl"), Pem.encode(stranger.list(List.of(), 1)));
        assertErrors("not signed by an authority we trust");
    }

    @Test
    void refusesACertificateThatIsNoNodes() throws Exception {
        KeyPurposeId[] both = {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth};
        TestNode.odd(authority, time, false, both).save(directory, authority);
        assertErrors("is no Braid node's certificate");
        KeyPurposeId[] server = {KeyPurposeId.id_kp_serverAuth};
        TestNode.odd(authority, time, false, server, "braid://edge/home").save(directory, authority);
        assertErrors("would be refused by peers");
    }

    @Test
    void refusesACertificateOfAnotherNodeThanTheConfigurationSays() {
        assertThat(NodeIdentity.load(edge("home"), time)).isInstanceOf(NodeIdentity.Loading.Ready.class);
        assertThat(NodeIdentity.load(edge("cabin"), time))
                .isInstanceOfSatisfying(
                        NodeIdentity.Loading.Refused.class,
                        refused -> assertThat(refused.problems())
                                .singleElement()
                                .satisfies(
                                        problem -> assertThat(problem.message())
                                                .isEqualTo(
                                                        "belongs to edge home, and the configuration says this is edge cabin")));
    }

    @Test
    void readsRsaKeysToo() throws Exception {
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        java.security.KeyPair pair = rsa.generateKeyPair();
        new TestNode(pair, authority.issue(new PeerId(PeerId.Kind.EDGE, "home"), pair.getPublic(), TestNode.MONTH))
                .save(directory, authority);
        assertThat(NodeIdentity.load(files, time)).isInstanceOf(NodeIdentity.Loading.Ready.class);
    }

    @Test
    void hidesItsKeyFromLogs() {
        assertThat(NodeIdentity.load(files, time))
                .isInstanceOfSatisfying(
                        NodeIdentity.Loading.Ready.class,
                        ready -> assertThat(ready.identity()).hasToString("edge home until 2026-12-23T12:00:00Z"));
    }

    private NodeSpec edge(String name) {
        return new NodeSpec.Edge(
                name,
                files,
                new NodeSpec.Device("braid0", 1500),
                directory,
                directory,
                null,
                1,
                List.of(),
                List.of(),
                List.of(),
                NodeSpec.Traffic.LAN,
                1,
                NodeSpec.Streams.DEFAULTS);
    }

    private void saveKey(byte[] pem) throws Exception {
        AtomicFile.replace(files.key(), pem, AtomicFile.SECRET);
    }

    private void saveList(TestNode... revoked) throws Exception {
        List<Authority.Revoked> entries = java.util.Arrays.stream(revoked)
                .map(node -> new Authority.Revoked(node.certificate().getSerialNumber(), time.instant()))
                .toList();
        AtomicFile.replace(directory.resolve("ca.crl"), Pem.encode(authority.list(entries, 1)), AtomicFile.PUBLIC);
    }

    private List<IdentityProblem> warnings() {
        return switch (NodeIdentity.load(files, time)) {
            case NodeIdentity.Loading.Ready ready -> ready.warnings();
            case NodeIdentity.Loading.Refused refused -> throw new AssertionError(refused.problems());
        };
    }

    private List<IdentityProblem> problems(NodeSpec.Identity identity) {
        return switch (NodeIdentity.load(identity, time)) {
            case NodeIdentity.Loading.Ready ready -> throw new AssertionError("nothing was refused");
            case NodeIdentity.Loading.Refused refused -> refused.problems();
        };
    }

    private void assertErrorsInclude(String part) {
        assertThat(problems(files))
                .anySatisfy(problem -> assertThat(problem.toString()).contains(part));
    }

    /** One problem, or as many as parts of different ones are given; each part is found somewhere. */
    private ListAssert<IdentityProblem> assertErrors(String... parts) {
        List<IdentityProblem> problems = problems(files);
        assertThat(problems.toString()).contains(parts);
        return assertThat(problems)
                .hasSizeLessThanOrEqualTo(parts.length)
                .allSatisfy(problem -> assertThat(problem.severity()).isEqualTo(Severity.ERROR));
    }
}
