package dev.braid.node.linux;

/**
 * A network interface.
 *
 * @param up a person or program wants it up (IFF_UP)
 * @param carrier it is up and its medium is there (IFF_LOWER_UP)
 * @param type ARPHRD_* of linux/if_arp.h: 1 Ethernet, 512 PPP, 772 loopback, 65534 none (TUN)
 * @param kind the driver's kind, such as {@code veth} or {@code tun}; "" for hardware
 */
public record Link(int index, String name, int mtuBytes, boolean up, boolean carrier, int type, String kind) {}
