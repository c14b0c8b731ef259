package dev.braid.node.lane.stream;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Addresses that mean something else at every machine, so that no peer may name them to another. */
final class Special {
    private static final InetAddress BROADCAST = InetAddress.ofLiteral("255.255.255.255");

    private Special() {}

    @Nullable
    static Refused refuse(InetAddress address) {
        byte[] bytes = address.getAddress();
        // 0.0.0.0/8 and :: are this machine to the kernel, and so are addresses of the form ::a.b.c.d to some.
        boolean zero = bytes[0] == 0 && (bytes.length == 4 || ((Inet6Address) address).isIPv4CompatibleAddress());
        if (address.isLoopbackAddress() || address.isAnyLocalAddress() || zero) {
            return Refused.LOOPBACK;
        }
        if (address.isLinkLocalAddress()) {
            return Refused.LINK_LOCAL;
        }
        boolean broadcast = bytes.length == 4 && address.equals(BROADCAST);
        return address.isMulticastAddress() || broadcast ? Refused.MULTICAST : null;
    }
}
