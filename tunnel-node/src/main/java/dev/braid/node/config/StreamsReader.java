package dev.braid.node.config;

import dev.braid.node.contract.NodeSpec.PortRange;
import dev.braid.node.contract.NodeSpec.Streams;
import dev.braid.node.contract.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The section {@code streams} of both kinds of node. */
final class StreamsReader {
    private static final Pattern PORTS = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?");
    private static final int MAX_PORT = 65_535;
    private static final int MAX_CARRIERS = 16_384;
    private static final int MAX_FLOWS = 65_536;
    private static final int MIN_IDLE_S = 60;
    private static final int MAX_IDLE_S = 7 * 24 * 3_600;

    private StreamsReader() {}

    static Streams edge(Section section) {
        Section carriers = section.field("carriers").section();
        int spare = Values.number(carriers.field("spare"), Streams.DEFAULTS.spareCarriers(), 1, 256);
        int max = Values.number(carriers.field("max"), Streams.DEFAULTS.maxCarriers(), spare, MAX_CARRIERS);
        carriers.end();
        return read(section, spare, max);
    }

    static Streams hub(Section section) {
        return read(section, Streams.DEFAULTS.spareCarriers(), Streams.DEFAULTS.maxCarriers());
    }

    /** Whole prefixes, such as {@code 10.20.0.0/16}. */
    static List<Prefix> prefixes(Field field) {
        List<Prefix> prefixes = new ArrayList<>();
        for (Field item : field.items()) {
            Prefix prefix = Values.prefix(item, "10.20.0.0/16");
            if (prefix == null) {
                continue;
            }
            if (!prefix.equals(prefix.network())) {
                item.error(prefix + " has bits set behind its length", "Write '" + prefix.network() + "'");
            }
            prefixes.add(prefix);
        }
        return List.copyOf(prefixes);
    }

    private static Streams read(Section section, int spare, int max) {
        boolean enabled = Values.flag(section.field("enabled"), true);
        Section except = section.field("except").section();
        List<Prefix> prefixes = prefixes(except.field("prefixes"));
        List<PortRange> ports = ports(except.field("ports"));
        except.end();
        int maxFlows = Values.number(section.field("max-flows"), Streams.DEFAULTS.maxFlows(), 1, MAX_FLOWS);
        int idle = Values.number(section.field("idle"), Streams.DEFAULTS.idleSeconds(), MIN_IDLE_S, MAX_IDLE_S);
        section.end();
        return new Streams(enabled, prefixes, ports, spare, max, maxFlows, idle);
    }

    private static List<PortRange> ports(Field field) {
        List<PortRange> ports = new ArrayList<>();
        for (Field item : field.items()) {
            String text = item.text();
            if (text == null) {
                continue;
            }
            Matcher matcher = PORTS.matcher(text);
            int from = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
            int to = from == 0 || matcher.group(2) == null ? from : Integer.parseInt(matcher.group(2));
            if (from < 1 || to < from || to > MAX_PORT) {
                item.error("'" + Values.shown(text) + "' is neither a port nor a range", "Write it as 22 or 5000-5010");
            } else {
                ports.add(new PortRange(from, to));
            }
        }
        return List.copyOf(ports);
    }
}
