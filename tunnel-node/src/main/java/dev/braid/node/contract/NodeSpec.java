package dev.braid.node.contract;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a node is asked to be: its own kind's part and what both kinds share. Names are [a-z0-9-], 1 to 32 characters. */
public sealed interface NodeSpec {
    String name();

    /** As people and certificates call it: {@code edge} or {@code hub}. */
    default String kind() {
        return switch (this) {
            case Edge edge -> "edge";
            case HubNode hub -> "hub";
        };
    }

    Identity identity();

    Device device();

    /** Where the ledger and other state live, 0700. */
    Path stateDirectory();

    Streams streams();

    /** The operator's Unix socket. */
    Path statusSocket();

    /** Prometheus, loopback unless asked otherwise; absent means no listener. */
    @Nullable
    InetSocketAddress metrics();

    /** Event loops, each with a TUN queue of its own; 1 to 16. */
    int workers();

    /**
     * PEM files: our chain, our private key, the authorities we trust, and, when there is one, their revocation list.
     */
    record Identity(
            Path certificate,
            Path key,
            Path authority,
            @Nullable Path revocations) {}

    /** The TUN device: its name (15 bytes at most) and MTU in bytes. */
    record Device(String name, int mtuBytes) {}

    /** A hub as an edge knows it; {@code host} is an address literal or a DNS name. */
    record Hub(String name, String host, int port) {}

    /** What an uplink is for. */
    enum Role {
        USE,
        /** Connected only when nothing else is left, or from a load on that a person chose. */
        STANDBY,
        NEVER
    }

    /** What its traffic costs: probed less often the dearer it is, and of several standbys the cheapest is taken. */
    enum Cost {
        FLAT,
        METERED,
        EXPENSIVE
    }

    /** What may be used of it; 0 means all there is. */
    record Rate(long upBitsPerSecond, long downBitsPerSecond) {
        public static final Rate UNBOUNDED = new Rate(0, 0);
    }

    /**
     * From where on it is left out, or joins; 0 means never.
     *
     * @param standbyAboveBitsPerSecond a standby joins, too, while the others carry more than this in one direction
     */
    record Limits(long maxLatencyNs, double maxLossRatio, long standbyAboveBitsPerSecond) {
        public static final Limits NONE = new Limits(0, 0, 0);
    }

    /** What happens when the month's data is used up. */
    enum AtCap {
        /** It becomes a standby. */
        DEMOTE,
        STOP
    }

    /**
     * The data a contract includes, both directions together, everything that crosses the interface.
     *
     * @param billingDay 1 to 31, in local time; the last day of a month that is shorter
     * @param warnAtRatio of the limit, 0 to 1
     */
    record DataCap(long limitBytes, int billingDay, double warnAtRatio, AtCap atCap) {}

    /**
     * A WAN interface under the name a person chose.
     *
     * @param interfaceName an interface's name, a pattern with {@code *} and {@code ?}, or a MAC address
     */
    record Uplink(
            String name,
            String interfaceName,
            Role role,
            Cost cost,
            Rate rate,
            Limits limits,
            @Nullable DataCap dataCap) {
        /** In full use, without bounds. */
        public Uplink(String name, String interfaceName) {
            this(name, interfaceName, Role.USE, Cost.FLAT, Rate.UNBOUNDED, Limits.NONE, null);
        }
    }

    /** Whose traffic an edge sends through the tunnel: what arrives from {@code lanInterfaces}, also its own, or nobody's. */
    enum Traffic {
        LAN,
        ALL,
        NONE
    }

    /** Destination ports, both ends included. */
    record PortRange(int from, int to) {
        @Override
        public String toString() {
            return from == to ? Integer.toString(from) : from + "-" + to;
        }
    }

    /**
     * TCP connections on carriers of their own.
     *
     * @param enabled false leaves all TCP to the packet lane
     * @param exceptPrefixes destinations that stay on the packet lane
     * @param exceptPorts destination ports that stay on the packet lane
     * @param spareCarriers kept ready beyond those in use; an edge's
     * @param maxCarriers of the pool; an edge's
     * @param maxFlows at once with one peer, in each direction
     * @param idleSeconds of silence after which a connection is reset
     */
    record Streams(
            boolean enabled,
            List<Prefix> exceptPrefixes,
            List<PortRange> exceptPorts,
            int spareCarriers,
            int maxCarriers,
            int maxFlows,
            int idleSeconds) {
        /** RFC 5382, REQ-5: an established connection may be idle for 2 hours and 4 minutes. */
        public static final Streams DEFAULTS = new Streams(true, List.of(), List.of(), 16, 2_048, 4_096, 7_440);

        public static final Streams OFF = new Streams(false, List.of(), List.of(), 16, 2_048, 4_096, 7_440);
    }

    record Edge(
            String name,
            Identity identity,
            Device device,
            Path stateDirectory,
            Path statusSocket,
            @Nullable InetSocketAddress metrics,
            int workers,
            List<Hub> hubs,
            List<Uplink> uplinks,
            List<String> lanInterfaces,
            Traffic traffic,
            int carriers,
            Streams streams)
            implements NodeSpec {}

    /**
     * An edge as a hub knows it.
     *
     * @param name the name in the edge's certificate
     * @param addresses inner addresses the hub assigns to it, one per family at most, each a whole address (/32, /128)
     * @param lans prefixes behind it, without host bits; no two edges' overlap
     * @param reaches names of the edges it may talk to; empty keeps it apart
     * @param grants prefixes beside the Internet that it may reach, under the LAN hosts' own addresses
     */
    record EdgeGrant(
            String name, List<Prefix> addresses, List<Prefix> lans, List<String> reaches, List<Prefix> grants) {
        public EdgeGrant(String name, List<Prefix> addresses, List<Prefix> lans, List<String> reaches) {
            this(name, addresses, lans, reaches, List.of());
        }
    }

    record HubNode(
            String name,
            Identity identity,
            Device device,
            Path stateDirectory,
            Path statusSocket,
            @Nullable InetSocketAddress metrics,
            int workers,
            InetSocketAddress listen,
            List<Prefix> inner,
            boolean masquerade,
            List<EdgeGrant> edges,
            Streams streams)
            implements NodeSpec {}
}
