package dev.braid.node.linux;

import dev.braid.node.contract.Prefix;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What AF_INET and AF_INET6 mean for the length of an address. */
final class AddressFamily {
    private AddressFamily() {}

    static int of(InetAddress address) {
        return address.getAddress().length == 16 ? Libc.AF_INET6 : Libc.AF_INET;
    }

    static int of(Prefix prefix) {
        return of(prefix.address());
    }

    static int of(boolean ipv6) {
        return ipv6 ? Libc.AF_INET6 : Libc.AF_INET;
    }

    /** 4, 16, or 0 for a family we do not know. */
    static int addressBytes(int family) {
        return switch (family) {
            case Libc.AF_INET -> 4;
            case Libc.AF_INET6 -> 16;
            default -> 0;
        };
    }

    /** Null where family, address and length do not fit each other. */
    static @Nullable Prefix prefix(int family, @Nullable InetAddress address, int length) {
        int bytes = addressBytes(family);
        if (bytes == 0 || address == null || address.getAddress().length != bytes || length > bytes * 8) {
            return null;
        }
        return new Prefix(address, length);
    }

    /** The prefix that matches everything, as the kernel means it when it sends a length of 0 and no address. */
    static @Nullable Prefix everything(int family) {
        int bytes = addressBytes(family);
        return bytes == 0 ? null : prefix(family, Attributes.address(ByteBuffer.allocate(bytes), 0, bytes), 0);
    }
}
