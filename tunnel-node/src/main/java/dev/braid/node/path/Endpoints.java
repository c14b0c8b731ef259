package dev.braid.node.path;

import dev.braid.node.contract.Prefix;
import dev.braid.node.linux.ErrnoException;
import dev.braid.node.mptcp.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kernel's MPTCP endpoints of our uplinks. An id is never used twice in a row: a connection does not take back an id that it has
 * seen removed (measured on Linux 6.18), so ids go round.
 *
 * <p>An endpoint is deleted by its id; on Linux 6.18 that ends the initial subflows from its address too. Deleting id 0 beside that does harm
 * (measured there): it resets a connection that fell back to plain TCP, and where no other subflow is left its REMOVE_ADDR waits, and ends the
 * next subflow as soon as it is up. So a kernel that left subflows behind is asked again only when no connection can be hurt.
 */
final class Endpoints {
    /** How the machine is changed; {@code host.Host} in the node. */
    interface Kernel {
        void add(Endpoint endpoint) throws IOException;

        void delete(int id, InetAddress address) throws IOException;

        void setFlags(int id, int flags) throws IOException;

        List<Endpoint> all() throws IOException;
    }

    private static final Logger log = LoggerFactory.getLogger(Endpoints.class);
    private static final int MAX_ID = 250;

    private final Kernel kernel;
    /** Whether subflows from an address are still there though its endpoint was deleted, and each can be spared. */
    private final Predicate<InetAddress> leftSubflows;

    private final Map<InetAddress, Endpoint> ours = new LinkedHashMap<>();
    /** Interfaces whose subflows others can take over. */
    private Set<Integer> spare = Set.of();
    /** Interfaces that went, and whoever decides has not heard of it yet. */
    private final Set<Integer> dropped = new HashSet<>();

    private int lastId;

    Endpoints(Kernel kernel, Predicate<InetAddress> leftSubflows) {
        this.kernel = kernel;
        this.leftSubflows = leftSubflows;
    }

    /** Makes the endpoints those of {@code wanted}, addresses with their interfaces. What is gone is deleted first. */
    synchronized void follow(Map<InetAddress, Integer> wanted) {
        for (Endpoint endpoint : List.copyOf(ours.values())) {
            Integer ifindex = wanted.get(endpoint.address());
            if (ifindex == null || ifindex != endpoint.ifindex()) {
                delete(endpoint);
            }
        }
        wanted.forEach((address, ifindex) -> {
            if (!ours.containsKey(address) && !dropped.contains(ifindex)) {
                add(address, ifindex);
            }
        });
    }

    /** What {@link #drop} may take away; nothing while it has taken something that nobody has looked at. */
    synchronized void spare(Set<Integer> interfaces) {
        spare = dropped.isEmpty() ? Set.copyOf(interfaces) : Set.of();
    }

    /**
     * An interface has gone: what it carried is sent again elsewhere at once, if there is an elsewhere, before anybody looks at all of the paths.
     * Any thread.
     */
    synchronized void drop(int ifindex) {
        if (spare.contains(ifindex)) {
            spare = Set.of();
            dropped.add(ifindex);
            List.copyOf(ours.values()).stream()
                    .filter(e -> e.ifindex() == ifindex)
                    .forEach(this::delete);
        }
    }

    /** Whoever decides knows that the interface has gone. */
    synchronized void dropSeen(int ifindex) {
        dropped.remove(ifindex);
    }

    /** Deletes and adds the address under a fresh id: the only way to make the kernel try its subflows again. */
    synchronized void renew(InetAddress address) {
        Endpoint endpoint = ours.get(address);
        if (endpoint != null) {
            delete(endpoint);
            add(address, endpoint.ifindex());
        }
    }

    /** Nothing new is sent by this address any more, on either side; what is on its way arrives. */
    synchronized void drain(InetAddress address) {
        Endpoint endpoint = ours.get(address);
        if (endpoint != null) {
            try {
                kernel.setFlags(endpoint.id(), Endpoint.FLAG_SUBFLOW | Endpoint.FLAG_BACKUP);
            } catch (IOException e) {
                log.atDebug().addKeyValue("reason", e.getMessage()).log("An MPTCP endpoint could not be drained");
            }
        }
    }

    synchronized boolean has(InetAddress address) {
        return ours.containsKey(address);
    }

    synchronized Map<InetAddress, Integer> interfaces() {
        Map<InetAddress, Integer> interfaces = new LinkedHashMap<>();
        ours.values().forEach(e -> interfaces.put(e.address(), e.ifindex()));
        return interfaces;
    }

    /** Which address has which id, for naming paths at the hub. */
    synchronized Map<Integer, InetAddress> ids() {
        Map<Integer, InetAddress> ids = new LinkedHashMap<>();
        ours.values().forEach(e -> ids.put(e.id(), e.address()));
        return ids;
    }

    private void add(InetAddress address, int ifindex) {
        try {
            Endpoint endpoint = new Endpoint(freshId(), address, ifindex, Endpoint.FLAG_SUBFLOW);
            kernel.add(endpoint);
            ours.put(address, endpoint);
        } catch (IOException e) {
            log.atWarn()
                    .addKeyValue("address", Prefix.text(address))
                    .addKeyValue("reason", e.getMessage())
                    .log("An MPTCP endpoint could not be added; it is tried again at the next change");
        }
    }

    private void delete(Endpoint endpoint) {
        ours.remove(endpoint.address());
        delete(endpoint.id(), endpoint.address());
        if (leftSubflows.test(endpoint.address())) {
            delete(0, endpoint.address());
        }
    }

    private void delete(int id, InetAddress address) {
        try {
            kernel.delete(id, address);
        } catch (ErrnoException e) {
            log.atDebug()
                    .addKeyValue("address", Prefix.text(address))
                    .addKeyValue("reason", e.getMessage())
                    .log("An MPTCP endpoint was gone already");
        } catch (IOException e) {
            log.atWarn().addKeyValue("reason", e.getMessage()).log("An MPTCP endpoint could not be deleted");
        }
    }

    private int freshId() throws IOException {
        Set<Integer> taken = new HashSet<>();
        kernel.all().forEach(e -> taken.add(e.id()));
        do {
            lastId = lastId % MAX_ID + 1;
        } while (taken.contains(lastId));
        return lastId;
    }
}
