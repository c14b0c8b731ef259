package dev.braid.node.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.node.contract.Prefix;
import dev.braid.node.host.HostChange.AddressAdded;
import dev.braid.node.host.HostChange.EndpointTaken;
import dev.braid.node.host.HostChange.EndpointsOf;
import dev.braid.node.host.HostChange.LimitsSet;
import dev.braid.node.host.HostChange.NftTable;
import dev.braid.node.host.HostChange.RouteAdded;
import dev.braid.node.host.HostChange.RuleAdded;
import dev.braid.node.host.HostChange.SysctlKept;
import dev.braid.node.host.HostChange.SysctlSet;
import dev.braid.node.host.LedgerLine.Entry;
import dev.braid.node.linux.NetworkNamespace;
import dev.braid.node.linux.Route;
import dev.braid.node.linux.Rule;
import dev.braid.node.mptcp.Endpoint;
import dev.braid.node.mptcp.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    private static final Origin HERE = new Origin("boot-1", 11, 101);
    private static final List<HostChange> ONE_OF_EACH = List.of(
            new SysctlSet("net/ipv4/conf/eth0.100/rp_filter", "1", "2"),
            new SysctlKept("net/ipv6/conf/eth0/forwarding", "1"),
            new AddressAdded(9, Prefix.parse("10.77.0.1/16")),
            new RouteAdded(Route.unicast(Prefix.parse("::/0"), Prefix.literal("fe80::1"), 2, 7101, 183)),
            new RuleAdded(new Rule(false, 7201, null, Prefix.parse("10.0.0.0/8"), "lan0", 0, 0, 7000, -1, 183)),
            new NftTable("inet", "braid", "  chain a { }\n"),
            new LimitsSet(new Limits(2, 0), new Limits(8, 8)),
            new EndpointsOf(Prefix.literal("203.0.113.5")),
            new EndpointTaken(new Endpoint(3, Prefix.literal("fd00::5"), 2, Endpoint.FLAG_SUBFLOW)));

    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    @Test
    void givesBackEveryKindOfChangeAsItWas() throws IOException {
        append(ONE_OF_EACH);
        assertThat(leftOver(HERE)).isEqualTo(ONE_OF_EACH);
    }

    @Test
    void whatTrainsTheStartIsSound() {
        assertThatCode(LedgerLine::train).doesNotThrowAnyException();
    }

    @Test
    void isReadableByItsOwnerOnly() throws IOException {
        append(ONE_OF_EACH);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void struckEntriesAreGone() throws IOException {
        try (Ledger ledger = Ledger.open(directory, HERE)) {
            List<Entry> entries = ledger.append("edge", ONE_OF_EACH);
            ledger.strike(entries.get(1));
        }
        assertThat(leftOver(HERE)).hasSize(ONE_OF_EACH.size() - 1).doesNotContain(ONE_OF_EACH.get(1));
    }

    @Test
    void toleratesALineTornAtAnyByte() throws IOException {
        append(ONE_OF_EACH);
        byte[] whole = Files.readAllBytes(file());
        for (int length = 0; length < whole.length; length++) {
            byte[] torn = Arrays.copyOf(whole, length);
            Files.write(file(), torn);
            long wholeLines = new String(torn, StandardCharsets.UTF_8)
                    .chars()
                    .filter(c -> c == '\n')
                    .count();
            // Where only the newline is missing the line itself can be read, and is.
            assertThat(leftOver(HERE).size()).isBetween(Math.max(0, (int) wholeLines - 1), (int) wholeLines);
        }
    }

    @Test
    void appendsAfterATornLineWithoutLosingWhatFollows() throws IOException {
        append(ONE_OF_EACH.subList(0, 2));
        byte[] whole = Files.readAllBytes(file());
        Files.write(file(), Arrays.copyOf(whole, whole.length - 5));
        append(ONE_OF_EACH.subList(2, 4));
        assertThat(leftOver(HERE)).containsExactly(ONE_OF_EACH.get(0), ONE_OF_EACH.get(2), ONE_OF_EACH.get(3));
    }

    @Test
    void passesOverALineItCannotRead() throws IOException {
        append(ONE_OF_EACH.subList(0, 3));
        List<String> lines = Files.readAllLines(file());
        lines.set(2, lines.get(2).replace("sysctl-kept", "of-a-later-version"));
        Files.write(file(), lines);
        assertThat(leftOver(HERE)).containsExactly(ONE_OF_EACH.get(0), ONE_OF_EACH.get(2));
    }

    @Test
    void refusesToReadAChangeOfWhatIsNotOurs() throws IOException {
        append(ONE_OF_EACH.subList(0, 1));
        String text = Files.readString(file()).replace("net/ipv4/conf/eth0.100/rp_filter", "net/../kernel/panic");
        Files.writeString(file(), text);
        assertThat(leftOver(HERE)).isEmpty();
    }

    @Test
    void discardsALedgerFromBeforeTheLastBoot() throws IOException {
        append(ONE_OF_EACH);
        assertThat(leftOver(new Origin("boot-2", 11, 101))).isEmpty();
    }

    @Test
    void setsAsideALedgerWhoseNamespaceIsGone() throws IOException {
        append(ONE_OF_EACH);
        assertThat(leftOver(new Origin("boot-1", 12, 102))).isEmpty();
        assertThat(directory.resolve("ledger.other-namespace.jsonl")).exists();
    }

    @Test
    void takesAReusedNamespaceNumberForAnotherNamespace() throws IOException {
        append(ONE_OF_EACH);
        assertThat(leftOver(new Origin("boot-1", 11, 102))).isEmpty();
    }

    /** This process is seen in its own namespace; the ledger says it was written there, we say we are elsewhere. */
    @Test
    void refusesALedgerOfANamespaceThatIsStillThere() throws IOException {
        long initialNamespace = NetworkNamespace.inode();
        Files.writeString(
                directory.resolve("ledger.jsonl"),
                new LedgerLine.Opened(1, new Origin("boot-1", initialNamespace, 1)).json() + "\n"
                        + new Entry(1, "edge", ONE_OF_EACH.getFirst()).json() + "\n");
        Origin elsewhere = new Origin("boot-1", initialNamespace + 1_000_000, 2);
        assertThatThrownBy(() -> Ledger.open(directory, elsewhere))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("another network namespace")
                .hasMessageContaining("delete the file");
    }

    @Test
    void staysSmallHoweverOftenChangesComeAndGo() throws IOException {
        try (Ledger ledger = Ledger.open(directory, HERE)) {
            ledger.append("edge", ONE_OF_EACH);
            for (int i = 0; i < 500; i++) {
                ledger.strike(
                        ledger.append("edge", List.of(ONE_OF_EACH.getFirst())).getFirst());
            }
            assertThat(Files.readAllLines(file())).hasSizeLessThan(120);
        }
        assertThat(leftOver(HERE)).isEqualTo(ONE_OF_EACH);
    }

    @Test
    void leavesNoFileWhenNothingIsLeftToUndo() throws IOException {
        try (Ledger ledger = Ledger.open(directory, HERE)) {
            for (Entry entry : ledger.append("edge", ONE_OF_EACH)) {
                ledger.strike(entry);
            }
        }
        assertThat(directory).isEmptyDirectory();
    }

    private void append(List<HostChange> changes) throws IOException {
        try (Ledger ledger = Ledger.open(directory, HERE)) {
            ledger.append("edge", changes);
        }
    }

    private List<HostChange> leftOver(Origin here) throws IOException {
        try (Ledger ledger = Ledger.open(directory, here)) {
            return ledger.live().stream().map(Entry::change).toList();
        }
    }

    private Path file() {
        return directory.resolve("ledger.jsonl");
    }
}
