package dev.braid.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds the hosts and the links between them: namespaces, devices, addresses, routes, the Internet's NAT. Emulated links are
 * opened in between, because a TAP pair exists only while its emulator does.
 */
final class Plumbing {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** Routes as a DHCP client leaves them: the first uplink is preferred. */
    private static final int METRIC_STEP = 100;

    private final LabPlan plan;
    /** The ip(8) batch of each host. */
    private final Map<String, List<String>> batches = new LinkedHashMap<>();

    Plumbing(LabPlan plan) {
        this.plan = plan;
    }

    static String edge(int edge) {
        return numbered("edge", edge);
    }

    static String lan(int edge) {
        return numbered("lan", edge);
    }

    /** {@code dsl}, {@code dsl2}: the name people use for a link, and the net's device. */
    static String numbered(String name, int edge) {
        return edge == 0 ? name : name + (edge + 1);
    }

    List<String> hosts() {
        List<String> hosts = new ArrayList<>(List.of("net", "hub", "server"));
        for (int e = 0; e < plan.edges(); e++) {
            hosts.add(edge(e));
            hosts.add(lan(e));
        }
        if (plan.stranger()) {
            hosts.add("stranger");
        }
        return hosts;
    }

    void createHosts() throws IOException {
        List<String> lines =
                hosts().stream().map(host -> "netns add " + namespace(host)).toList();
        batch("", lines);
        for (String host : hosts()) {
            Netns.call(namespace(host), () -> settings(host.equals("net")));
        }
    }

    /** What a freshly installed Debian has, apart from caches and waits that would couple one measurement to the next. */
    private static boolean settings(boolean router) throws IOException {
        sysctl("ipv4/conf/all/rp_filter", "0");
        sysctl("ipv4/conf/default/rp_filter", router ? "0" : "2");
        sysctl("ipv6/conf/all/accept_dad", "0");
        sysctl("ipv6/conf/default/accept_dad", "0");
        sysctl("ipv4/tcp_no_metrics_save", "1");
        sysctl("ipv4/ip_forward", router ? "1" : "0");
        sysctl("ipv6/conf/all/forwarding", router ? "1" : "0");
        return true;
    }

    private static void sysctl(String key, String value) throws IOException {
        Files.writeString(Path.of("/proc/sys/net", key), value);
    }

    void wire() throws IOException {
        List<String> veths = new ArrayList<>();
        veths.add(veth("net", "hub", "hub", "wan"));
        veths.add(veth("hub", "lan", "server", "eth0"));
        if (plan.stranger()) {
            veths.add(veth("net", "stranger", "stranger", "eth0"));
        }
        for (int e = 0; e < plan.edges(); e++) {
            veths.add(veth(lan(e), "eth0", edge(e), "lan"));
            for (LabPlan.Uplink uplink : plan.uplinks()) {
                if (uplink.shape() == null) {
                    veths.add(veth(edge(e), uplink.name(), "net", numbered(uplink.name(), e)));
                }
            }
        }
        batch("", veths);
    }

    void configure() throws IOException {
        hosts().forEach(host -> add(host, "link set lo up"));
        device("net", "hub", Addresses.NET_TO_HUB + "/24", Addresses.NET_TO_HUB_V6 + "/64");
        device("hub", "wan", Addresses.HUB + "/24", Addresses.HUB_V6 + "/64");
        defaultRoutes("hub", "wan", Addresses.NET_TO_HUB, Addresses.NET_TO_HUB_V6, 0);
        device("hub", "lan", Addresses.HUB_TO_SERVER + "/24", Addresses.HUB_TO_SERVER_V6 + "/64");
        device("server", "eth0", Addresses.SERVER + "/24", Addresses.SERVER_V6 + "/64");
        if (plan.stranger()) {
            device("net", "stranger", Addresses.NET_TO_STRANGER + "/24", Addresses.NET_TO_STRANGER_V6 + "/64");
            device("stranger", "eth0", Addresses.STRANGER + "/24", Addresses.STRANGER_V6 + "/64");
        }
        for (int e = 0; e < plan.edges(); e++) {
            configureEdge(e);
        }
        // Routes come after every device is up, or their gateways would be unreachable.
        defaultRoutes("server", "eth0", Addresses.HUB_TO_SERVER, Addresses.HUB_TO_SERVER_V6, 0);
        if (plan.stranger()) {
            defaultRoutes("stranger", "eth0", Addresses.NET_TO_STRANGER, Addresses.NET_TO_STRANGER_V6, 0);
        }
        for (Map.Entry<String, List<String>> host : batches.entrySet()) {
            batch(host.getKey(), host.getValue());
        }
        Command.run(nat(), LIMIT, List.of("ip", "netns", "exec", namespace("net"), "nft", "-f", "-"));
    }

    private void configureEdge(int e) {
        device(edge(e), "lan", Addresses.edgeToLan(e) + "/24", Addresses.edgeToLanV6(e) + "/64");
        device(lan(e), "eth0", Addresses.lan(e) + "/24", Addresses.lanV6(e) + "/64");
        defaultRoutes(lan(e), "eth0", Addresses.edgeToLan(e), Addresses.edgeToLanV6(e), 0);
        for (int u = 0; u < plan.uplinks().size(); u++) {
            LabPlan.Uplink uplink = plan.uplinks().get(u);
            String far = numbered(uplink.name(), e);
            if (uplink.shape() != null) {
                // Neighbours and logs look the same in every run.
                add(edge(e), "link set " + uplink.name() + " address " + mac(e, u, 2) + " txqueuelen 1000");
                add("net", "link set " + far + " address " + mac(e, u, 1) + " txqueuelen 1000");
            }
            device("net", far, Addresses.gateway(e, u) + "/24", Addresses.gatewayV6(e, u) + "/64");
            device(edge(e), uplink.name(), Addresses.uplink(e, u) + "/24", Addresses.uplinkV6(e, u) + "/64");
            int metric = METRIC_STEP * (u + 1);
            defaultRoutes(edge(e), uplink.name(), Addresses.gateway(e, u), Addresses.gatewayV6(e, u), metric);
        }
    }

    /** IPv6 is routed as it is; IPv4 leaves each provider's network under that customer's public address. */
    private String nat() {
        StringBuilder rules = new StringBuilder("table ip lab {\n chain leaving {\n")
                .append("  type nat hook postrouting priority srcnat;\n");
        for (int e = 0; e < plan.edges(); e++) {
            for (int u = 0; u < plan.uplinks().size(); u++) {
                rules.append("  ip saddr %s ip daddr != 10.0.0.0/8 snat to %s\n"
                        .formatted(Addresses.uplink(e, u), Addresses.publicAddress(e, u)));
            }
        }
        return rules.append(" }\n}\n").toString();
    }

    private void device(String host, String device, String v4, String v6) {
        add(host, "address add " + v4 + " dev " + device);
        add(host, "address add " + v6 + " dev " + device + " nodad");
        add(host, "link set " + device + " up");
    }

    /** Metric 0: none given. */
    private void defaultRoutes(String host, String device, String gatewayV4, String gatewayV6, int metric) {
        String suffix = " dev " + device + (metric == 0 ? "" : " metric " + metric);
        add(host, "route add default via " + gatewayV4 + suffix);
        add(host, "route add ::/0 via " + gatewayV6 + suffix);
    }

    private void add(String host, String line) {
        batches.computeIfAbsent(host, _ -> new ArrayList<>()).add(line);
    }

    private String veth(String hostA, String deviceA, String hostB, String deviceB) {
        return "link add %s netns %s type veth peer name %s netns %s"
                .formatted(deviceA, namespace(hostA), deviceB, namespace(hostB));
    }

    private static String mac(int edge, int uplink, int end) {
        return "02:62:72:%02x:%02x:%02x".formatted(edge, uplink + 1, end);
    }

    private String namespace(String host) {
        return plan.prefix() + host;
    }

    /** One ip(8) for all lines; without a host, in our own namespace. */
    private void batch(String host, List<String> lines) throws IOException {
        List<String> command = new ArrayList<>(List.of("ip"));
        if (!host.isEmpty()) {
            command.addAll(List.of("-n", namespace(host)));
        }
        command.addAll(List.of("-batch", "-"));
        Command.run(String.join("\n", lines) + "\n", LIMIT, command);
    }
}
