package dev.braid.node.host;

import java.io.IOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Adds up what our firewall table counts. Its counters begin anew with each new table; the sums go on. */
final class FirewallCounts {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final long LOOK_EVERY_NS = TimeUnit.SECONDS.toNanos(5);

    /** As {@code nft --json list table inet braid} prints it, libnftables-json(5). */
    interface Table {
        String json() throws IOException;
    }

    private final Table table;
    private final Map<FirewallDrop, Long> last = new EnumMap<>(FirewallDrop.class);
    private final Map<FirewallDrop, Long> sums = new EnumMap<>(FirewallDrop.class);
    private long lookedNs = Long.MIN_VALUE;

    FirewallCounts(Table table) {
        this.table = table;
    }

    /** Packets by reason, of five seconds ago at most. */
    synchronized Map<FirewallDrop, Long> at(long nowNs) throws IOException {
        if (lookedNs == Long.MIN_VALUE || nowNs - lookedNs >= LOOK_EVERY_NS) {
            lookedNs = nowNs;
            look();
        }
        return Map.copyOf(sums);
    }

    private void look() throws IOException {
        Map<String, Long> counted = counted();
        for (FirewallDrop reason : FirewallDrop.values()) {
            long now = counted.getOrDefault(reason.label(), 0L);
            long before = last.getOrDefault(reason, 0L);
            sums.merge(reason, now < before ? now : now - before, Long::sum);
            last.put(reason, now);
        }
    }

    /** By comment; several rules may have the same. */
    private Map<String, Long> counted() throws IOException {
        Map<String, Long> counted = new HashMap<>();
        try {
            for (JsonNode entry : MAPPER.readTree(table.json()).path("nftables")) {
                JsonNode rule = entry.path("rule");
                for (JsonNode part : rule.path("expr")) {
                    long packets = part.path("counter").path("packets").asLong(0);
                    counted.merge(rule.path("comment").asString(""), packets, Long::sum);
                }
            }
        } catch (JacksonException e) {
            throw new IOException("nft answered with something else than JSON", e);
        }
        return counted;
    }
}
