package dev.braid.node.host;

import dev.braid.node.contract.Prefix;
import dev.braid.node.linux.Address;
import dev.braid.node.linux.Link;
import dev.braid.node.linux.Route;
import dev.braid.node.linux.Rule;
import dev.braid.node.mptcp.Endpoint;
import dev.braid.node.mptcp.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All doors through which this room reads and changes the machine; tests have a machine of their own. One thread at a time. */
interface Machine extends AutoCloseable {
    /** Null when this kernel has no such setting, or its interface is gone. Without the newline. */
    @Nullable
    String sysctl(String key) throws IOException;

    void setSysctl(String key, String value) throws IOException;

    List<Link> links() throws IOException;

    List<Address> addresses() throws IOException;

    List<Route> routes() throws IOException;

    List<Rule> rules() throws IOException;

    void addAddress(int ifindex, Prefix address) throws IOException;

    void deleteAddress(int ifindex, Prefix address) throws IOException;

    void addRoute(Route route) throws IOException;

    void deleteRoute(Route route) throws IOException;

    void addRule(Rule rule) throws IOException;

    void deleteRule(Rule rule) throws IOException;

    /** Runs one nftables script as one transaction. */
    void nft(String script) throws IOException;

    /** As {@code inet braid}; empty when this kernel has no nftables. */
    List<String> nftTables() throws IOException;

    void deleteNftTable(String family, String name) throws IOException;

    /** Whether anybody, ourselves included, has changed the firewall since the last question. */
    boolean firewallChanged();

    /** What other programs' firewalls do to packets from and to {@code device}, as sentences for a person. */
    List<String> firewallWarnings(String device) throws IOException;

    /** What our firewall table has dropped so far, by reason. */
    Map<FirewallDrop, Long> firewallDrops() throws IOException;

    List<Endpoint> endpoints() throws IOException;

    void addEndpoint(Endpoint endpoint) throws IOException;

    void deleteEndpoint(int id, InetAddress address) throws IOException;

    void setEndpointFlags(int id, int flags) throws IOException;

    /** Null when this kernel has no MPTCP. */
    @Nullable
    Limits limits() throws IOException;

    void setLimits(Limits limits) throws IOException;

    /** Name servers of this machine's own look-ups, without those on the machine itself. */
    List<InetAddress> nameServers() throws IOException;

    @Override
    void close();
}
