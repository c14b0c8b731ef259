package dev.braid.node.agent;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** By which ways the control plane is asked. Any thread. */
public interface Ways {
    /** None of our own. */
    Ways ROUTING = _ -> List.of();

    /** Our addresses from which the control plane can be tried outside of the tunnel, best first; routing as it is comes last anyway. */
    List<InetAddress> sources(InetSocketAddress control);

    /** Whether nothing of ours may leave from this address: its uplink has the role never, or is stopped by its data cap. */
    default boolean isBarred(InetAddress ours) {
        return false;
    }

    /** Whether the uplink of this address is down, or doubtful. */
    default boolean isDoubtful(InetAddress ours) {
        return false;
    }
}
