package dev.braid.control.node;

import dev.braid.control.store.Store;
import dev.braid.control.web.Code;
import dev.braid.control.web.Problem;
import dev.braid.node.contract.Prefix;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Gives each edge an address of its own in each network of a hub: the lowest that is free, and then always that one. */
@Component
class InnerAddresses {
    private record Row(String edge, String address) {}

    private final Store store;

    InnerAddresses(Store store) {
        this.store = store;
    }

    /**
     * By edge.
     *
     * @param own the hub's address in the network, with its length
     */
    Map<String, Prefix> assign(String hub, Prefix own, SequencedSet<String> edges) {
        String network = own.network().toString();
        Map<String, Prefix> assigned = known(hub, network);
        assigned.entrySet().removeIf(entry -> {
            boolean keep = edges.contains(entry.getKey())
                    && !entry.getValue().address().equals(own.address());
            if (!keep) {
                remove(hub, network, entry.getKey());
            }
            return !keep;
        });
        Set<InetAddress> used = new HashSet<>();
        used.add(own.address());
        assigned.values().forEach(prefix -> used.add(prefix.address()));
        BigInteger next = number(own.network().address());
        for (String edge : edges) {
            if (!assigned.containsKey(edge)) {
                do {
                    next = next.add(BigInteger.ONE);
                } while (used.contains(address(next, own)));
                Prefix free = Prefix.of(address(next, own));
                if (!own.network().contains(free) || !new Prefix(free.address(), own.length()).isHost()) {
                    throw Problem.of(
                            Code.CONFLICT, "The network " + network + " of hub " + hub + " has no free address.");
                }
                insert(hub, network, edge, free);
                assigned.put(edge, free);
            }
        }
        return assigned;
    }

    /** What is kept of networks that a hub no longer has. */
    void keepOnly(String hub, Collection<Prefix> networks) {
        Set<String> kept = new HashSet<>();
        networks.forEach(network -> kept.add(network.network().toString()));
        store
                .jdbc()
                .sql("SELECT DISTINCT network FROM inner_addresses WHERE hub = :hub")
                .param("hub", hub)
                .query(String.class)
                .list()
                .stream()
                .filter(network -> !kept.contains(network))
                .forEach(network -> store.jdbc()
                        .sql("DELETE FROM inner_addresses WHERE hub = :hub AND network = :network")
                        .param("hub", hub)
                        .param("network", network)
                        .update());
    }

    /** Hubs at which an edge has an address: those that its spec named before. */
    Set<String> hubsOf(String edge) {
        return new HashSet<>(store.jdbc()
                .sql("SELECT DISTINCT hub FROM inner_addresses WHERE edge = :edge")
                .param("edge", edge)
                .query(String.class)
                .list());
    }

    private Map<String, Prefix> known(String hub, String network) {
        Map<String, Prefix> known = new HashMap<>();
        store.jdbc()
                .sql("SELECT edge, address FROM inner_addresses WHERE hub = :hub AND network = :network")
                .param("hub", hub)
                .param("network", network)
                .query(Row.class)
                .list()
                .forEach(row -> known.put(row.edge(), Prefix.parse(row.address())));
        return known;
    }

    private void insert(String hub, String network, String edge, Prefix address) {
        store.jdbc()
                .sql("INSERT INTO inner_addresses (hub, network, edge, address)"
                        + " VALUES (:hub, :network, :edge, :address)")
                .param("hub", hub)
                .param("network", network)
                .param("edge", edge)
                .param("address", Prefix.text(address.address()))
                .update();
    }

    private void remove(String hub, String network, String edge) {
        store.jdbc()
                .sql("DELETE FROM inner_addresses WHERE hub = :hub AND network = :network AND edge = :edge")
                .param("hub", hub)
                .param("network", network)
                .param("edge", edge)
                .update();
    }

    private static BigInteger number(InetAddress address) {
        return new BigInteger(1, address.getAddress());
    }

    private static InetAddress address(BigInteger number, Prefix like) {
        byte[] bytes = new byte[like.isIpv6() ? 16 : 4];
        byte[] raw = number.toByteArray();
        int count = Math.min(raw.length, bytes.length);
        System.arraycopy(raw, raw.length - count, bytes, bytes.length - count, count);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError("4 or 16 bytes are always an address", e);
        }
    }
}
