package dev.braid.node.contract;

import dev.braid.node.contract.NodeSpec.EdgeGrant;
import dev.braid.node.contract.NodeSpec.Hub;
import dev.braid.node.contract.NodeSpec.Streams;
import dev.braid.node.contract.NodeSpec.Uplink;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@link DesiredSpec} as JSON. Its keys are those of a node's configuration file (deploy/examples), so that one reader, {@code config}'s,
 * has the rules for both; a test there holds that everything written here is read back equal.
 */
public final class SpecJson {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private SpecJson() {}

    public static String write(DesiredSpec spec) {
        return tree(spec).toString();
    }

    /** The same before it is text, for putting it into a larger document. */
    public static ObjectNode tree(DesiredSpec spec) {
        ObjectNode json = MAPPER.createObjectNode();
        switch (spec) {
            case DesiredSpec.Edge edge -> edge(json, edge);
            case DesiredSpec.HubNode hub -> hub(json, hub);
        }
        return json;
    }

    private static void edge(ObjectNode json, DesiredSpec.Edge edge) {
        json.put("kind", "edge");
        edge.hubs().forEach(hub -> hub(json.withArray("hubs").addObject(), hub));
        ObjectNode uplinks = json.putObject("uplinks");
        edge.uplinks().forEach(uplink -> uplink(uplinks.putObject(uplink.name()), uplink));
        ObjectNode lan = json.putObject("lan");
        texts(lan.putArray("interfaces"), edge.lanInterfaces());
        lan.put("traffic", word(edge.traffic()));
        json.putObject("tunnel").put("mtu", edge.mtuBytes()).put("carriers", edge.carriers());
        ObjectNode streams = json.putObject("streams");
        streams(streams, edge.streams());
        streams.putObject("carriers")
                .put("spare", edge.streams().spareCarriers())
                .put("max", edge.streams().maxCarriers());
    }

    private static void streams(ObjectNode json, Streams streams) {
        json.put("enabled", streams.enabled());
        ObjectNode except = json.putObject("except");
        texts(except.putArray("prefixes"), streams.exceptPrefixes());
        texts(except.putArray("ports"), streams.exceptPorts());
        json.put("max-flows", streams.maxFlows()).put("idle", streams.idleSeconds());
    }

    private static void hub(ObjectNode json, Hub hub) {
        json.put("name", hub.name()).put("address", hub.host()).put("port", hub.port());
    }

    private static void uplink(ObjectNode json, Uplink uplink) {
        json.put("interface", uplink.interfaceName());
        json.put("role", word(uplink.role())).put("cost", word(uplink.cost()));
        NodeSpec.Limits limits = uplink.limits();
        putRate(json, "standby-above", limits.standbyAboveBitsPerSecond());
        if (uplink.rate().upBitsPerSecond() > 0 || uplink.rate().downBitsPerSecond() > 0) {
            ObjectNode rate = json.putObject("rate");
            putRate(rate, "up", uplink.rate().upBitsPerSecond());
            putRate(rate, "down", uplink.rate().downBitsPerSecond());
        }
        if (limits.maxLatencyNs() > 0) {
            BigDecimal ms = BigDecimal.valueOf(limits.maxLatencyNs()).movePointLeft(6);
            json.put("max-latency", ms.stripTrailingZeros().toPlainString() + "ms");
        }
        if (limits.maxLossRatio() > 0) {
            json.put("max-loss", percent(limits.maxLossRatio()));
        }
        NodeSpec.DataCap cap = uplink.dataCap();
        if (cap != null) {
            json.putObject("data-cap")
                    .put("limit", cap.limitBytes() + "B")
                    .put("billing-day", cap.billingDay())
                    .put("warn-at", percent(cap.warnAtRatio()))
                    .put("at-cap", word(cap.atCap()));
        }
    }

    private static void putRate(ObjectNode json, String key, long bitsPerSecond) {
        if (bitsPerSecond > 0) {
            json.put(key, bitsPerSecond + "bit");
        }
    }

    private static String percent(double ratio) {
        return BigDecimal.valueOf(ratio).movePointRight(2).stripTrailingZeros().toPlainString() + "%";
    }

    private static void hub(ObjectNode json, DesiredSpec.HubNode hub) {
        json.put("kind", "hub");
        json.put("listen", "[::]:" + hub.port());
        texts(json.putArray("inner"), hub.inner());
        json.putObject("internet").put("masquerade", hub.masquerade());
        ObjectNode edges = json.putObject("edges");
        hub.edges().forEach(edge -> grant(edges.putObject(edge.name()), edge));
        json.putObject("tunnel").put("mtu", hub.mtuBytes());
        streams(json.putObject("streams"), hub.streams());
    }

    private static void grant(ObjectNode json, EdgeGrant edge) {
        texts(
                json.putArray("addresses"),
                edge.addresses().stream().map(p -> Prefix.text(p.address())).toList());
        texts(json.putArray("lans"), edge.lans());
        texts(json.putArray("reaches"), edge.reaches());
        texts(json.putArray("grants"), edge.grants());
    }

    private static void texts(ArrayNode array, Collection<?> values) {
        values.forEach(value -> array.add(value.toString()));
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
