package dev.braid.node.tunnel;

import dev.braid.node.carrier.CarrierConnector.Way;
import java.net.InetSocketAddress;
import java.util.List;

/** From which uplinks a hub can be tried now; best first, may be empty. Any thread. */
@FunctionalInterface
public interface Ways {
    List<Way> to(InetSocketAddress hub);
}
