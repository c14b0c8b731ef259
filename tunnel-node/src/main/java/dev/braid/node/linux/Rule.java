package dev.braid.node.linux;

import dev.braid.node.contract.Prefix;
import org.jspecify.annotations.Nullable;

/**
 * A routing policy rule that looks up a table. Rules of other people may select by more than is told here (ports, users,
 * "not") or do something else than look up, which is told as table 0: compare rules by who set them before touching any.
 *
 * @param priority lower is asked first
 * @param iif name of the interface a packet came in by
 * @param fwmark 0 for none
 * @param fwmask 0 for none; the kernel makes it -1, all bits, when there is a mark
 * @param suppressPrefixLength ignore answers of the table whose prefix is this long or shorter; -1 for none
 * @param protocol who set it, see {@link Route}
 */
public record Rule(
        boolean ipv6,
        int priority,
        @Nullable Prefix from,
        @Nullable Prefix to,
        @Nullable String iif,
        int fwmark,
        int fwmask,
        int table,
        int suppressPrefixLength,
        int protocol) {

    /** All packets of a family ask {@code table}. */
    public static Rule lookup(boolean ipv6, int priority, int table, int protocol) {
        return new Rule(ipv6, priority, null, null, null, 0, 0, table, -1, protocol);
    }

    /** Packets from {@code from} ask {@code table}. */
    public static Rule from(Prefix from, int priority, int table, int protocol) {
        return new Rule(from.isIpv6(), priority, from, null, null, 0, 0, table, -1, protocol);
    }

    /** As a person would write it: {@code 1000: from 10.0.0.2/32 lookup 7001}. */
    public String describe() {
        StringBuilder text = new StringBuilder(ipv6 ? "(IPv6) " : "")
                .append(Integer.toUnsignedString(priority))
                .append(": from ")
                .append(from == null ? "all" : from);
        if (to != null) {
            text.append(" to ").append(to);
        }
        if (iif != null) {
            text.append(" iif ").append(iif);
        }
        if (fwmark != 0 || fwmask != 0) {
            text.append(" fwmark 0x").append(Integer.toHexString(fwmark));
            text.append("/0x").append(Integer.toHexString(fwmask));
        }
        text.append(" lookup ").append(Integer.toUnsignedString(table));
        if (suppressPrefixLength >= 0) {
            text.append(" suppress_prefixlength ").append(suppressPrefixLength);
        }
        return text.toString();
    }
}
