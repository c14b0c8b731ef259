package dev.braid.node.linux;

/**
 * A network interface.
 *
 * @param up a person or program wants it up (IFF_UP)
 * @param carrier it is up and its medium is there (IFF_LOWER_UP)
 * @param type ARPHRD_* of linux/if_arp.h: 1 Ethernet, 512 PPP, 772 loopback, 65534 none (TUN)
 * @param kind the driver's kind, such as {@code veth} or {@code tun}; "" for hardware
 * @param mac {@code 02:00:5e:10:00:01}, small letters; "" when it has none of six bytes
 */
public record Link(
        int index, String name, int mtuBytes, boolean up, boolean carrier, int type, String kind, String mac) {
    /** Without a MAC address. */
    public Link(int index, String name, int mtuBytes, boolean up, boolean carrier, int type, String kind) {
        this(index, name, mtuBytes, up, carrier, type, kind, "");
    }
}
