package dev.braid.node.config;

import dev.braid.node.contract.NodeSpec.AtCap;
import dev.braid.node.contract.NodeSpec.Cost;
import dev.braid.node.contract.NodeSpec.DataCap;
import dev.braid.node.contract.NodeSpec.Limits;
import dev.braid.node.contract.NodeSpec.Rate;
import dev.braid.node.contract.NodeSpec.Role;
import dev.braid.node.contract.NodeSpec.Uplink;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The keys of one uplink. */
final class UplinkReader {
    private static final Pattern MAC = Pattern.compile("([0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}");
    private static final long MIN_RATE = 100_000;
    private static final long MAX_RATE = 400_000_000_000L;
    private static final double WARN_AT = 0.8;
    private static final int LAST_DAY = 31;

    private UplinkReader() {}

    static boolean isName(String interfaceName) {
        return !interfaceName.isEmpty() && interfaceName.chars().noneMatch(c -> c == '*' || c == '?' || c == ':');
    }

    static Uplink read(String name, Section section) {
        Role role = Values.choice(section.field("role"), List.of(Role.values()), Role.USE);
        Uplink uplink = new Uplink(
                name,
                interfaceName(section.field("interface")),
                role,
                Values.choice(section.field("cost"), List.of(Cost.values()), Cost.FLAT),
                rate(section.field("rate").section()),
                new Limits(
                        latency(section.field("max-latency")),
                        Quantity.ratio(section.field("max-loss"), 0),
                        standbyAbove(section.field("standby-above"), role)),
                dataCap(section.field("data-cap")));
        section.end();
        return uplink;
    }

    /** A name, a pattern or a MAC address; no interface's name has a colon. */
    private static String interfaceName(Field field) {
        String text = field.required("interface: eth1").text();
        if (text == null || text.indexOf(':') < 0) {
            return Values.interfaceName(field, "interface: eth1", "");
        }
        if (!MAC.matcher(text).matches()) {
            field.error(
                    "'" + Values.shown(text) + "' is neither an interface nor a MAC address",
                    "Write a name, a pattern such as 'wwan*', or six pairs such as '02:00:5e:10:00:01'");
            return "";
        }
        return text.toLowerCase(Locale.ROOT);
    }

    private static Rate rate(Section section) {
        Rate rate = new Rate(
                Quantity.bitsPerSecond(section.field("up"), 0, MIN_RATE, MAX_RATE),
                Quantity.bitsPerSecond(section.field("down"), 0, MIN_RATE, MAX_RATE));
        section.end();
        return rate;
    }

    private static long latency(Field field) {
        return Quantity.duration(field, 0, TimeUnit.MILLISECONDS.toNanos(1), TimeUnit.SECONDS.toNanos(10));
    }

    private static long standbyAbove(Field field, Role role) {
        long bitsPerSecond = Quantity.bitsPerSecond(field, 0, MIN_RATE, MAX_RATE);
        if (field.isPresent() && role != Role.STANDBY) {
            field.error("only a standby joins above a load", "Set 'role: standby', or remove this");
        }
        return bitsPerSecond;
    }

    private static @Nullable DataCap dataCap(Field field) {
        Section section = field.section();
        Field limit = section.field("limit");
        DataCap cap = new DataCap(
                Quantity.bytes(field.isPresent() ? limit.required("limit: 50GB") : limit, 0),
                Values.number(section.field("billing-day"), 1, 1, LAST_DAY),
                Quantity.ratio(section.field("warn-at"), WARN_AT),
                Values.choice(section.field("at-cap"), List.of(AtCap.values()), AtCap.DEMOTE));
        section.end();
        return field.isPresent() ? cap : null;
    }
}
