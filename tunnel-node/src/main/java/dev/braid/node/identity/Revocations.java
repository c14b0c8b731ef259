package dev.braid.node.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The revocation list of a running node. It follows its file: every question looks at the file's size, time and inode, and
 * reads it again when they changed, so an operator who copies a new list over the old one cuts a node at once.
 *
 * <p>It fails towards keeping tunnels alive <em>and</em> towards keeping revoked nodes out: a list that is overdue, damaged,
 * gone or not signed by our authority leaves what was known in force, and says so. Were an overdue list an error, every
 * tunnel would die the night the operator forgot to renew it; were it ignored, so would be every revocation.
 *
 * <p>Any thread; the lock is held for a stat, seldom for a read. Strangers do not reach it: trust asks last.
 */
public final class Revocations {
    /** A list longer than this is a mistake: at 40 bytes an entry these are 800,000 of them. */
    private static final long FILE_BYTES_MAX = 32L << 20;

    /** A file changed twice within one tick of the file system's clock looks unchanged; younger than this it is read anyway. */
    private static final Duration CLOCK_TICK_MAX = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(Revocations.class);

    /**
     * How the list stands.
     *
     * @param entries certificates taken back
     * @param nextUpdate by when a newer list was promised
     * @param complaint what is wrong with the file now, for people; what was known before stays in force
     */
    public record Status(
            int entries,
            @Nullable Instant nextUpdate,
            boolean overdue,
            @Nullable String complaint) {}

    /** What tells one state of a file from another without reading it. */
    private record Stamp(
            FileTime modified, long lengthBytes, @Nullable Object inode) {}

    private final @Nullable Path file;
    private final List<X509Certificate> authorities;
    private final InstantSource time;

    private RevocationList known;
    private @Nullable Stamp seen;
    private byte @Nullable [] content;
    private @Nullable String complaint;
    private boolean overdueSaid;
    private long version;

    private Revocations(@Nullable Path file, List<X509Certificate> authorities, InstantSource time) {
        this.file = file;
        this.authorities = List.copyOf(authorities);
        this.time = time;
        this.known = RevocationList.EMPTY;
    }

    /** For an installation without a list: nobody is revoked. */
    public static Revocations none() {
        return new Revocations(null, List.of(), InstantSource.system());
    }

    /** Follows {@code file} from now on; what is wrong with it at first is in {@link #status}. */
    public static Revocations following(Path file, List<X509Certificate> authorities, InstantSource time) {
        Revocations revocations = new Revocations(file, authorities, time);
        revocations.version();
        return revocations;
    }

    public synchronized boolean isRevoked(X509Certificate certificate) {
        refresh();
        return known.contains(certificate);
    }

    /** Grows when more is known; a caller with many live peers asks this and rechecks them only when it has changed. */
    public synchronized long version() {
        refresh();
        return version;
    }

    public synchronized Status status() {
        refresh();
        return new Status(known.entries(), known.nextUpdate(), overdue(), complaint);
    }

    private void refresh() {
        if (file == null) {
            return;
        }
        try {
            Stamp now = stamp(file);
            if (!now.equals(seen) || isYoung(now)) {
                read(file);
                seen = now;
            }
        } catch (IOException e) {
            seen = null;
            content = null;
            complain(FileFault.describe(e));
        } catch (PemException e) {
            complain(String.valueOf(e.getMessage()));
        }
        sayWhenOverdue();
    }

    private void read(Path path) throws IOException, PemException {
        if (Files.size(path) > FILE_BYTES_MAX) {
            throw new IOException("longer than " + FILE_BYTES_MAX + " bytes");
        }
        byte[] bytes = Files.readAllBytes(path);
        if (Arrays.equals(bytes, content)) {
            return;
        }
        content = bytes;
        RevocationList fresh = RevocationList.read(bytes, authorities);
        known = fresh.withKnowledgeOf(known);
        version++;
        overdueSaid = false;
        complaint = null;
        fresh.complaints().stream().findFirst().ifPresent(this::complain);
        LOG.info("revocation list read file={} entries={} next_update={}", path, known.entries(), known.nextUpdate());
    }

    private void complain(String what) {
        if (!what.equals(complaint)) {
            LOG.warn("revocation list not usable, what was known stays in force file={} problem={}", file, what);
        }
        complaint = what;
    }

    private void sayWhenOverdue() {
        if (overdue() && !overdueSaid) {
            overdueSaid = true;
            LOG.warn(
                    "revocation list overdue, still in force; renew it with 'braid-node pki crl' file={} next_update={}",
                    file,
                    known.nextUpdate());
        }
    }

    private boolean overdue() {
        return Optional.ofNullable(known.nextUpdate())
                .map(next -> next.isBefore(time.instant()))
                .orElse(false);
    }

    /** By the machine's clock, not {@link #time}: the file's time comes from there too. */
    private static boolean isYoung(Stamp stamp) {
        Instant settled = stamp.modified().toInstant().plus(CLOCK_TICK_MAX);
        return InstantSource.system().instant().isBefore(settled);
    }

    private static Stamp stamp(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        return new Stamp(
                attributes.lastModifiedTime(), attributes.size(), Objects.requireNonNull(attributes.fileKey()));
    }
}
