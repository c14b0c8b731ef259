package dev.braid.node.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PkiDirectoryTest {
    private static final PeerId HOME = new PeerId(PeerId.Kind.EDGE, "home");
    private static final PeerId PARIS = new PeerId(PeerId.Kind.HUB, "paris");

    private final TurnedClock time = new TurnedClock();

    @TempDir
    private Path parent;

    private Path directory;
    private PkiDirectory pki;

    @BeforeEach
    void make() throws Exception {
        directory = parent.resolve("pki");
        pki = PkiDirectory.create(directory, "Test", time);
    }

    @Test
    void secretsAreOpenToTheOwnerOnly() throws Exception {
        pki.issue(HOME, TestNode.MONTH);
        assertThat(mode(directory)).isEqualTo("rwx------");
        assertThat(mode(directory.resolve("ca.key"))).isEqualTo("rw-------");
        assertThat(mode(directory.resolve("issued/home"))).isEqualTo("rwx------");
        assertThat(mode(directory.resolve("issued/home/node.key"))).isEqualTo("rw-------");
    }

    @Test
    void opensWhatItMade() throws Exception {
        assertThat(PkiDirectory.open(directory, time).authority()).isEqualTo(pki.authority());
    }

    @Test
    void makesNothingWhereSomethingIs() throws Exception {
        Map<String, String> before = contents();
        assertRefused(() -> PkiDirectory.create(directory, "Other", time), "not empty");
        assertRefused(() -> PkiDirectory.create(directory.resolve("ca.crt"), "Other", time), "not empty");
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void takesAnEmptyDirectory() throws Exception {
        Path empty = Files.createDirectory(parent.resolve("empty"));
        PkiDirectory.create(empty, "Other", time).issue(HOME, TestNode.MONTH);
        assertThat(mode(empty)).isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(parent)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("pki", "empty");
        }
    }

    @Test
    void saysWhereThereIsNoAuthority() {
        assertRefused(() -> PkiDirectory.open(parent, time), "holds no authority", "pki init");
    }

    @Test
    void refusesAKeyOpenToOthers() throws Exception {
        Path key = directory.resolve("ca.key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
        assertRefused(() -> PkiDirectory.open(directory, time), "open to other users", "chmod 600");
    }

    @Test
    void refusesAKeyOfAnotherAuthority() throws Exception {
        AtomicFile.replace(
                directory.resolve("ca.key"), Keys.encode(Keys.generate().getPrivate()), AtomicFile.SECRET);
        assertRefused(() -> PkiDirectory.open(directory, time), "does not belong");
    }

    @Test
    void issuesAWorkingIdentity() throws Exception {
        PkiDirectory.Issued issued = pki.issue(HOME, TestNode.MONTH);
        assertThat(issued.others()).isEmpty();
        Path out = parent.resolve("out/home");
        pki.copyFor("home", out);
        assertThat(mode(out.resolve("node.key"))).isEqualTo("rw-------");
        var loading = NodeIdentity.load(TestFiles.in(out), time);
        assertThat(loading).isInstanceOfSatisfying(NodeIdentity.Loading.Ready.class, ready -> {
            assertThat(ready.identity().id()).isEqualTo(HOME);
            assertThat(ready.warnings()).isEmpty();
        });
    }

    @Test
    void copiesOverNothing() throws Exception {
        pki.issue(HOME, TestNode.MONTH);
        Path out = Files.createDirectory(parent.resolve("out"));
        Files.writeString(out.resolve("ca.crl"), "mine");
        assertRefused(
                () -> {
                    pki.copyFor("home", out);
                    return out;
                },
                "exists already");
        assertThat(out.resolve("node.key")).doesNotExist();
        assertThat(out.resolve("ca.crl")).hasContent("mine");
    }

    @Test
    void neverOverwritesAKey() throws Exception {
        pki.issue(HOME, TestNode.MONTH);
        Map<String, String> before = contents();
        assertRefused(() -> pki.issue(HOME, TestNode.MONTH), "has its key in", "pki renew");
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void oneNameIsOneNode() throws Exception {
        pki.issue(HOME, TestNode.MONTH);
        assertRefused(() -> pki.issue(new PeerId(PeerId.Kind.HUB, "home"), TestNode.MONTH), "there is edge home");
    }

    @Test
    void renewsTheCertificateAndKeepsTheKey() throws Exception {
        pki.issue(HOME, TestNode.MONTH);
        byte[] key = Files.readAllBytes(directory.resolve("issued/home/node.key"));
        X509Certificate before = certificate("home");
        time.turn(Duration.ofDays(20));

        pki.renew("home", TestNode.MONTH);

        assertThat(directory.resolve("issued/home/node.key")).hasBinaryContent(key);
        assertThat(certificate("home").getPublicKey()).isEqualTo(before.getPublicKey());
        assertThat(certificate("home").getNotAfter()).isAfter(before.getNotAfter());
        assertThat(pki.overview().certificates()).hasSize(2);
        assertRefused(() -> pki.renew("nobody", TestNode.MONTH), "there is no certificate");
    }

    @Test
    void revokesEveryCertificateOfANode() throws Exception {
        pki.issue(HOME, TestNode.MONTH);
        pki.renew("home", TestNode.MONTH);
        pki.issue(PARIS, TestNode.MONTH);

        assertThat(pki.revoke("home")).hasSize(2);

        assertThat(pki.revoke("home")).as("again").isEmpty();
        assertThat(list().getRevokedCertificates()).hasSize(2);
        assertThat(list().getRevokedCertificate(certificate("paris"))).isNull();
        assertThat(pki.overview().listBehind()).isFalse();
        assertRefused(() -> pki.renew("home", TestNode.MONTH), "is revoked");
        assertRefused(() -> pki.revoke("nobody"), "has not issued");
    }

    @Test
    void revokesOneCertificateBySerial() throws Exception {
        BigInteger first = pki.issue(HOME, TestNode.MONTH).certificate().serial();
        BigInteger second = pki.renew("home", TestNode.MONTH).certificate().serial();
        pki.revoke(first);
        assertThat(list().getRevokedCertificate(first)).isNotNull();
        assertThat(list().getRevokedCertificate(second)).isNull();
        assertRefused(() -> pki.revoke(BigInteger.ONE), "has not issued");
    }

    @Test
    void aRevokedNameGetsANewKeyAndTheOldOneIsKept() throws Exception {
        pki.issue(HOME, TestNode.MONTH);
        byte[] old = Files.readAllBytes(directory.resolve("issued/home/node.key"));
        String serial = certificate("home").getSerialNumber().toString(16);
        pki.revoke("home");

        pki.issue(HOME, TestNode.MONTH);

        assertThat(Files.readAllBytes(directory.resolve("issued/home/node.key")))
                .isNotEqualTo(old);
        assertThat(directory.resolve("retired/home-" + serial + "/node.key")).hasBinaryContent(old);
        assertThat(list().getRevokedCertificate(certificate("home"))).isNull();
    }

    @Test
    void warnsOfAnotherCertificateWhoseKeyWasTakenAway() throws Exception {
        BigInteger first = pki.issue(HOME, TestNode.MONTH).certificate().serial();
        AtomicFile.delete(directory.resolve("issued/home"));
        assertThat(pki.issue(HOME, TestNode.MONTH).others())
                .extracting(IssuedCertificate::serial)
                .containsExactly(first);
    }

    @Test
    void listNumbersOnlyGrow() throws Exception {
        pki.issue(HOME, TestNode.MONTH);
        long first =
                PkiIndex.parse(Files.readAllBytes(directory.resolve("index"))).listNumber();
        pki.revoke("home");
        pki.renewList();
        assertThat(PkiIndex.parse(Files.readAllBytes(directory.resolve("index")))
                        .listNumber())
                .isEqualTo(first + 2);
    }

    @Test
    void renewsTheListForAnotherMonth() throws Exception {
        time.turn(Duration.ofDays(29));
        assertThat(pki.renewList().getNextUpdate().toInstant())
                .isEqualTo(time.instant().plus(Duration.ofDays(30)));
    }

    @Test
    void sweepsUpAfterAnInterruptedIssue() throws Exception {
        Path half = AtomicFile.unfinishedBeside(directory.resolve("issued/home"));
        AtomicFile.createDirectory(half);
        Files.writeString(half.resolve("node.key"), "half");
        Path index = AtomicFile.unfinishedBeside(directory.resolve("index"));
        Files.writeString(index, "brai");

        pki.issue(HOME, TestNode.MONTH);

        assertThat(half).doesNotExist();
        assertThat(index).doesNotExist();
        assertThat(certificate("home")).isNotNull();
    }

    @Test
    void finishesARevocationThatStoppedBeforeTheList() throws Exception {
        byte[] before = Files.readAllBytes(directory.resolve("ca.crl"));
        pki.issue(HOME, TestNode.MONTH);
        pki.revoke("home");
        Files.write(directory.resolve("ca.crl"), before);
        assertThat(pki.overview().listBehind()).isTrue();

        pki.issue(PARIS, TestNode.MONTH);

        assertThat(pki.overview().listBehind()).isFalse();
        assertThat(list().getRevokedCertificate(certificate("home"))).isNotNull();
    }

    @Test
    void writesALostOrDamagedListAgain() throws Exception {
        for (byte[] damage : List.of(
                new byte[0], "-----BEGIN X509 CRL-----\nAAAA".getBytes(java.nio.charset.StandardCharsets.US_ASCII))) {
            Files.write(directory.resolve("ca.crl"), damage);
            assertThat(pki.overview().listBehind()).isTrue();
            pki.renewList();
            assertThat(pki.overview().listBehind()).isFalse();
        }
    }

    @Test
    void aDamagedIndexIsReportedAndLeftAlone() throws Exception {
        pki.issue(HOME, TestNode.MONTH);
        Path index = directory.resolve("index");
        byte[] whole = Files.readAllBytes(index);
        Files.write(index, Arrays.copyOf(whole, whole.length - 20));
        Map<String, String> before = contents();
        assertRefused(() -> pki.issue(PARIS, TestNode.MONTH), "damaged at line 2", "backup");
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void writersWaitForEachOther() throws Exception {
        try (ExecutorService writers = Executors.newFixedThreadPool(4)) {
            List<Future<PkiDirectory.Issued>> issued = writers.invokeAll(IntStream.range(0, 12)
                    .<Callable<PkiDirectory.Issued>>mapToObj(i -> () -> PkiDirectory.open(directory, time)
                            .issue(new PeerId(PeerId.Kind.EDGE, "edge-" + i), TestNode.MONTH))
                    .toList());
            for (Future<PkiDirectory.Issued> one : issued) {
                one.get();
            }
        }
        assertThat(pki.overview().certificates()).hasSize(12);
    }

    @Test
    void aSecondWriterGivesUpInTheEnd() throws Exception {
        try (PkiLock _ = PkiLock.take(directory)) {
            assertRefused(() -> PkiLock.take(directory, Duration.ofMillis(1)), "another process is writing");
        }
        PkiLock.take(directory, Duration.ofMillis(1)).close();
    }

    private X509Certificate certificate(String name) throws Exception {
        return Pem.certificates(Files.readAllBytes(directory.resolve("issued/" + name + "/node.crt")))
                .getFirst();
    }

    private X509CRL list() throws Exception {
        return Pem.lists(Files.readAllBytes(directory.resolve("ca.crl"))).getFirst();
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    /** Every file but the lock, by its content. */
    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.getFileName().toString().equals("lock")) {
                    contents.put(file.toString(), Files.readString(file));
                }
            }
        }
        return contents;
    }

    private static void assertRefused(Callable<?> work, String... says) {
        assertThatExceptionOfType(PkiException.class)
                .isThrownBy(work::call)
                .satisfies(e -> assertThat(e.getMessage()).contains(says).doesNotContain("\n"));
    }
}
