package dev.braid.node.host;

import dev.braid.node.contract.Prefix;
import dev.braid.node.linux.Address;
import dev.braid.node.linux.Errno;
import dev.braid.node.linux.ErrnoException;
import dev.braid.node.linux.FirewallEvents;
import dev.braid.node.linux.FirewallTables;
import dev.braid.node.linux.Libc;
import dev.braid.node.linux.Link;
import dev.braid.node.linux.NetworkNamespace;
import dev.braid.node.linux.Route;
import dev.braid.node.linux.Rtnetlink;
import dev.braid.node.linux.Rule;
import dev.braid.node.mptcp.Endpoint;
import dev.braid.node.mptcp.Limits;
import dev.braid.node.mptcp.PathManager;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * This machine, or rather the network namespace of the thread that opened it. Settings and nft go by the <em>calling</em>
 * thread's namespace, which outside of tests is the only one of the process.
 */
final class LinuxMachine implements Machine {
    private static final Path SYSCTLS = Path.of("/proc/sys");
    private static final Path RESOLVER = Path.of("/etc/resolv.conf");
    private static final String CLAIM = "braid-node";

    private final int claimFd;
    private final Rtnetlink rtnetlink;
    private final @Nullable PathManager pathManager;
    private final Nft nft = Nft.find();
    private final FirewallCounts firewallCounts = new FirewallCounts(() -> nft.tableAsJson("inet", "braid"));
    private final ForeignFirewall foreignFirewall = new ForeignFirewall(nft);
    private final FirewallTables firewallTables;
    private final @Nullable FirewallEvents firewallEvents;

    private LinuxMachine(
            int claimFd,
            Rtnetlink rtnetlink,
            @Nullable PathManager pathManager,
            FirewallTables firewallTables,
            @Nullable FirewallEvents firewallEvents) {
        this.claimFd = claimFd;
        this.rtnetlink = rtnetlink;
        this.pathManager = pathManager;
        this.firewallTables = firewallTables;
        this.firewallEvents = firewallEvents;
    }

    /** Refuses a second node in the namespace: both would own the same tables, and each would sweep the other's away. */
    static LinuxMachine open() throws IOException {
        int claimFd = NetworkNamespace.claim(CLAIM);
        if (claimFd == -Errno.EADDRINUSE) {
            throw new HostException(
                    "another braid-node runs in this network namespace; stop it first, or run this one in a"
                            + " namespace of its own (ip netns add NAME; ip netns exec NAME braid-node ...)");
        }
        Libc.check("claim the network namespace", claimFd);
        try {
            return new LinuxMachine(
                    claimFd, Rtnetlink.open(), openPathManager(), FirewallTables.open(), openFirewallEvents());
        } catch (IOException e) {
            Libc.close(claimFd);
            throw e;
        }
    }

    /** A kernel without MPTCP is no error here: who needs endpoints learns it on asking for one. */
    private static @Nullable PathManager openPathManager() {
        try {
            return PathManager.open();
        } catch (ErrnoException e) {
            return null;
        }
    }

    /** Without rights or nftables there will be no table of ours to watch over. */
    private static @Nullable FirewallEvents openFirewallEvents() {
        try {
            return FirewallEvents.open();
        } catch (ErrnoException e) {
            return null;
        }
    }

    @Override
    public boolean firewallChanged() {
        return firewallEvents != null && firewallEvents.drain();
    }

    @Override
    public @Nullable String sysctl(String key) throws IOException {
        try {
            return wholeSetting(SYSCTLS.resolve(key));
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** By one read: a setting of numbers says the end of file to the second, and Files.readString's first is of one byte. */
    private static String wholeSetting(Path file) throws IOException {
        byte[] text = new byte[4096];
        try (InputStream in = Files.newInputStream(file)) {
            return new String(text, 0, Math.max(0, in.read(text)), StandardCharsets.UTF_8).strip();
        }
    }

    @Override
    public void setSysctl(String key, String value) throws IOException {
        try {
            Files.writeString(SYSCTLS.resolve(key), value, StandardOpenOption.WRITE);
        } catch (NoSuchFileException e) {
            throw new ErrnoException("set " + key, Errno.ENOENT);
        } catch (IOException e) {
            throw new HostException(
                    "cannot set " + key + " to " + value + ": " + e.getMessage()
                            + "; give braid-node CAP_NET_ADMIN and a writable /proc/sys, or set it beforehand: sysctl -w "
                            + key + "=" + value,
                    e);
        }
    }

    @Override
    public List<Link> links() throws IOException {
        return rtnetlink.links();
    }

    @Override
    public List<Address> addresses() throws IOException {
        return rtnetlink.addresses();
    }

    @Override
    public List<Route> routes() throws IOException {
        return rtnetlink.routes();
    }

    @Override
    public List<Rule> rules() throws IOException {
        return rtnetlink.rules();
    }

    @Override
    public void addAddress(int ifindex, Prefix address) throws IOException {
        rtnetlink.addAddress(ifindex, address);
    }

    @Override
    public void deleteAddress(int ifindex, Prefix address) throws IOException {
        rtnetlink.deleteAddress(ifindex, address);
    }

    @Override
    public void addRoute(Route route) throws IOException {
        rtnetlink.addRoute(route);
    }

    @Override
    public void deleteRoute(Route route) throws IOException {
        rtnetlink.deleteRoute(route);
    }

    @Override
    public void addRule(Rule rule) throws IOException {
        rtnetlink.addRule(rule);
    }

    @Override
    public void deleteRule(Rule rule) throws IOException {
        rtnetlink.deleteRule(rule);
    }

    @Override
    public void nft(String script) throws IOException {
        nft.run(script);
    }

    @Override
    public List<String> nftTables() throws IOException {
        try {
            return firewallTables.names();
        } catch (ErrnoException e) {
            throw e.errno() == Errno.EPERM ? HostException.withoutRights(e) : e;
        }
    }

    @Override
    public void deleteNftTable(String family, String name) throws IOException {
        firewallTables.delete(family, name);
    }

    @Override
    public List<String> firewallWarnings(String device) throws IOException {
        return foreignFirewall.warnings(device);
    }

    @Override
    public Map<FirewallDrop, Long> firewallDrops() throws IOException {
        return firewallCounts.at(System.nanoTime());
    }

    @Override
    public List<Endpoint> endpoints() throws IOException {
        return pathManager == null ? List.of() : pathManager.endpoints();
    }

    @Override
    public void addEndpoint(Endpoint endpoint) throws IOException {
        requirePathManager().add(endpoint);
    }

    @Override
    public void deleteEndpoint(int id, InetAddress address) throws IOException {
        requirePathManager().delete(id, address);
    }

    @Override
    public void setEndpointFlags(int id, int flags) throws IOException {
        requirePathManager().setFlags(id, flags);
    }

    @Override
    public @Nullable Limits limits() throws IOException {
        return pathManager == null ? null : pathManager.limits();
    }

    @Override
    public void setLimits(Limits limits) throws IOException {
        requirePathManager().setLimits(limits);
    }

    @Override
    public List<InetAddress> nameServers() throws IOException {
        List<InetAddress> servers = new ArrayList<>();
        if (!Files.isReadable(RESOLVER)) {
            return servers;
        }
        for (String line : Files.readAllLines(RESOLVER)) {
            String[] words = line.strip().split("\\s+");
            if (words.length < 2 || !words[0].equals("nameserver") || words[1].contains("%")) {
                continue;
            }
            try {
                InetAddress server = Prefix.literal(words[1]);
                if (!server.isLoopbackAddress()) {
                    servers.add(server);
                }
            } catch (IllegalArgumentException e) {
                // The resolver ignores such a line, too.
            }
        }
        return servers;
    }

    @Override
    public void close() {
        rtnetlink.close();
        if (pathManager != null) {
            pathManager.close();
        }
        firewallTables.close();
        if (firewallEvents != null) {
            firewallEvents.close();
        }
        Libc.close(claimFd);
    }

    private PathManager requirePathManager() throws HostException {
        if (pathManager == null) {
            throw new HostException("this kernel has no MPTCP (CONFIG_MPTCP, Linux 5.6 or newer)");
        }
        return pathManager;
    }
}
