package dev.braid.node.host;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.braid.node.contract.Prefix;
import dev.braid.node.linux.Route;
import dev.braid.node.linux.Rule;
import dev.braid.node.mptcp.Endpoint;
import dev.braid.node.mptcp.Limits;
import java.net.InetAddress;

/**
 * One change of the machine, with all that is needed to make it and to undo it. Plans are lists of these, and each is a
 * line of the ledger, so the names below are a file format: add kinds, do not rename them.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = HostChange.SysctlSet.class, name = "sysctl-set"),
    @JsonSubTypes.Type(value = HostChange.SysctlKept.class, name = "sysctl-kept"),
    @JsonSubTypes.Type(value = HostChange.AddressAdded.class, name = "address-added"),
    @JsonSubTypes.Type(value = HostChange.RouteAdded.class, name = "route-added"),
    @JsonSubTypes.Type(value = HostChange.RuleAdded.class, name = "rule-added"),
    @JsonSubTypes.Type(value = HostChange.NftTable.class, name = "nft-table"),
    @JsonSubTypes.Type(value = HostChange.LimitsSet.class, name = "limits-set"),
    @JsonSubTypes.Type(value = HostChange.EndpointsOf.class, name = "endpoints-of"),
    @JsonSubTypes.Type(value = HostChange.EndpointTaken.class, name = "endpoint-taken")
})
public sealed interface HostChange {

    /**
     * A kernel setting; put back only if nobody else has changed it since.
     *
     * @param key below /proc/sys, with slashes: {@code net/ipv4/conf/eth0.100/rp_filter} has a dot of its own
     */
    record SysctlSet(String key, String previous, String value) implements HostChange {
        public SysctlSet {
            requireNetworkKey(key);
        }
    }

    /**
     * A setting that we leave alone, but that the undoing of a switch recorded <em>after</em> it will overwrite (IPv6
     * {@code all/forwarding} sets every interface's); put back to {@code value} whatever it is then.
     */
    record SysctlKept(String key, String value) implements HostChange {
        public SysctlKept {
            requireNetworkKey(key);
        }
    }

    record AddressAdded(int ifindex, Prefix address) implements HostChange {}

    /** Only in tables of our own, only under our own protocol number: see {@link OwnNumbers}. */
    record RouteAdded(Route route) implements HostChange {
        public RouteAdded {
            if (!OwnNumbers.isOwnTable(route.table()) || route.protocol() != OwnNumbers.PROTOCOL) {
                throw new IllegalArgumentException("not a table or protocol of ours: " + route.describe());
            }
        }
    }

    record RuleAdded(Rule rule) implements HostChange {
        public RuleAdded {
            if (rule.protocol() != OwnNumbers.PROTOCOL) {
                throw new IllegalArgumentException("not a protocol of ours: " + rule.describe());
            }
        }
    }

    /** A whole nftables table that is ours; {@code body} is what stands between its braces. */
    record NftTable(String family, String name, String body) implements HostChange {
        public NftTable {
            if (!family.matches("inet|ip|ip6") || !name.matches("braid(_[a-z0-9]+)?")) {
                throw new IllegalArgumentException("not a table of ours: " + family + " " + name);
            }
        }
    }

    /** MPTCP limits of the namespace; put back only if nobody else has changed them since. */
    record LimitsSet(Limits previous, Limits value) implements HostChange {}

    /**
     * Whatever MPTCP endpoint has this address is ours. One line for all ids the address will ever have, so that taking a
     * path out and in again writes nothing to the disk.
     */
    record EndpointsOf(InetAddress address) implements HostChange {}

    /** Somebody else's endpoint (NetworkManager sets some) that had to make room for ours. */
    record EndpointTaken(Endpoint previous) implements HostChange {}

    private static void requireNetworkKey(String key) {
        if (!key.startsWith("net/") || key.contains("..")) {
            throw new IllegalArgumentException("not a network setting: " + key);
        }
    }
}
