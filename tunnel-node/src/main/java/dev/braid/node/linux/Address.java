package dev.braid.node.linux;

import dev.braid.node.contract.Prefix;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * An address of an interface, with its host bits.
 *
 * @param scope RT_SCOPE_*, see {@link Route}
 * @param tentative duplicate address detection still runs, or has failed: not to be used yet (IPv6)
 * @param deprecated its preferred lifetime is over: not for new connections
 * @param peer the other end of a point-to-point link; the prefix length is then the peer's
 */
public record Address(
        int ifindex,
        Prefix prefix,
        int scope,
        boolean tentative,
        boolean deprecated,
        @Nullable InetAddress peer) {}
