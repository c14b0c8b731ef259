package dev.braid.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.admin.StatusSocket;
import dev.braid.node.contract.NodeStatus;
import dev.braid.node.contract.StatusJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class NodeMainTest {
    private static final String EDGE = """
            kind: edge
            name: home
            identity: {certificate: node.crt, key: node.key, authority: ca.crt}
            hubs: [{name: fra, address: hub.example.net}]
            uplinks: {dsl: {interface: absent0}, lte: {interface: absent1}}
            lan: {traffic: all}
            """;

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(String... arguments) {
        CommandLine command = NodeMain.commandLine(arguments);
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err));
        return command.execute(arguments);
    }

    private Path file(String text) throws IOException {
        for (String name : List.of("node.crt", "node.key", "ca.crt")) {
            Files.writeString(directory.resolve(name), "");
        }
        return Files.writeString(directory.resolve("edge.yaml"), text);
    }

    @Test
    void checkAcceptsGoodFile() throws IOException {
        Path file = file(EDGE);

        assertThat(execute("check", "--config", file.toString())).isZero();
        assertThat(out).hasToString(file + ": ok, edge home, 2 uplinks, 1 hub" + System.lineSeparator());
        assertThat(err.toString()).contains(file + ":5: warning: uplinks.dsl.interface: ");
    }

    @Test
    void checkRefusesBadFileWithEveryProblem() throws IOException {
        Path file = file(EDGE.replace("name: home", "name: Home") + "nonsense: 1\n");

        assertThat(execute("check", "-c", file.toString())).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains(file + ":2: name: ", file + ":7: nonsense: is not a known key");
    }

    @Test
    void runRefusesBadFile() throws IOException {
        assertThat(execute("run", "-c", file("kind: edge").toString())).isEqualTo(1);
        assertThat(err.toString()).contains("name: is missing");
    }

    @Test
    void statusShowsTableOrTheNodesOwnJson() throws IOException {
        String json = StatusJson.write(new NodeStatus("home", "edge", "0.1.0", Instant.EPOCH, 5, List.of(), List.of()));
        Path socket = directory.resolve("status.sock");
        try (StatusSocket node = StatusSocket.open(socket, Map.of("status", arguments -> json))) {
            assertThat(node).isNotNull();
            assertThat(execute("status", "--socket", socket.toString())).isZero();
            assertThat(out.toString()).startsWith("home, edge, version 0.1.0, up 5 s");
            out.getBuffer().setLength(0);

            Path file = file("status-socket: status.sock\n");
            assertThat(execute("status", "--json", "--config", file.toString())).isZero();
            assertThat(out).hasToString(json + "\n");
        }
    }

    @Test
    void statusSaysWhenNoNodeRuns() {
        assertThat(execute("status", "--socket", directory.resolve("none.sock").toString()))
                .isEqualTo(3);
        assertThat(err.toString())
                .startsWith("braid-node: no node is running: there is no socket ")
                .hasLineCount(1);
    }

    @Test
    void wrongUsageIsOneLine() {
        assertThat(execute("check")).isEqualTo(2);
        assertThat(execute("chekc")).isEqualTo(2);
        assertThat(execute()).isEqualTo(2);
        assertThat(execute("status", "--socket", "a", "--config", "b")).isEqualTo(2);
        assertThat(err.toString()).hasLineCount(4).contains("Try 'braid-node check --help'");
    }

    @Test
    void runWithoutFileNeedsANodeThatHasJoined() {
        assertThat(execute("run", "--state-directory", directory.toString())).isEqualTo(1);
        assertThat(err.toString())
                .hasLineCount(1)
                .startsWith("braid-node: this node has joined no control plane")
                .contains("braid-node join KEY");
    }

    @Test
    void joinTakesNothingButAJoinKey() throws IOException {
        Path key = directory.resolve("key");
        Files.writeString(key, "s3cr3t");
        String state = directory.resolve("state").toString();

        assertThat(execute("join", key.toString(), "--state-directory", state)).isEqualTo(1);
        assertThat(execute("join", "braid-join_s3cr3t", "--state-directory", state))
                .isEqualTo(1);
        assertThat(err.toString()).hasLineCount(2).doesNotContain("s3cr3t");
        assertThat(directory.resolve("state")).doesNotExist();
    }

    @Test
    void debugShowsTheStack() {
        String absent = directory.resolve("none.yaml").toString();

        assertThat(execute("status", "--config", absent)).isEqualTo(1);
        assertThat(err.toString()).hasLineCount(1).contains("NoSuchFileException");
        for (String[] place : new String[][] {{"--debug", "status"}, {"status", "--debug"}}) {
            err.getBuffer().setLength(0);
            execute(place[0], place[1], "--config", absent);
            assertThat(err.toString()).contains("\tat dev.braid.node.StatusCommand.call");
        }
    }

    @Test
    void helpNamesExitCodes() {
        assertThat(execute("--help")).isZero();
        assertThat(out.toString()).contains("check", "run", "status", "no node is running");
        assertThat(execute("--version")).isZero();
        assertThat(out.toString()).contains("braid-node ");
    }
}
