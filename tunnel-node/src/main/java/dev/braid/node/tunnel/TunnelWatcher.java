package dev.braid.node.tunnel;

import dev.braid.node.carrier.Carrier;
import dev.braid.node.carrier.CarrierEnd;
import dev.braid.node.carrier.Welcome;
import io.netty.buffer.ByteBuf;

/** What the node does about a tunnel's changes. Called on an event loop; return soon. */
public interface TunnelWatcher {
    /** A carrier is up. On an edge {@code welcome} is the hub's; on a hub its own. */
    void carrierUp(String tunnel, Carrier carrier, Welcome welcome);

    void carrierGone(String tunnel, Carrier carrier, CarrierEnd end);

    /** A frame that is neither a packet nor the carrier's own, borrowed; types from newer peers come here too. */
    default void control(Carrier carrier, int type, ByteBuf buffer, int index, int lengthBytes) {}

    /** An attempt that came to nothing, on either side; {@code tunnel} is empty when the peer never said who it was. */
    void carrierFailed(String tunnel, CarrierEnd end);
}
