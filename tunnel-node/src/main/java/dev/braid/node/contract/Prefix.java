package dev.braid.node.contract;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * An IPv4 or IPv6 prefix. As an interface address ({@code 10.77.0.1/16}) it keeps its host bits; {@link #network()} clears
 * them.
 *
 * @param address 4 or 16 bytes
 * @param length leading bits, 0 to 32 or 0 to 128
 */
public record Prefix(InetAddress address, int length) {
    /** All four parts: the JDK also takes {@code 10.77} for 10.0.0.77, which nobody means. */
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,3}");

    public Prefix {
        if (length < 0 || length > address.getAddress().length * 8) {
            throw new IllegalArgumentException("prefix length " + length + " of " + text(address)
                    + " is not between 0 and " + address.getAddress().length * 8);
        }
    }

    /** One address alone. */
    public static Prefix of(InetAddress address) {
        return new Prefix(address, address.getAddress().length * 8);
    }

    /**
     * Reads {@code 192.168.10.0/24}, {@code fd77::1/64}, or an address alone, which stands for itself. Never asks DNS.
     *
     * @throws IllegalArgumentException saying what is wrong with the text
     */
    public static Prefix parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return of(literal(text));
        }
        InetAddress address = literal(text.substring(0, slash));
        String length = text.substring(slash + 1);
        if (!LENGTH.matcher(length).matches()) {
            throw new IllegalArgumentException("'" + text + "' has no number after the slash");
        }
        return new Prefix(address, Integer.parseInt(length));
    }

    /** The address a literal stands for, without zone; a name is refused rather than looked up. */
    public static InetAddress literal(String host) {
        if (IPV4.matcher(host).matches() || IPV6.matcher(host).matches()) {
            try {
                return InetAddress.ofLiteral(host);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(refusal(host), e);
            }
        }
        throw new IllegalArgumentException(refusal(host));
    }

    private static String refusal(String host) {
        return "'" + host + "' is not an IPv4 or IPv6 address";
    }

    /** An address as people write it, RFC 5952: small letters, the longest run of zero groups as {@code ::}. */
    public static String text(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 16 ? Ipv6Text.of(bytes) : address.getHostAddress();
    }

    public boolean isIpv6() {
        return address.getAddress().length == 16;
    }

    public Prefix network() {
        byte[] bytes = address.getAddress();
        for (int bit = length; bit < bytes.length * 8; bit++) {
            bytes[bit / 8] &= (byte) ~(0x80 >>> (bit % 8));
        }
        return new Prefix(ofBytes(bytes), length);
    }

    /** Whether the network is large enough for a second node: /30 or shorter, /126 or shorter. */
    public boolean hasHosts() {
        return address.getAddress().length * 8 - length >= 2;
    }

    /** Whether the address may be a node's: not the network's own, and not the broadcast address of IPv4. */
    public boolean isHost() {
        return !address.equals(network().address) && (isIpv6() || !address.equals(broadcast()));
    }

    /** Whether every address of {@code other} is one of ours. */
    public boolean contains(Prefix other) {
        return isIpv6() == other.isIpv6()
                && other.length >= length
                && new Prefix(other.address, length).network().equals(network());
    }

    public boolean overlaps(Prefix other) {
        return contains(other) || other.contains(this);
    }

    @Override
    public String toString() {
        return text(address) + "/" + length;
    }

    private InetAddress broadcast() {
        byte[] bytes = address.getAddress();
        for (int bit = length; bit < bytes.length * 8; bit++) {
            bytes[bit / 8] |= (byte) (0x80 >>> (bit % 8));
        }
        return ofBytes(bytes);
    }

    private static InetAddress ofBytes(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError("4 or 16 bytes are always an address", e);
        }
    }
}
