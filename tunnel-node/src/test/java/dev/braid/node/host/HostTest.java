package dev.braid.node.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.node.contract.NodeSpec.Traffic;
import dev.braid.node.contract.Prefix;
import dev.braid.node.host.HostChange.NftTable;
import dev.braid.node.host.HostChange.RouteAdded;
import dev.braid.node.host.HostChange.SysctlSet;
import dev.braid.node.linux.Route;
import dev.braid.node.linux.Rule;
import dev.braid.node.mptcp.Endpoint;
import dev.braid.node.mptcp.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostTest {
    private static final Origin HERE = new Origin("boot-1", 11, 101);
    private static final InetAddress DSL = Prefix.literal("203.0.113.5");
    private static final SysctlSet BLACKHOLE = new SysctlSet("net/mptcp/blackhole_timeout", "3600", "0");

    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    /** All that a node does to its machine in a day: start, tunnel up, a new address, an endpoint out and in, hub tables. */
    private static void live(Host host, FakeMachine machine) throws IOException {
        host.bring("edge", EdgeSetup.plan(Specs.edge(Traffic.ALL), host.view(), List.of()));
        host.addEndpoint(new Endpoint(1, DSL, 2, Endpoint.FLAG_SUBFLOW));
        host.bring("edge", EdgeSetup.plan(Specs.edge(Traffic.ALL, 1400), host.view(), Specs.INNER));
        host.deleteEndpoint(1, DSL);
        host.addEndpoint(new Endpoint(2, DSL, 2, Endpoint.FLAG_SUBFLOW));
        host.bring("edge", EdgeSetup.plan(Specs.edge(Traffic.LAN, 1300), host.view(), Specs.INNER));
        host.bring("hub", HubSetup.plan(Specs.hub(true, Specs.home(), Specs.office("home")), host.view()));
        assertThat(machine.rules).hasSizeGreaterThan(5);
    }

    private static FakeMachine machine() {
        FakeMachine machine = Specs.withDevice(Specs.edgeMachine());
        machine.sysctls.put("net/ipv4/conf/all/rp_filter", "1");
        machine.sysctls.put("net/ipv6/conf/docker0/forwarding", "1");
        machine.endpoints.add(new Endpoint(7, DSL, 2, Endpoint.FLAG_SIGNAL));
        machine.rules.add(Rule.lookup(false, 32766, Route.RT_TABLE_MAIN, Route.PROTOCOL_KERNEL));
        machine.tables.put("inet filter", "somebody else's");
        return machine;
    }

    @Test
    void closingPutsBackAllThatWasThere() throws IOException {
        FakeMachine machine = machine();
        String before = machine.state();
        try (Host host = open(machine)) {
            live(host, machine);
            assertThat(machine.state()).isNotEqualTo(before);
        }
        assertThat(machine.state()).isEqualTo(before);
        assertThat(directory.resolve("ledger.jsonl")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theNextStartPutsBackWhateverACrashLeft(boolean afterTheChange) throws IOException {
        FakeMachine trial = machine();
        try (Host host = open(trial)) {
            live(host, trial);
        }
        assertThat(trial.changesMade).isGreaterThan(60);
        for (int crash = 0; crash < trial.changesMade; crash++) {
            FakeMachine machine = machine();
            String before = machine.state();
            liveUntilCrash(machine, crash, afterTheChange);
            open(machine).close();
            assertThat(machine.state()).as("crash at change %d", crash).isEqualTo(before);
        }
    }

    private void liveUntilCrash(FakeMachine machine, int crash, boolean afterTheChange) throws IOException {
        machine.changesLeft = crash;
        machine.crashAfterTheChange = afterTheChange;
        Host host = open(machine);
        assertThatThrownBy(() -> {
                    live(host, machine);
                    host.close();
                })
                .isInstanceOf(FakeMachine.Crash.class);
        host.release();
        machine.changesLeft = -1;
    }

    @Test
    void undoingTwiceIsHarmless() throws IOException {
        FakeMachine machine = machine();
        String before = machine.state();
        Host host = open(machine);
        live(host, machine);
        byte[] ledger = Files.readAllBytes(directory.resolve("ledger.jsonl"));
        host.close();
        Files.write(directory.resolve("ledger.jsonl"), ledger);
        open(machine).close();
        assertThat(machine.state()).isEqualTo(before);
    }

    @Test
    void theSamePlanAgainChangesNothing() throws IOException {
        FakeMachine machine = machine();
        try (Host host = open(machine)) {
            host.bring("edge", EdgeSetup.plan(Specs.edge(Traffic.LAN, 1400), host.view(), Specs.INNER));
            int made = machine.changesMade;
            List<HostChange> again = EdgeSetup.plan(Specs.edge(Traffic.LAN, 1400), host.view(), Specs.INNER);
            host.bring("edge", again);
            // The limits are set without asking what they are.
            assertThat(machine.changesMade - made).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void aNewAddressMovesOnlyItsOwnUplink() throws IOException {
        FakeMachine machine = machine();
        try (Host host = open(machine)) {
            host.bring("edge", EdgeSetup.plan(Specs.edge(Traffic.LAN), host.view(), Specs.INNER));
            List<Rule> before = List.copyOf(machine.rules);
            machine.addresses.removeIf(a -> a.ifindex() == 3);
            machine.routes.removeIf(r -> r.ifindex() == 3 && r.table() == Route.RT_TABLE_MAIN);
            machine.address(3, "100.64.7.2/30").gateway(3, "100.64.7.1", 200);
            host.bring("edge", EdgeSetup.plan(Specs.edge(Traffic.LAN), host.view(), Specs.INNER));
            assertThat(machine.rules).hasSameSizeAs(before);
            assertThat(machine.rules.stream().filter(r -> !before.contains(r)).map(Rule::describe))
                    .containsExactly("7101: from 100.64.7.2/32 lookup 7101");
            assertThat(machine.routes.stream().filter(r -> r.table() == 7101).map(Route::describe))
                    .containsExactlyInAnyOrder(
                            "100.64.7.0/30 dev 3 table 7101",
                            "default via 100.64.7.1 dev 3 table 7101",
                            "unreachable default metric 2000000000 table 7101");
        }
    }

    @Test
    void makesAgainWhatTheKernelFlushed() throws IOException {
        FakeMachine machine = machine();
        try (Host host = open(machine)) {
            host.bring("edge", EdgeSetup.plan(Specs.edge(Traffic.LAN), host.view(), Specs.INNER));
            String before = machine.state();
            machine.routes.removeIf(r -> r.table() == 7100);
            host.bring("edge", EdgeSetup.plan(Specs.edge(Traffic.LAN), host.view(), Specs.INNER));
            assertThat(machine.state()).isEqualTo(before);
        }
    }

    @Test
    void aLinkThatWentDownMeanwhileIsReportedAndTheRestIsDone() throws IOException {
        FakeMachine machine = machine();
        machine.refusing.add(3);
        try (Host host = open(machine)) {
            List<Host.Refused> refused =
                    host.bring("edge", EdgeSetup.plan(Specs.edge(Traffic.LAN), host.view(), List.of()));
            assertThat(refused).hasSize(2).allMatch(r -> r.change() instanceof RouteAdded);
            assertThat(machine.routes).anyMatch(r -> r.table() == 7100);
            machine.refusing.clear();
            assertThat(host.bring("edge", EdgeSetup.plan(Specs.edge(Traffic.LAN), host.view(), List.of())))
                    .isEmpty();
            assertThat(machine.routes).anyMatch(r -> r.table() == 7101 && r.gateway() != null);
        }
    }

    @Test
    void whatSomebodyElseChangedMeanwhileStays() throws IOException {
        FakeMachine machine = machine();
        try (Host host = open(machine)) {
            host.bring("edge", EdgeSetup.plan(Specs.edge(Traffic.LAN), host.view(), List.of()));
            machine.sysctls.put(BLACKHOLE.key(), "60");
            machine.limits = new Limits(4, 4);
        }
        assertThat(machine.sysctls).containsEntry(BLACKHOLE.key(), "60");
        assertThat(machine.limits).isEqualTo(new Limits(4, 4));
    }

    @Test
    void aTableIsReplacedWithoutEverBeingMissing() throws IOException {
        FakeMachine machine = machine();
        try (Host host = open(machine)) {
            host.bring("hub", List.of(new NftTable("inet", "braid", "# one\n")));
            int made = machine.changesMade;
            host.bring("hub", List.of(new NftTable("inet", "braid", "# two\n")));
            assertThat(machine.changesMade - made).isEqualTo(1);
            assertThat(machine.tables.get("inet braid")).contains("# two");
        }
        assertThat(machine.tables).containsOnlyKeys("inet filter");
    }

    @Test
    void scopesDoNotUndoEachOther() throws IOException {
        FakeMachine machine = machine();
        try (Host host = open(machine)) {
            host.bring("edge", List.of(BLACKHOLE));
            host.bring("stream", List.of(new NftTable("inet", "braid_stream", "")));
            assertThat(machine.sysctls).containsEntry(BLACKHOLE.key(), "0");
            host.bring("edge", List.of());
            assertThat(machine.sysctls).containsEntry(BLACKHOLE.key(), "3600");
            assertThat(machine.tables).containsKey("inet braid_stream");
        }
    }

    @Test
    void sweepsWhatANodeWithALostStateDirectoryLeft() throws IOException {
        FakeMachine machine = machine();
        machine.routes.add(Route.unicast(Prefix.parse("0.0.0.0/0"), null, 9, 7000, OwnNumbers.PROTOCOL));
        machine.rules.add(Rule.lookup(false, 7202, 7000, OwnNumbers.PROTOCOL));
        machine.tables.put("inet braid", "left over");
        machine.routes.add(Route.unicast(Prefix.parse("10.9.0.0/16"), null, 9, 7000, Route.PROTOCOL_STATIC));
        open(machine).close();
        assertThat(machine.rules).noneMatch(r -> r.protocol() == OwnNumbers.PROTOCOL);
        assertThat(machine.routes).noneMatch(r -> r.protocol() == OwnNumbers.PROTOCOL);
        assertThat(machine.routes).anyMatch(r -> r.table() == 7000 && r.protocol() == Route.PROTOCOL_STATIC);
        assertThat(machine.tables).containsOnlyKeys("inet filter");
    }

    @Test
    void saysWhoIsInTheWayOfARule() throws IOException {
        FakeMachine machine = machine();
        Rule rule = Rule.lookup(false, 7200, 7000, OwnNumbers.PROTOCOL);
        try (Host host = open(machine)) {
            machine.rules.add(rule);
            assertThatThrownBy(() -> host.bring("hub", List.of(new HostChange.RuleAdded(rule), BLACKHOLE)))
                    .isInstanceOf(HostException.class)
                    .hasMessageContaining("ip rule");
        }
        assertThat(machine.rules).contains(rule);
        assertThat(machine.sysctls).containsEntry(BLACKHOLE.key(), "3600");
    }

    @Test
    void readdingAnEndpointWritesNothingToTheDisk() throws IOException {
        FakeMachine machine = machine();
        try (Host host = open(machine)) {
            host.addEndpoint(new Endpoint(1, DSL, 2, Endpoint.FLAG_SUBFLOW));
            long lengthBytes = Files.size(directory.resolve("ledger.jsonl"));
            for (int id = 2; id < 100; id++) {
                host.deleteEndpoint(id - 1, DSL);
                host.addEndpoint(new Endpoint(id, DSL, 2, Endpoint.FLAG_SUBFLOW));
            }
            assertThat(directory.resolve("ledger.jsonl")).hasSize(lengthBytes);
        }
        assertThat(machine.endpoints).containsExactly(new Endpoint(7, DSL, 2, Endpoint.FLAG_SIGNAL));
    }

    @Test
    void refusesASecondNodeOnTheSameStateDirectory() throws IOException {
        try (Host host = open(machine())) {
            assertThat(host.endpoints()).hasSize(1);
            assertThatThrownBy(() -> open(machine()))
                    .isInstanceOf(HostException.class)
                    .hasMessageContaining(directory.toString())
                    .hasMessageContaining("another braid-node");
        }
        open(machine()).close();
    }

    private Host open(FakeMachine machine) throws IOException {
        return Host.open(StateLock.acquire(directory), directory, machine, HERE);
    }
}
