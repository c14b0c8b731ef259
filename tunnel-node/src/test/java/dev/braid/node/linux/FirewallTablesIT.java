package dev.braid.node.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FirewallTablesIT {
    @Test
    void namesTablesOfAllFamiliesAndDeletesOneWithWhatIsInIt() throws Exception {
        InNamespace.run(() -> {
            try (FirewallTables tables = FirewallTables.open()) {
                assertThat(tables.names()).isEmpty();
                nft("add table inet here");
                nft("add chain inet here in { type filter hook input priority 0; }");
                nft("add rule inet here in counter");
                nft("add table ip here");
                nft("add set ip here some { type ipv4_addr; elements = { 192.0.2.1 }; }");
                nft("add table bridge there");
                assertThat(tables.names()).containsExactlyInAnyOrder("inet here", "ip here", "bridge there");
                tables.delete("inet", "here");
                assertThat(tables.names()).containsExactlyInAnyOrder("ip here", "bridge there");
            }
        });
    }

    @Test
    void saysThatThereIsNoneOfThatName() throws Exception {
        InNamespace.run(() -> {
            try (FirewallTables tables = FirewallTables.open()) {
                assertThatThrownBy(() -> tables.delete("inet", "nobody"))
                        .isInstanceOfSatisfying(
                                ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOENT))
                        .hasMessageContaining("delete firewall table inet nobody");
                assertThat(tables.names()).isEmpty();
            }
        });
    }

    private static void nft(String script) throws Exception {
        Process process =
                new ProcessBuilder("nft", script).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
