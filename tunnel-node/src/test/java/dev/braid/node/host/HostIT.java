package dev.braid.node.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.node.contract.NodeSpec;
import dev.braid.node.contract.NodeSpec.Traffic;
import dev.braid.node.contract.Prefix;
import dev.braid.node.linux.InNamespace;
import dev.braid.node.mptcp.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real kernel, in a namespace of the test's own:
 *
 * <pre>
 *   dsl0 203.0.113.5/24, 2001:db8:5::7/64   default via .1, via fe80::1
 *   lte0 100.64.0.9/30                      default via .10, metric 200
 *   lan0 192.168.10.1/24, fd10::1/64
 *   braid0                                  stands in for the TUN device
 * </pre>
 */
class HostIT {
    private static final InetAddress DSL = Prefix.literal("203.0.113.5");

    @TempDir
    Path directory;

    @Test
    void anEdgesChangesAreAllUndoneLineByLine() throws Exception {
        InNamespace.run(() -> {
            topology();
            List<String> before = HostSnapshot.take();
            try (Host host = Host.open(directory)) {
                becomeEdge(host);
                assertThat(HostSnapshot.take()).isNotEqualTo(before);
            }
            assertThat(HostSnapshot.difference(before, HostSnapshot.take())).isEmpty();
        });
    }

    @Test
    void aHubsChangesAreAllUndoneLineByLine() throws Exception {
        InNamespace.run(() -> {
            topology();
            HostSnapshot.run(
                    "nft",
                    "add table inet filter; add chain inet filter forward { type filter hook forward priority 0; }");
            List<String> before = HostSnapshot.take();
            try (Host host = Host.open(directory)) {
                assertThat(host.bring("hub", HubSetup.plan(hub(), host.view()))).isEmpty();
            }
            assertThat(HostSnapshot.difference(before, HostSnapshot.take())).isEmpty();
        });
    }

    @Test
    void tablesThatAReloadOfAnotherFirewallRemovedComeBack() throws Exception {
        InNamespace.run(() -> {
            topology();
            try (Host host = Host.open(directory)) {
                host.bring("hub", HubSetup.plan(hub(), host.view()));
                List<String> before = HostSnapshot.take();
                assertThat(host.restoreTables()).isEmpty();
                HostSnapshot.run("nft", "flush ruleset; add table inet filter");
                assertThat(host.restoreTables()).containsExactly("inet braid");
                assertThat(host.restoreTables()).isEmpty();
                HostSnapshot.run("nft", "delete table inet filter");
                assertThat(HostSnapshot.difference(before, HostSnapshot.take())).isEmpty();
            }
        });
    }

    @Test
    void theNextStartUndoesWhatAKilledNodeLeft() throws Exception {
        InNamespace.run(() -> {
            topology();
            List<String> before = HostSnapshot.take();
            Host killed = Host.open(directory);
            becomeEdge(killed);
            assertThat(killed.bring("hub", HubSetup.plan(hub(), killed.view()))).isEmpty();
            killed.release();
            assertThat(HostSnapshot.take()).isNotEqualTo(before);
            Host.open(directory).close();
            assertThat(HostSnapshot.difference(before, HostSnapshot.take())).isEmpty();
        });
    }

    @Test
    void aDeviceThatWentWithTheProcessIsNoObstacle() throws Exception {
        InNamespace.run(() -> {
            topology();
            Host killed = Host.open(directory);
            becomeEdge(killed);
            killed.release();
            HostSnapshot.run("ip", "link", "delete", "braid0");
            Host.open(directory).close();
            assertThat(directory.resolve("ledger.jsonl")).doesNotExist();
            assertThat(HostSnapshot.run("ip", "rule")).doesNotContain("lookup 7");
            assertThat(HostSnapshot.run("nft", "list", "ruleset")).isEmpty();
        });
    }

    @Test
    void aNodeWithALostStateDirectoryLeavesNothingForTheNext() throws Exception {
        InNamespace.run(() -> {
            topology();
            Host killed = Host.open(directory.resolve("lost"));
            becomeEdge(killed);
            assertThat(killed.bring("hub", HubSetup.plan(hub(), killed.view()))).isEmpty();
            killed.release();
            Host.open(directory.resolve("new")).close();
            assertThat(HostSnapshot.run("ip", "rule")).doesNotContain("lookup 7");
            assertThat(HostSnapshot.run("ip", "route", "show", "table", "all")).doesNotContain("proto 183");
            assertThat(HostSnapshot.run("nft", "list", "tables")).isEmpty();
        });
    }

    @Test
    void packetsTakeTheWayThatWasPlanned() throws Exception {
        InNamespace.run(() -> {
            topology();
            try (Host host = Host.open(directory)) {
                becomeEdge(host);
                assertThat(way("198.51.100.1", "from", "203.0.113.5")).contains("via 203.0.113.1 dev dsl0");
                assertThat(way("198.51.100.1", "from", "100.64.0.9")).contains("via 100.64.0.10 dev lte0");
                assertThat(way("2001:db8:ff::1", "from", "2001:db8:5::7")).contains("via fe80::1 dev dsl0");
                assertThat(way("192.168.10.7", "from", "203.0.113.5")).contains("dev lan0");
                assertThat(way("198.51.100.9", "from", "192.168.10.7", "iif", "lan0"))
                        .contains("dev braid0");
                assertThat(way("2001:db8:ff::1", "from", "fd10::7", "iif", "lan0"))
                        .contains("dev braid0");
                assertThat(way("203.0.113.9", "from", "192.168.10.7", "iif", "lan0"))
                        .contains("dev dsl0");
                assertThat(way("198.51.100.9", "from", "10.77.0.2")).contains("dev braid0");
                assertThat(way("198.51.100.9")).contains("dev braid0");
            }
            assertThat(way("198.51.100.9")).contains("via 203.0.113.1 dev dsl0");
        });
    }

    @Test
    void anUplinkThatIsDownLeaksNothingThroughTheOther() throws Exception {
        InNamespace.run(() -> {
            topology();
            try (Host host = Host.open(directory)) {
                becomeEdge(host);
                HostSnapshot.run("ip", "route", "flush", "table", "7101", "type", "unicast");
                assertThatThrownBy(() -> way("198.51.100.1", "from", "100.64.0.9"))
                        .hasMessageContaining("No route to host");
                becomeEdge(host);
                assertThat(way("198.51.100.1", "from", "100.64.0.9")).contains("via 100.64.0.10 dev lte0");
            }
        });
    }

    @Test
    void aNewGatewayIsFollowed() throws Exception {
        InNamespace.run(() -> {
            topology();
            List<String> before = HostSnapshot.take();
            try (Host host = Host.open(directory)) {
                becomeEdge(host);
                HostSnapshot.run("ip", "route", "replace", "default", "via", "203.0.113.2", "dev", "dsl0");
                assertThat(host.bring("edge", EdgeSetup.plan(edge(), host.view(), Specs.INNER)))
                        .isEmpty();
                assertThat(way("198.51.100.1", "from", "203.0.113.5")).contains("via 203.0.113.2 dev dsl0");
                HostSnapshot.run("ip", "route", "replace", "default", "via", "203.0.113.1", "dev", "dsl0");
            }
            assertThat(HostSnapshot.difference(before, HostSnapshot.take())).isEmpty();
        });
    }

    @Test
    void thePlanIsTheSameBeforeAndAfterItIsCarriedOut() throws Exception {
        InNamespace.run(() -> {
            topology();
            try (Host host = Host.open(directory)) {
                List<HostChange> plan = EdgeSetup.plan(edge(), host.view(), Specs.INNER);
                assertThat(host.bring("edge", plan)).isEmpty();
                assertThat(EdgeSetup.plan(edge(), host.view(), Specs.INNER)).isEqualTo(plan);
                byte[] ledger = Files.readAllBytes(directory.resolve("ledger.jsonl"));
                List<String> lines = HostSnapshot.take();
                assertThat(host.bring("edge", plan)).isEmpty();
                assertThat(HostSnapshot.difference(lines, HostSnapshot.take())).isEmpty();
                assertThat(directory.resolve("ledger.jsonl")).hasBinaryContent(ledger);
            }
        });
    }

    @Test
    void aSecondNodeInTheNamespaceIsRefused() throws Exception {
        InNamespace.run(() -> {
            try (Host host = Host.open(directory.resolve("one"))) {
                assertThat(host.endpoints()).isEmpty();
                assertThatThrownBy(() -> Host.open(directory.resolve("two")))
                        .isInstanceOf(HostException.class)
                        .hasMessageContaining("another braid-node runs in this network namespace");
            }
            Host.open(directory.resolve("two")).close();
        });
    }

    @Test
    void aLedgerOfAnotherLivingNamespaceIsRefused() throws Exception {
        Path shared = directory.resolve("shared");
        InNamespace.run(() -> {
            topology();
            Host killed = Host.open(shared);
            becomeEdge(killed);
            killed.release();
            // A child process keeps this namespace in sight while another thread tries from its own.
            Process witness = new ProcessBuilder("sleep", "60").start();
            try {
                assertThatThrownBy(() -> InNamespace.run(() -> Host.open(shared).close()))
                        .isInstanceOf(HostException.class)
                        .hasMessageContaining("another network namespace");
            } finally {
                witness.destroy();
            }
            Host.open(shared).close();
            assertThat(HostSnapshot.run("ip", "rule")).doesNotContain("lookup 7");
        });
    }

    @Test
    void theHubsFirewallIsAcceptedInEveryShape() throws Exception {
        InNamespace.run(() -> {
            try (Host host = Host.open(directory)) {
                for (NodeSpec.HubNode spec : List.of(
                        Specs.hub(true),
                        Specs.hub(false, Specs.home()),
                        Specs.hub(true, Specs.home("office"), Specs.office("home")))) {
                    host.bring("hub", HubSetup.plan(spec, host.view()));
                    assertThat(HostSnapshot.run("nft", "list", "table", "inet", "braid"))
                            .contains("chain forward");
                }
            }
        });
    }

    private static void becomeEdge(Host host) throws IOException {
        assertThat(host.bring("edge", EdgeSetup.plan(edge(), host.view(), List.of())))
                .isEmpty();
        assertThat(host.bring("edge", EdgeSetup.plan(edge(), host.view(), Specs.INNER)))
                .isEmpty();
        if (host.endpoints().stream().noneMatch(e -> e.id() == 9)) {
            host.addEndpoint(new Endpoint(9, DSL, 0, Endpoint.FLAG_SUBFLOW));
        }
    }

    private static NodeSpec.Edge edge() {
        return Specs.edge(Traffic.ALL, 1400);
    }

    private static NodeSpec.HubNode hub() {
        return Specs.hub(true, Specs.home("office"), Specs.office());
    }

    private static String way(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 3];
        command[0] = "ip";
        command[1] = "route";
        command[2] = "get";
        System.arraycopy(arguments, 0, command, 3, arguments.length);
        return HostSnapshot.run(command);
    }

    private static void topology() throws Exception {
        // Without duplicate address detection addresses are there at once.
        write("ipv6/conf/default/accept_dad", "0");
        for (String name : List.of("dsl0", "lte0", "lan0", "braid0")) {
            InNamespace.addVethPair(name, name + "x");
        }
        for (String command : List.of(
                "address add 203.0.113.5/24 dev dsl0",
                "address add 2001:db8:5::7/64 dev dsl0 nodad",
                "address add 100.64.0.9/30 dev lte0",
                "address add 192.168.10.1/24 dev lan0",
                "address add fd10::1/64 dev lan0 nodad",
                "route add default via 203.0.113.1 dev dsl0",
                "route add default via 100.64.0.10 dev lte0 metric 200",
                "route add default via fe80::1 dev dsl0",
                "mptcp endpoint add 203.0.113.5 id 5 signal")) {
            HostSnapshot.run(("ip " + command).split(" "));
        }
        write("ipv4/conf/all/rp_filter", "1");
        write("mptcp/blackhole_timeout", "3600");
        write("ipv6/conf/lan0/forwarding", "1");
        settle();
    }

    /** Link-local addresses leave duplicate address detection by themselves, a moment after their link has come up. */
    private static void settle() throws Exception {
        long deadlineNs = System.nanoTime() + 10_000_000_000L;
        while (HostSnapshot.run("ip", "-6", "address", "show", "tentative").contains("inet6")) {
            assertThat(System.nanoTime() - deadlineNs)
                    .as("addresses settled in time")
                    .isNegative();
            Thread.sleep(20);
        }
    }

    private static void write(String key, String value) throws IOException {
        Files.writeString(Path.of("/proc/sys/net", key), value);
    }
}
