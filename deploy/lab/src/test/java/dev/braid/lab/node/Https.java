package dev.braid.lab.node;

import dev.braid.lab.Lab;
import dev.braid.lab.LabProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.SplittableRandom;

/** A large file of random bytes on an HTTPS server in the lab's server, and curl that fetches it. */
final class Https implements AutoCloseable {
    private static final String FILE = "large.bin";

    private final Lab lab;
    private final Path directory;
    private final String sha256;
    private final LabProcess server;

    private Https(Lab lab, Path directory, String sha256, LabProcess server) {
        this.lab = lab;
        this.directory = directory;
        this.sha256 = sha256;
        this.server = server;
    }

    static Https serve(TestNet net, int megabytes) throws Exception {
        Path directory = Files.createTempDirectory(net.home(), "https");
        String sha256 = write(directory.resolve(FILE), megabytes);
        net.lab()
                .exec(
                        "server",
                        "sh",
                        "-c",
                        "cd " + directory + " && openssl req -x509 -nodes -newkey ec"
                                + " -pkeyopt ec_paramgen_curve:P-256 -subj /CN=server -keyout key.pem -out cert.pem");
        LabProcess server = net.lab()
                .start(
                        "server",
                        "sh",
                        "-c",
                        "cd " + directory + " && exec openssl s_server -accept 443 -cert cert.pem -key key.pem -WWW");
        server.awaitOutput("ACCEPT", Duration.ofSeconds(10));
        return new Https(net.lab(), directory, sha256, server);
    }

    String sha256() {
        return sha256;
    }

    /** Answers the digest of what arrived at {@code host}. */
    String fetch(String host, String address) throws IOException {
        return fetched(startFetch(host, address));
    }

    LabProcess startFetch(String host, String address) throws IOException {
        String url = address.contains(":") ? "https://[" + address + "]/" : "https://" + address + "/";
        return lab.start(
                host,
                "sh",
                "-c",
                "curl -sS --insecure --http1.1 --max-time 180 " + url + FILE + " -o " + directory
                        + "/fetched && sha256sum < " + directory + "/fetched");
    }

    static String fetched(LabProcess fetch) throws IOException {
        int exitCode = fetch.awaitExit(Duration.ofSeconds(190));
        return exitCode == 0 ? fetch.output().replaceAll("[^0-9a-f]", "") : fetch.output();
    }

    @Override
    public void close() {
        server.close();
    }

    private static String write(Path file, int megabytes) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        SplittableRandom random = new SplittableRandom(1);
        byte[] block = new byte[1_000_000];
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
            for (int i = 0; i < megabytes; i++) {
                random.nextBytes(block);
                out.write(block);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
