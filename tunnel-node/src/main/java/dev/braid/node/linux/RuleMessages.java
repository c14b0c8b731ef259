package dev.braid.node.linux;

import dev.braid.node.contract.Prefix;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** RTM_*RULE: fib_rule_hdr (12 bytes) and FRA_* attributes; linux/fib_rules.h. */
final class RuleMessages {
    static final int NEW = 32;
    static final int DELETE = 33;
    static final int GET = 34;

    private static final int HEADER_BYTES = 12;
    private static final int FR_ACT_TO_TBL = 1;
    private static final int FRA_DST = 1;
    private static final int FRA_SRC = 2;
    private static final int FRA_IIFNAME = 3;
    private static final int FRA_PRIORITY = 6;
    private static final int FRA_FWMARK = 10;
    private static final int FRA_SUPPRESS_PREFIXLEN = 14;
    private static final int FRA_TABLE = 15;
    private static final int FRA_FWMASK = 16;
    private static final int FRA_PROTOCOL = 21;

    private RuleMessages() {}

    static NetlinkRequest dump(boolean ipv6) {
        return header(GET, NetlinkRequest.F_DUMP, AddressFamily.of(ipv6), 0, 0, 0);
    }

    static NetlinkRequest add(Rule rule) {
        return of(NEW, NetlinkRequest.F_CREATE | NetlinkRequest.F_EXCL, rule);
    }

    static NetlinkRequest delete(Rule rule) {
        return of(DELETE, 0, rule);
    }

    static void read(NetlinkMessage message, Consumer<? super Rule> out) {
        if (!message.has(HEADER_BYTES) || AddressFamily.addressBytes(message.u8(0)) == 0) {
            return;
        }
        Attributes attributes = message.attributes(HEADER_BYTES);
        Prefix to = selector(message, attributes, FRA_DST, message.u8(1));
        Prefix from = selector(message, attributes, FRA_SRC, message.u8(2));
        if ((to == null && message.u8(1) != 0) || (from == null && message.u8(2) != 0)) {
            return;
        }
        String iif = attributes.text(FRA_IIFNAME);
        boolean looksUp = message.u8(7) == FR_ACT_TO_TBL;
        out.accept(new Rule(
                message.u8(0) == Libc.AF_INET6,
                attributes.u32(FRA_PRIORITY, 0),
                from,
                to,
                iif.isEmpty() ? null : iif,
                attributes.u32(FRA_FWMARK, 0),
                attributes.u32(FRA_FWMASK, 0),
                looksUp ? attributes.u32(FRA_TABLE, message.u8(4)) : 0,
                attributes.u32(FRA_SUPPRESS_PREFIXLEN, -1),
                attributes.u8(FRA_PROTOCOL, 0)));
    }

    private static @Nullable Prefix selector(NetlinkMessage message, Attributes attributes, int type, int length) {
        return AddressFamily.prefix(message.u8(0), attributes.address(type), length);
    }

    private static NetlinkRequest of(int type, int flags, Rule rule) {
        Prefix from = rule.from() == null ? null : rule.from().network();
        Prefix to = rule.to() == null ? null : rule.to().network();
        NetlinkRequest request = header(
                        type,
                        flags,
                        AddressFamily.of(rule.ipv6()),
                        to == null ? 0 : to.length(),
                        from == null ? 0 : from.length(),
                        FR_ACT_TO_TBL)
                .attributeU32(FRA_PRIORITY, rule.priority())
                .attributeU32(FRA_TABLE, rule.table())
                .attributeU8(FRA_PROTOCOL, rule.protocol());
        if (to != null) {
            request.attribute(FRA_DST, to.address().getAddress());
        }
        if (from != null) {
            request.attribute(FRA_SRC, from.address().getAddress());
        }
        if (rule.iif() != null) {
            request.attributeText(FRA_IIFNAME, rule.iif());
        }
        if (rule.fwmark() != 0 || rule.fwmask() != 0) {
            request.attributeU32(FRA_FWMARK, rule.fwmark());
            request.attributeU32(FRA_FWMASK, rule.fwmask() == 0 ? -1 : rule.fwmask());
        }
        if (rule.suppressPrefixLength() >= 0) {
            request.attributeU32(FRA_SUPPRESS_PREFIXLEN, rule.suppressPrefixLength());
        }
        return request;
    }

    private static NetlinkRequest header(
            int type, int flags, int family, int destinationLength, int sourceLength, int action) {
        return new NetlinkRequest(type, flags)
                .u8(family)
                .u8(destinationLength)
                .u8(sourceLength)
                .u8(0)
                .u8(0)
                .u8(0)
                .u8(0)
                .u8(action)
                .u32(0);
    }
}
