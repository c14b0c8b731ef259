package dev.braid.node.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.contract.NodeSpec;
import dev.braid.node.linux.InNamespace;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Packets through a hub's machine. The server knows no way back to inner addresses.
 *
 * <pre>
 *   home (10.77.0.2, fd77::2) --edges0--braid0-- hub --wan0--server0-- server 198.51.100.7, 2001:db8:9::7
 * </pre>
 */
class HubPacketsIT {
    @TempDir
    Path directory;

    @Test
    void edgesReachTheServerMasqueradedOnlyWhileTheHubRuns() throws Exception {
        inTopology((home, server) -> {
            assertThat(answers(home, "198.51.100.7")).isFalse();
            try (Host host = Host.open(directory)) {
                host.bring("hub", HubSetup.plan(Specs.hub(true, Specs.home()), host.view()));
                awaitAnswer(home, "198.51.100.7");
                awaitAnswer(home, "2001:db8:9::7");
                // Per interface, so the machine's own switch stays as it was.
                assertThat(Files.readString(Path.of("/proc/sys/net/ipv4/ip_forward"))
                                .strip())
                        .isEqualTo("0");
            }
            assertThat(answers(home, "198.51.100.7")).isFalse();
        });
    }

    @Test
    void withoutMasqueradingTheServerCannotAnswer() throws Exception {
        inTopology((home, server) -> {
            try (Host host = Host.open(directory)) {
                host.bring("hub", HubSetup.plan(Specs.hub(false, Specs.home()), host.view()));
                assertThat(answers(home, "198.51.100.7")).isFalse();
            }
        });
    }

    @Test
    void atWhatItIsGrantedAnEdgeAppearsAsItself() throws Exception {
        inTopology((home, server) -> {
            NodeSpec.EdgeGrant granted = new NodeSpec.EdgeGrant(
                    "home",
                    Specs.prefixes("10.77.0.2/32", "fd77::2/128"),
                    List.of(),
                    List.of(),
                    Specs.prefixes("198.51.100.0/24"));
            try (Host host = Host.open(directory)) {
                host.bring("hub", HubSetup.plan(Specs.hub(true, granted), host.view()));
                awaitAnswer(home, "2001:db8:9::7");
                assertThat(answers(home, "198.51.100.7")).isFalse();
                in(server, "ip route add 10.77.0.2/32 via 198.51.100.1");
                awaitAnswer(home, "198.51.100.7");
            }
        });
    }

    @Test
    void whatNoEdgeOwnsIsDropped() throws Exception {
        inTopology((home, server) -> {
            HostSnapshot.run("nsenter", "-t", pid(home), "-n", "ip", "address", "add", "10.99.0.1/32", "dev", "edges0");
            try (Host host = Host.open(directory)) {
                host.bring("hub", HubSetup.plan(Specs.hub(true, Specs.home()), host.view()));
                answers(home, "198.51.100.7", "-I", "10.99.0.1");
                assertThat(dropped()).containsExactly("ip saddr != @inner4 counter packets 1");
            }
        });
    }

    @Test
    void edgesReachEachOtherOnlyWhereAllowed() throws Exception {
        inTopology((home, server) -> {
            try (Host host = Host.open(directory)) {
                host.bring("hub", HubSetup.plan(Specs.hub(true, Specs.home(), Specs.office()), host.view()));
                answers(home, "10.77.0.3");
                assertThat(dropped()).containsExactly("oifname \"braid0\" counter packets 1");
                NodeSpec.HubNode allowed = Specs.hub(true, Specs.home("office"), Specs.office());
                host.bring("hub", HubSetup.plan(allowed, host.view()));
                answers(home, "10.77.0.3");
                assertThat(dropped()).isEmpty();
            }
        });
    }

    @Test
    void privateNetworksBehindTheHubAreForThoseWhoAreGrantedThem() throws Exception {
        inTopology((home, server) -> {
            HostSnapshot.run("ip", "address", "add", "10.20.0.1/16", "dev", "wan0");
            HostSnapshot.run("ip", "address", "add", "fd20::1/64", "dev", "wan0", "nodad");
            in(server, "ip address add 10.20.0.7/16 dev server0");
            in(server, "ip address add fd20::7/64 dev server0 nodad");
            in(server, "ip route add 10.77.0.0/16 via 10.20.0.1");
            in(server, "ip route add fd77::/64 via fd20::1");
            try (Host host = Host.open(directory)) {
                host.bring("hub", HubSetup.plan(Specs.hub(true, Specs.home()), host.view()));
                awaitAnswer(home, "198.51.100.7");
                assertThat(answers(home, "10.20.0.7")).isFalse();
                assertThat(answers(home, "fd20::7")).isFalse();
                assertThat(dropped()).hasSize(2).allMatch(rule -> rule.contains("daddr"));
                awaitAnswer(server, "10.77.0.2"); // what is answered is no attempt of the edge's
                awaitAnswer(server, "fd77::2");
                NodeSpec.EdgeGrant granted = new NodeSpec.EdgeGrant(
                        "home",
                        Specs.prefixes("10.77.0.2/32", "fd77::2/128"),
                        List.of(),
                        List.of(),
                        Specs.prefixes("10.20.0.0/16", "fd20::/64"));
                host.bring("hub", HubSetup.plan(Specs.hub(true, granted), host.view()));
                awaitAnswer(home, "10.20.0.7");
                awaitAnswer(home, "fd20::7");
            }
        });
    }

    @Test
    void theHubItselfIsOutOfReachButForPings() throws Exception {
        inTopology((home, server) -> {
            try (Host host = Host.open(directory);
                    DatagramSocket service = new DatagramSocket(new InetSocketAddress("0.0.0.0", 0))) {
                service.setSoTimeout(10_000);
                host.bring("hub", HubSetup.plan(Specs.hub(true, Specs.home()), host.view()));
                awaitAnswer(home, "10.77.0.1");
                awaitAnswer(server, "198.51.100.1");
                for (String hub : List.of("10.77.0.1", "198.51.100.1")) {
                    send(home, "edge", hub, service.getLocalPort());
                }
                send(server, "Internet", "198.51.100.1", service.getLocalPort());
                DatagramPacket first = new DatagramPacket(new byte[100], 100);
                service.receive(first);
                assertThat(new String(first.getData(), 0, first.getLength(), StandardCharsets.US_ASCII))
                        .isEqualTo("Internet");
                assertThat(dropped()).containsExactly("iifname \"braid0\" counter packets 2");
            }
        });
    }

    private static void send(Process from, String text, String to, int port) throws Exception {
        HostSnapshot.run(
                "nsenter", "-t", pid(from), "-n", "bash", "-c", "printf %s " + text + " > /dev/udp/" + to + "/" + port);
    }

    private interface Body {
        void run(Process home, Process server) throws Exception;
    }

    /** The far ends live in namespaces that a waiting child process of each keeps, and takes with it. */
    private static void inTopology(Body body) throws Exception {
        InNamespace.run(() -> {
            Process home = new ProcessBuilder("unshare", "-n", "sleep", "60").start();
            Process server = new ProcessBuilder("unshare", "-n", "sleep", "60").start();
            try {
                connect("braid0", "edges0", home, "10.77.0.2/16", "fd77::2/64");
                connect("wan0", "server0", server, "198.51.100.7/24", "2001:db8:9::7/64");
                HostSnapshot.run("ip", "address", "add", "198.51.100.1/24", "dev", "wan0");
                HostSnapshot.run("ip", "address", "add", "2001:db8:9::1/64", "dev", "wan0", "nodad");
                in(home, "ip route add default via 10.77.0.1");
                in(home, "ip route add 10.77.0.3/32 via 10.77.0.1");
                in(home, "ip route add default via fd77::1");
                body.run(home, server);
            } finally {
                home.destroy();
                server.destroy();
            }
        });
    }

    private static void connect(String here, String there, Process owner, String ipv4, String ipv6) throws Exception {
        awaitNamespace(owner);
        InNamespace.addVethPair(here, there);
        HostSnapshot.run("ip", "link", "set", there, "netns", pid(owner));
        in(owner, "ip link set lo up");
        in(owner, "ip link set " + there + " up");
        in(owner, "ip address add " + ipv4 + " dev " + there);
        in(owner, "ip address add " + ipv6 + " dev " + there + " nodad");
    }

    private static void awaitNamespace(Process process) throws Exception {
        Path ours = Path.of("/proc/thread-self/ns/net");
        Path theirs = Path.of("/proc/" + pid(process) + "/ns/net");
        long deadlineNs = System.nanoTime() + 10_000_000_000L;
        while (Files.readSymbolicLink(theirs).equals(Files.readSymbolicLink(ours))) {
            assertThat(System.nanoTime() - deadlineNs)
                    .as("namespace made in time")
                    .isNegative();
            Thread.sleep(5);
        }
    }

    /**
     * Asks until it is answered: a host that asked in vain before gives up on the neighbour it asked through, at a moment of
     * its own, and refuses what waits for it then.
     */
    private static void awaitAnswer(Process from, String to) throws Exception {
        long deadlineNs = System.nanoTime() + 10_000_000_000L;
        while (!answers(from, to)) {
            assertThat(System.nanoTime() - deadlineNs)
                    .as("%s answers in time", to)
                    .isNegative();
        }
    }

    private static boolean answers(Process from, String to, String... options) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("nsenter", "-t", pid(from), "-n", "ping", "-n", "-c", "1", "-W", "1"));
        command.addAll(List.of(options));
        command.add(to);
        Process ping = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return ping.waitFor() == 0;
    }

    /** The drop rules that have counted something, up to their packets. */
    private static List<String> dropped() throws IOException, InterruptedException {
        return HostSnapshot.run("nft", "list", "table", "inet", "braid")
                .lines()
                .filter(line -> line.contains(" drop ") && !line.contains("packets 0"))
                .map(line -> line.replaceFirst("^.*?(ip6? [sd]addr|oifname|iifname [^ ]+ counter)", "$1")
                        .replaceFirst(" bytes.*", ""))
                .toList();
    }

    private static void in(Process owner, String command) throws Exception {
        HostSnapshot.run(("nsenter -t " + pid(owner) + " -n " + command).split(" "));
    }

    private static String pid(Process process) {
        return Long.toString(process.pid());
    }
}
