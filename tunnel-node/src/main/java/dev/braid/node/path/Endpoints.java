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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kernel's MPTCP endpoints of our uplinks. An id is never used twice in a row: a connection does not take back an id that it has
 * seen removed (measured on Linux 6.18), so ids go round.
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
    private final Map<InetAddress, Endpoint> ours = new LinkedHashMap<>();
    private int lastId;

    Endpoints(Kernel kernel) {
        this.kernel = kernel;
    }

    /** Makes the endpoints those of {@code uplinks} that are up. What is gone is deleted first. */
    synchronized void follow(List<Uplink> uplinks) {
        Map<InetAddress, Integer> wanted = new LinkedHashMap<>();
        uplinks.forEach(u -> u.addresses().forEach(a -> wanted.put(a, u.ifindex())));
        for (Endpoint endpoint : List.copyOf(ours.values())) {
            Integer ifindex = wanted.get(endpoint.address());
            if (ifindex == null || ifindex != endpoint.ifindex()) {
                delete(endpoint);
            }
        }
        wanted.forEach((address, ifindex) -> {
            if (!ours.containsKey(address)) {
                add(address, ifindex);
            }
        });
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

    /**
     * The initial subflows of some carriers may have left by this address too; they go by id 0. The kernel tells the peer over the oldest subflow
     * that it has not given up, which may be the very one that is dead; asked again, when that one is gone, it tells over another.
     */
    private void delete(Endpoint endpoint) {
        ours.remove(endpoint.address());
        for (int id : new int[] {endpoint.id(), 0, 0}) {
            try {
                kernel.delete(id, endpoint.address());
            } catch (ErrnoException e) {
                log.atDebug()
                        .addKeyValue("address", Prefix.text(endpoint.address()))
                        .addKeyValue("reason", e.getMessage())
                        .log("An MPTCP endpoint was gone already");
            } catch (IOException e) {
                log.atWarn().addKeyValue("reason", e.getMessage()).log("An MPTCP endpoint could not be deleted");
            }
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
