package dev.braid.node.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevocationsTest {
    private final TurnedClock time = new TurnedClock();
    private final Authority authority = Authority.create("Test", time);
    private final TestNode home = TestNode.of(authority, PeerId.Kind.EDGE, "home");
    private final TestNode cabin = TestNode.of(authority, PeerId.Kind.EDGE, "cabin");

    @TempDir
    private Path directory;

    private Path file;
    private Revocations revocations;

    @BeforeEach
    void oneIsRevoked() throws Exception {
        file = directory.resolve("ca.crl");
        Files.write(file, list(1, home));
        revocations = Revocations.following(file, List.of(authority.certificate()), time);
    }

    @Test
    void knowsWhoIsRevoked() {
        assertThat(revocations.isRevoked(home.certificate())).isTrue();
        assertThat(revocations.isRevoked(cabin.certificate())).isFalse();
        assertThat(revocations.status().entries()).isEqualTo(1);
        assertThat(revocations.status().complaint()).isNull();
    }

    @Test
    void followsAFileWrittenInPlace() throws Exception {
        Files.write(file, list(2, home, cabin));
        assertThat(revocations.isRevoked(cabin.certificate())).isTrue();
    }

    @Test
    void followsAChangeOfSameSizeWithinOneTickOfTheFileSystem() throws Exception {
        Files.write(file, padded(list(1, home)));
        assertThat(revocations.isRevoked(home.certificate())).isTrue();
        FileTime modified = Files.getLastModifiedTime(file);
        Files.write(file, padded(list(2, cabin)));
        Files.setLastModifiedTime(file, modified);
        assertThat(revocations.isRevoked(cabin.certificate())).isTrue();
    }

    @Test
    void readsAnUnchangedFileOnlyOnce() throws Exception {
        Files.setLastModifiedTime(file, FileTime.from(java.time.Instant.parse("2026-01-01T00:00:00Z")));
        assertThat(revocations.isRevoked(home.certificate())).isTrue();
        long version = revocations.version();
        FileTime access = FileTime.from(java.time.Instant.parse("2020-01-01T00:00:00Z"));
        Files.setAttribute(file, "lastAccessTime", access);
        revocations.isRevoked(home.certificate());
        assertThat(revocations.version()).isEqualTo(version);
        assertThat(Files.getAttribute(file, "lastAccessTime")).isEqualTo(access);
    }

    @Test
    void anOverdueListStaysInForceAndSaysSo() {
        time.turn(Authority.LIST_VALIDITY.plus(Duration.ofDays(1)));
        assertThat(revocations.status().overdue()).isTrue();
        assertThat(revocations.isRevoked(home.certificate())).isTrue();
        assertThat(revocations.isRevoked(cabin.certificate())).isFalse();
    }

    @Test
    void aMissingFileLeavesWhatWasKnownAndSaysSo() throws Exception {
        Files.delete(file);
        assertThat(revocations.isRevoked(home.certificate())).isTrue();
        assertThat(revocations.status().complaint()).isEqualTo("does not exist");
        Files.write(file, list(2, home, cabin));
        assertThat(revocations.isRevoked(cabin.certificate())).isTrue();
        assertThat(revocations.status().complaint()).isNull();
    }

    @Test
    void theSameFilePutBackEndsTheComplaint() throws Exception {
        byte[] content = Files.readAllBytes(file);
        Files.delete(file);
        assertThat(revocations.status().complaint()).isNotNull();
        Files.write(file, content);
        assertThat(revocations.status().complaint()).isNull();
    }

    @Test
    void aTornFileLeavesWhatWasKnownAndSaysSo() throws Exception {
        byte[] whole = list(2, home, cabin);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        assertThat(revocations.isRevoked(home.certificate())).isTrue();
        assertThat(revocations.status().complaint()).contains("cut off");
        assertThat(revocations.status().complaint()).contains("cut off");
    }

    @Test
    void aListOfAStrangerUnderOurNameCountsForNothing() throws Exception {
        Authority stranger = Authority.create("Test", time);
        Files.write(file, Pem.encode(stranger.list(List.of(entry(cabin)), 9)));
        assertThat(revocations.isRevoked(cabin.certificate())).isFalse();
        assertThat(revocations.isRevoked(home.certificate())).isTrue();
        assertThat(revocations.status().complaint()).contains("not signed by an authority we trust");
    }

    @Test
    void oneForeignListDoesNotHideTheGoodOne() throws Exception {
        Authority stranger = Authority.create("Other", time);
        Files.write(file, join(Pem.encode(stranger.list(List.of(), 1)), list(2, home, cabin)));
        assertThat(revocations.isRevoked(cabin.certificate())).isTrue();
        assertThat(revocations.status().complaint()).isNotNull();
    }

    @Test
    void anOlderListTakesNothingBack() throws Exception {
        Files.write(file, list(2, home, cabin));
        assertThat(revocations.isRevoked(cabin.certificate())).isTrue();
        Files.write(file, list(1, home));
        assertThat(revocations.isRevoked(cabin.certificate())).isTrue();
    }

    @Test
    void listsOfSeveralAuthoritiesMayShareAFile() throws Exception {
        Authority next = Authority.create("Next", time);
        TestNode london = TestNode.of(next, PeerId.Kind.HUB, "london");
        Files.write(file, join(list(2, home), Pem.encode(next.list(List.of(entry(london)), 1))));
        Revocations both = Revocations.following(file, List.of(authority.certificate(), next.certificate()), time);
        assertThat(both.isRevoked(home.certificate())).isTrue();
        assertThat(both.isRevoked(london.certificate())).isTrue();
        assertThat(both.status().complaint()).isNull();
    }

    /** Filled up to one size by lines that PEM readers pass over. */
    private static byte[] padded(byte[] list) {
        byte[] padded = Arrays.copyOf(list, 4096);
        Arrays.fill(padded, list.length, padded.length, (byte) '\n');
        return padded;
    }

    private byte[] list(long number, TestNode... revoked) throws Exception {
        return Pem.encode(authority.list(Arrays.stream(revoked).map(this::entry).toList(), number));
    }

    private Authority.Revoked entry(TestNode node) {
        return new Authority.Revoked(node.certificate().getSerialNumber(), time.instant());
    }

    private static byte[] join(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
