package dev.braid.node.lane.stream;

import dev.braid.node.carrier.Carrier;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * One flow at one moment.
 *
 * @param taken whether we took it; otherwise the peer did, and we have made the connection
 * @param bytesOut to the peer
 * @param carrier null while its last bytes wait for a slow host
 */
public record FlowFigures(
        boolean taken,
        InetSocketAddress source,
        InetSocketAddress destination,
        long ageNs,
        long bytesOut,
        long bytesIn,
        @Nullable Carrier carrier) {}
