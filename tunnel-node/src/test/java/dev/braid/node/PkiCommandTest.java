package dev.braid.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PkiCommandTest {
    private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

    @TempDir
    private Path parent;

    private Instant now = START;
    private String out = "";
    private String err = "";

    @Test
    void anAuthorityIsMadeAndSaysWhatComesNext() {
        assertThat(pki("init", "--name", "Home & Co")).isZero();
        assertThat(out).contains("valid until 2036-11-23T12:00:00Z", "SHA-256", "ca.key", "pki issue --dir");
        assertThat(err).isEmpty();
    }

    @Test
    void issuingNamesTheFilesToCopy() {
        pki("init", "--name", "Test");
        assertThat(pki("issue", "--kind", "edge", "home", "--days", "2")).isZero();
        assertThat(out)
                .contains("edge home", "valid until 2026-11-25T12:00:00Z")
                .contains("issued/home/node.crt", "issued/home/node.key", "ca.crt", "ca.crl", "0600");
        assertThat(out).doesNotContain("PRIVATE");
    }

    @Test
    void outGathersTheFourFiles() throws Exception {
        pki("init", "--name", "Test");
        Path home = parent.resolve("home");
        assertThat(pki("issue", "--kind", "edge", "home", "--out", home.toString()))
                .isZero();
        try (Stream<Path> files = Files.list(home)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("node.crt", "node.key", "ca.crt", "ca.crl");
        }
    }

    @Test
    void anOccupiedOutIssuesNothing() {
        pki("init", "--name", "Test");
        String out = parent.resolve("home").toString();
        pki("issue", "--kind", "edge", "home", "--out", out);
        assertThat(pki("issue", "--kind", "edge", "cabin", "--out", out)).isEqualTo(1);
        assertThat(parent.resolve("pki/issued/cabin")).doesNotExist();
    }

    @Test
    void failuresAreOneLineAndExitWithOne() {
        assertThat(pki("show")).isEqualTo(1);
        assertOneLine("holds no authority", "pki init");
        pki("init", "--name", "Test");
        assertThat(pki("init", "--name", "Test")).isEqualTo(1);
        assertOneLine("not empty");
        pki("issue", "--kind", "hub", "paris");
        assertThat(pki("issue", "--kind", "hub", "paris")).isEqualTo(1);
        assertOneLine("has its key in", "pki renew");
        assertThat(pki("revoke", "nobody")).isEqualTo(1);
        assertOneLine("has not issued");
    }

    @Test
    void wrongUsageExitsWithTwo() {
        pki("init", "--name", "Test");
        assertThat(pki("issue", "--kind", "spoke", "home")).isEqualTo(2);
        assertThat(err).contains("neither edge nor hub");
        assertThat(pki("issue", "--kind", "edge", "Home")).isEqualTo(2);
        assertThat(err).contains("a-z, 0-9");
        assertThat(pki("issue", "--kind", "edge", "../home")).isEqualTo(2);
        assertThat(pki("issue", "--kind", "edge", "home", "--days", "0")).isEqualTo(2);
        assertThat(err).contains("1 to 3650");
        assertThat(pki("issue", "home")).isEqualTo(2);
        assertThat(pki("revoke")).isEqualTo(2);
        assertThat(pki("revoke", "--serial", "xyz")).isEqualTo(2);
        assertThat(pki("revoke", "home", "--serial", "1")).isEqualTo(2);
        assertThat(pki("init", "--name", " ")).isEqualTo(2);
    }

    @Test
    void everyCommandHasHelp() {
        for (String command : new String[] {"init", "issue", "renew", "revoke", "crl", "show"}) {
            StringWriter printed = new StringWriter();
            CommandLine whole = NodeMain.commandLine().setOut(new PrintWriter(printed));
            assertThat(whole.execute("pki", command, "--help")).isZero();
            assertThat(printed.toString()).contains("--dir");
        }
    }

    @Test
    void showListsNodesByState() {
        pki("init", "--name", "Test");
        pki("issue", "--kind", "hub", "paris", "--days", "90");
        pki("issue", "--kind", "edge", "home");
        pki("issue", "--kind", "edge", "cabin", "--days", "28");
        pki("revoke", "home");
        now = START.plus(Duration.ofDays(25));
        pki("issue", "--kind", "edge", "shed", "--days", "1");
        now = START.plus(Duration.ofDays(26).plusHours(1));

        assertThat(pki("show")).isZero();

        assertThat(out).contains("CN=Test", "WARNING: renew ca.crl");
        assertThat(out).containsPattern("(?m)^paris +hub +[0-9a-f]+ +2027-02-21T12:00:00Z +valid$");
        assertThat(out).containsPattern("(?m)^home +edge +[0-9a-f]+ +2026-12-23T12:00:00Z +revoked$");
        assertThat(out).containsPattern("(?m)^cabin +edge .* valid, renew soon$");
        assertThat(out).containsPattern("(?m)^shed +edge .* expired$");
    }

    @Test
    void showSpeaksJson() {
        pki("init", "--name", "A \"quoted\" name");
        pki("issue", "--kind", "edge", "home");
        assertThat(pki("show", "--json")).isZero();
        JsonNode document = JsonMapper.shared().readTree(out);
        assertThat(document.get("authority").asString()).contains("quoted");
        assertThat(document.get("listBehind").asBoolean()).isFalse();
        JsonNode home = document.get("certificates").get(0);
        assertThat(home.get("name").asString()).isEqualTo("home");
        assertThat(home.get("state").asString()).isEqualTo("valid");
        assertThat(home.get("revokedAt").isNull()).isTrue();
    }

    @Test
    void revokesBySerialAsShown() {
        pki("init", "--name", "Test");
        pki("issue", "--kind", "edge", "home");
        pki("show", "--json");
        String serial = JsonMapper.shared()
                .readTree(out)
                .get("certificates")
                .get(0)
                .get("serial")
                .asString();
        assertThat(pki("revoke", "--serial", serial)).isZero();
        assertThat(out).contains("Revoked edge home", "ca.crl", "every other node");
        assertThat(pki("revoke", "home")).isZero();
        assertThat(out).contains("revoked already");
    }

    @Test
    void renewsCertificatesAndTheList() {
        pki("init", "--name", "Test");
        pki("issue", "--kind", "edge", "home");
        now = START.plus(Duration.ofDays(20));
        assertThat(pki("renew", "home")).isZero();
        assertThat(out).contains("its key stays", "valid until 2027-01-12T12:00:00Z");
        assertThat(pki("crl")).isZero();
        assertThat(out).contains("due for renewal by 2027-01-12T12:00:00Z");
    }

    private void assertOneLine(String... parts) {
        assertThat(err.strip()).doesNotContain("\n").contains(parts);
        assertThat(out).isEmpty();
    }

    /** Runs {@code pki COMMAND --dir ... ARGUMENTS} and keeps what it printed. */
    private int pki(String command, String... arguments) {
        InstantSource time = () -> now;
        StringWriter printed = new StringWriter();
        StringWriter complained = new StringWriter();
        int code = new CommandLine(new PkiCommand(time))
                .setOut(new PrintWriter(printed))
                .setErr(new PrintWriter(complained))
                .execute(Stream.concat(
                                Stream.of(
                                        command, "--dir", parent.resolve("pki").toString()),
                                Stream.of(arguments))
                        .toArray(String[]::new));
        out = printed.toString();
        err = complained.toString();
        return code;
    }
}
