package dev.braid.node.lane.stream;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** What a peer may have connected here, and as whom. Called on any event loop, once per flow. */
public interface Access {
    /** Null when it may. */
    @Nullable
    Refused refuse(InetAddress destination, InetAddress source);

    /** Whether the connection comes from its maker's own address; otherwise from ours. Asked when it is not refused. */
    boolean keepsSource(InetAddress destination, InetAddress source);
}
