package dev.braid.node.host;

/**
 * The numbers people see of us in {@code ip rule} and {@code ip route}.
 *
 * <pre>
 *  7098  taken by the stream lane (mark)               table 7001: to this machine
 *  7099  to what is connected here, not by an uplink   main
 *  7100+i  from an address of uplink i                 table 7100+i
 *  7199  own name look-ups (Traffic.ALL)               main
 *  7200  edge: everything with a specific route        main suppress_prefixlength 0;  hub: table 7000
 *  7201  edge: from inner addresses, iif LAN           table 7000
 *  7202  edge: all the rest (Traffic.ALL)              table 7000
 * 32766  the system's own                              main
 * </pre>
 */
final class OwnNumbers {
    /** rtm_protocol and FRA_PROTOCOL of all that is ours; free in iproute2's rt_protos. */
    static final int PROTOCOL = 183;

    static final int TUNNEL_TABLE = 7000;
    /** Everything is this machine: for packets of connections that the stream lane takes or makes under others' addresses. */
    static final int STREAMS_TABLE = 7001;

    /** Of such packets; the rest of the mark is other people's. */
    static final int STREAMS_MARK = 0x0b00_0000;

    static final int STREAMS_MASK = 0x0f00_0000;

    static final int UPLINK_TABLE_BASE = 7100;
    static final int MAX_UPLINKS = 64;

    static final int PRIORITY_STREAMS = 7098;
    static final int PRIORITY_CONNECTED = 7099;
    static final int PRIORITY_UPLINK_BASE = 7100;
    static final int PRIORITY_NAME_SERVERS = 7199;
    static final int PRIORITY_SPECIFIC = 7200;
    static final int PRIORITY_TUNNEL = 7201;
    static final int PRIORITY_REST = 7202;

    /** Worse than any metric a real route gets: the route of last resort. */
    static final int METRIC_LAST = 2_000_000_000;

    private OwnNumbers() {}

    static boolean isOwnTable(int table) {
        return table == TUNNEL_TABLE
                || table == STREAMS_TABLE
                || (table >= UPLINK_TABLE_BASE && table < UPLINK_TABLE_BASE + MAX_UPLINKS);
    }
}
