package dev.braid.lab;

/**
 * The lab's numbering, see the drawing in the package documentation. Edges and uplinks count from 0; addresses have no prefix
 * length unless the name says net.
 */
public final class Addresses {
    public static final String HUB = "203.0.113.1";
    public static final String HUB_V6 = "2001:db8:113::1";
    public static final String SERVER = "198.51.100.2";
    public static final String SERVER_V6 = "2001:db8:51::2";
    public static final String STRANGER = "198.18.0.2";
    public static final String STRANGER_V6 = "2001:db8:18::2";
    static final String NET_TO_HUB = "203.0.113.254";
    static final String NET_TO_HUB_V6 = "2001:db8:113::fe";
    static final String HUB_TO_SERVER = "198.51.100.1";
    static final String HUB_TO_SERVER_V6 = "2001:db8:51::1";
    static final String NET_TO_STRANGER = "198.18.0.1";
    static final String NET_TO_STRANGER_V6 = "2001:db8:18::1";

    private Addresses() {}

    public static String lan(int edge) {
        return "192.168." + (10 + edge) + ".2";
    }

    public static String lanV6(int edge) {
        return lanPrefixV6(edge) + "::2";
    }

    /** The edge as its LAN sees it. */
    public static String edgeToLan(int edge) {
        return "192.168." + (10 + edge) + ".1";
    }

    public static String edgeToLanV6(int edge) {
        return lanPrefixV6(edge) + "::1";
    }

    public static String uplink(int edge, int uplink) {
        return "10." + (uplink + 1) + "." + edge + ".2";
    }

    public static String uplinkV6(int edge, int uplink) {
        return uplinkPrefixV6(edge, uplink) + "::2";
    }

    public static String gateway(int edge, int uplink) {
        return "10." + (uplink + 1) + "." + edge + ".1";
    }

    public static String gatewayV6(int edge, int uplink) {
        return uplinkPrefixV6(edge, uplink) + "::1";
    }

    /** What the hub sees of an IPv4 uplink: each has a public address of its own, as two providers would give it. */
    public static String publicAddress(int edge, int uplink) {
        int number = edge * LabPlan.MAX_UPLINKS + uplink;
        return "192.0." + (2 + number / 250) + "." + (1 + number % 250);
    }

    private static String lanPrefixV6(int edge) {
        return edge == 0 ? "fd10" : "fd10:" + Integer.toHexString(edge);
    }

    private static String uplinkPrefixV6(int edge, int uplink) {
        return edge == 0 ? "fd0" + (uplink + 1) : "fd0" + (uplink + 1) + ":" + Integer.toHexString(edge);
    }
}
