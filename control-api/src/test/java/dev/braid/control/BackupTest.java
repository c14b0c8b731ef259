package dev.braid.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a backup is worth the same: in place, and wherever the key file lies that opens the authority's keys. */
class BackupTest {
    private static final String PASSPHRASE = "ten letters and more";
    private static final String HUB = "{\"spec\":{\"kind\":\"hub\",\"publicAddress\":\"192.0.2.1\"}}";

    @TempDir
    Path directory;

    @Test
    void whereTheKeyFileIsKeptElsewhere() throws Exception {
        byte[] backup;
        String authority;
        try (Control control = Control.start(directory.resolve("old"), "--braid.identity-key=" + key("old.key"))) {
            Client api = control.administrator();
            authority = authority(api);
            backup = backup(api);
        }
        String own = "--braid.identity-key=" + key("new.key");
        Path fresh = directory.resolve("new");
        try (Control control = Control.start(fresh, own)) {
            restore(control.anonymous(), backup, "X-Setup-Token", Control.setupToken(fresh));
        }
        try (Control control = Control.start(fresh, own)) {
            Client client = control.anonymous();
            assertThat(authority(Control.tokenOf(client, "ada", "after", Control.SCOPES)))
                    .isEqualTo(authority);
        }
    }

    @Test
    void inPlaceWhatWasThereIsBackAndWhatCameAfterIsGone() throws Exception {
        Path data = directory.resolve("same");
        String key;
        String authority;
        try (Control control = Control.start(data)) {
            Client api = control.administrator();
            key = Files.readString(data.resolve("identity.key"));
            api.put("nodes/before", HUB);
            authority = authority(api);
            byte[] backup = backup(api);
            String etag = api.get("nodes/before").etag();
            api.delete("nodes/before", "If-Match", etag);
            long last = api.put("nodes/after", HUB).json().path("revision").asLong();

            restore(api, backup);

            assertThat(api.get("nodes/before").etag()).isEqualTo(etag);
            assertThat(api.get("nodes/after").status()).isEqualTo(404);
            assertThat(api.put("nodes/next", HUB).json().path("revision").asLong())
                    .as("no node has heard of a revision that comes again")
                    .isGreaterThan(last);
        }
        try (Control control = Control.start(data)) {
            Client client = control.anonymous();
            assertThat(authority(Control.tokenOf(client, "ada", "later", Control.SCOPES)))
                    .isEqualTo(authority);
            assertThat(Files.readString(data.resolve("identity.key"))).isEqualTo(key);
        }
    }

    private static byte[] backup(Client api) {
        HttpResponse<byte[]> made = api.stream(
                "POST",
                "backup",
                ("{\"passphrase\":\"" + PASSPHRASE + "\"}").getBytes(StandardCharsets.UTF_8),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(made.statusCode()).isEqualTo(200);
        return made.body();
    }

    private static void restore(Client api, byte[] backup, String... who) {
        String[] headers = new String[who.length + 4];
        headers[0] = "Content-Type";
        headers[1] = "application/octet-stream";
        headers[2] = "X-Backup-Passphrase";
        headers[3] = PASSPHRASE;
        System.arraycopy(who, 0, headers, 4, who.length);
        HttpResponse<String> restored =
                api.stream("POST", "restore", backup, HttpResponse.BodyHandlers.ofString(), headers);
        assertThat(restored.statusCode()).as(restored.body()).isEqualTo(204);
    }

    /** The root's fingerprint, after a rotation: for that the root's key is opened, and a new one made. */
    private static String authority(Client api) {
        assertThat(api.post("certificate-authority/rotate", "").status()).isEqualTo(200);
        return api.get("certificate-authority").json().path("fingerprint").asString();
    }

    private Path key(String name) throws Exception {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        Path file =
                Files.writeString(directory.resolve(name), Base64.getEncoder().encodeToString(key));
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
