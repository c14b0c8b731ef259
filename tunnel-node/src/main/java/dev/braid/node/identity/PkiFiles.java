package dev.braid.node.identity;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of a {@link PkiDirectory} and the order in which they are written; knows nothing of when to issue what. */
record PkiFiles(Path directory) {
    private static final String AUTHORITY_CERTIFICATE = "ca.crt";
    private static final String AUTHORITY_KEY = "ca.key";
    private static final String LIST = "ca.crl";
    private static final String NODE_CERTIFICATE = "node.crt";
    private static final String NODE_KEY = "node.key";
    private static final String INDEX = "index";
    private static final String ISSUED = "issued";
    private static final String RETIRED = "retired";

    /** Work on the files; what can go wrong with it becomes a {@link PkiException}. */
    interface Work<T> {
        T run() throws IOException, PemException, GeneralSecurityException, PkiException;
    }

    static PkiFiles at(Path directory) {
        return new PkiFiles(directory.toAbsolutePath().normalize());
    }

    /** The directory and its first files: built beside it and moved there whole. */
    void create(Authority authority) throws IOException, GeneralSecurityException {
        Path parent = directory.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Path unfinished = AtomicFile.unfinishedBeside(directory);
        try {
            new PkiFiles(unfinished).fill(authority);
            AtomicFile.moveInto(unfinished, directory);
        } finally {
            AtomicFile.delete(unfinished);
        }
    }

    private void fill(Authority authority) throws IOException, GeneralSecurityException {
        AtomicFile.createDirectory(directory);
        AtomicFile.createDirectory(directory.resolve(ISSUED));
        AtomicFile.createDirectory(directory.resolve(RETIRED));
        AtomicFile.create(directory.resolve(AUTHORITY_KEY), Keys.encode(authority.key()), AtomicFile.SECRET);
        AtomicFile.create(
                directory.resolve(AUTHORITY_CERTIFICATE), Pem.encode(authority.certificate()), AtomicFile.PUBLIC);
        PkiIndex first = new PkiIndex(1, List.of());
        write(first);
        writeList(first, authority);
    }

    /** Whether {@link #create} would have to replace something. */
    boolean isOccupied() throws IOException {
        if (!Files.isDirectory(directory)) {
            return Files.exists(directory);
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isPresent();
        }
    }

    boolean hasAuthority() {
        return Files.exists(directory.resolve(AUTHORITY_CERTIFICATE));
    }

    X509Certificate authorityCertificate() throws IOException, PemException {
        return certificate(directory.resolve(AUTHORITY_CERTIFICATE));
    }

    PrivateKey authorityKey() throws IOException, PemException, PkiException {
        Path file = directory.resolve(AUTHORITY_KEY);
        String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        if (!mode.endsWith("------")) {
            throw new PkiException(file + " is open to other users (" + mode + ")", "run: chmod 600 " + file);
        }
        return Keys.parse(Files.readAllBytes(file));
    }

    Path home(String name) {
        return directory.resolve(ISSUED).resolve(name);
    }

    boolean hasHome(String name) {
        return Files.exists(home(name));
    }

    /** The certificate in a node's directory, or nothing when there is none. */
    @Nullable
    X509Certificate nodeCertificate(String name) throws IOException, PemException {
        Path file = home(name).resolve(NODE_CERTIFICATE);
        return Files.exists(file) ? certificate(file) : null;
    }

    /** Key and certificate in a directory of their own, then the index, then the directory under its name. */
    void publish(String name, KeyPair pair, X509Certificate certificate, PkiIndex index)
            throws IOException, GeneralSecurityException {
        Path unfinished = AtomicFile.unfinishedBeside(home(name));
        AtomicFile.createDirectory(unfinished);
        AtomicFile.create(unfinished.resolve(NODE_KEY), Keys.encode(pair.getPrivate()), AtomicFile.SECRET);
        AtomicFile.create(unfinished.resolve(NODE_CERTIFICATE), Pem.encode(certificate), AtomicFile.PUBLIC);
        write(index);
        AtomicFile.moveInto(unfinished, home(name));
    }

    void replaceCertificate(String name, X509Certificate certificate, PkiIndex index)
            throws IOException, GeneralSecurityException {
        write(index);
        AtomicFile.replace(home(name).resolve(NODE_CERTIFICATE), Pem.encode(certificate), AtomicFile.PUBLIC);
    }

    /** Makes room for a new key under a name whose old one is revoked. */
    void retire(String name, BigInteger serial) throws IOException {
        AtomicFile.moveInto(home(name), directory.resolve(RETIRED).resolve(name + "-" + serial.toString(16)));
    }

    PkiIndex index() throws IOException, PkiException {
        Path file = directory.resolve(INDEX);
        try {
            return PkiIndex.parse(Files.readAllBytes(file));
        } catch (PemException e) {
            throw new PkiException(file + " " + e.getMessage(), "restore it from a backup", e);
        }
    }

    void write(PkiIndex index) throws IOException {
        AtomicFile.replace(directory.resolve(INDEX), index.encode(), AtomicFile.PUBLIC);
    }

    X509CRL writeList(PkiIndex index, Authority authority) throws IOException, GeneralSecurityException {
        X509CRL list = authority.list(index.revoked(), index.listNumber());
        AtomicFile.replace(directory.resolve(LIST), Pem.encode(list), AtomicFile.PUBLIC);
        return list;
    }

    /** The revocation list, or nothing when it is gone or damaged: it can always be written again. */
    @Nullable
    X509CRL list() throws IOException {
        Path file = directory.resolve(LIST);
        try {
            List<X509CRL> lists = Files.exists(file) ? Pem.lists(Files.readAllBytes(file)) : List.of();
            return lists.isEmpty() ? null : lists.getFirst();
        } catch (PemException e) {
            return null;
        }
    }

    /** Whether the index knows of a revocation that the list does not. */
    static boolean isBehind(@Nullable X509CRL list, PkiIndex index) {
        Set<BigInteger> revoked =
                index.revoked().stream().map(Authority.Revoked::serial).collect(Collectors.toSet());
        return list == null || revoked.stream().anyMatch(serial -> list.getRevokedCertificate(serial) == null);
    }

    /** One writer at a time, who first sweeps away what an interrupted one left. */
    <T> T locked(Work<T> work) throws PkiException {
        return attempt(() -> {
            try (PkiLock _ = PkiLock.take(directory)) {
                AtomicFile.sweep(directory);
                AtomicFile.sweep(directory.resolve(ISSUED));
                return work.run();
            }
        });
    }

    /** The four files a node needs, into a directory that has none of them. */
    void copyFor(String name, Path out) throws IOException {
        if (!Files.isDirectory(out)) {
            Path parent = out.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            AtomicFile.createDirectory(out);
        }
        copy(home(name).resolve(NODE_KEY), out, AtomicFile.SECRET);
        copy(home(name).resolve(NODE_CERTIFICATE), out, AtomicFile.PUBLIC);
        copy(directory.resolve(AUTHORITY_CERTIFICATE), out, AtomicFile.PUBLIC);
        copy(directory.resolve(LIST), out, AtomicFile.PUBLIC);
    }

    static void checkCopyFor(Path out) throws PkiException {
        for (String file : List.of(NODE_KEY, NODE_CERTIFICATE, AUTHORITY_CERTIFICATE, LIST)) {
            if (Files.exists(out.resolve(file))) {
                throw new PkiException(out.resolve(file) + " exists already", "name a directory without it");
            }
        }
    }

    static <T> T attempt(Work<T> work) throws PkiException {
        try {
            return work.run();
        } catch (FileSystemException e) {
            throw new PkiException(
                    e.getFile() + " " + FileFault.describe(e), "check the directory and your rights to it", e);
        } catch (IOException e) {
            throw new PkiException("the pki directory failed: " + e.getMessage(), "check the disk", e);
        } catch (PemException | GeneralSecurityException e) {
            throw new PkiException(
                    "a file of the pki directory is unreadable: " + e.getMessage(), "restore it from a backup", e);
        }
    }

    private static void copy(Path file, Path directory, String mode) throws IOException {
        AtomicFile.create(directory.resolve(file.getFileName()), Files.readAllBytes(file), mode);
    }

    private static X509Certificate certificate(Path file) throws IOException, PemException {
        List<X509Certificate> certificates = Pem.certificates(Files.readAllBytes(file));
        if (certificates.isEmpty()) {
            throw new PemException(file + " holds no certificate");
        }
        return certificates.getFirst();
    }
}
