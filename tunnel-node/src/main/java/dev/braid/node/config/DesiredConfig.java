package dev.braid.node.config;

import dev.braid.node.contract.NodeSpec.Identity;
import dev.braid.node.contract.Prefix;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A specification from the control plane, completed by what is the machine's own and read as if it were a file: JSON is YAML, the keys
 * are the same, and so are the rules.
 */
public final class DesiredConfig {
    private static final List<String> LOCAL_KEYS =
            List.of("name", "identity", "state-directory", "status-socket", "metrics");
    private static final List<String> LOCAL_TUNNEL_KEYS = List.of("device", "workers");
    private static final String TUNNEL = "tunnel";

    private DesiredConfig() {}

    /** Never throws for what {@code desired} contains. */
    public static Reading read(JsonNode desired, Local local, Machine machine) {
        return read(desired, local, machine, new Keys());
    }

    static Reading read(JsonNode desired, Local local, Machine machine, Keys keys) {
        Problems problems = new Problems();
        if (!(desired instanceof ObjectNode given)) {
            problems.error(0, "", "the specification is no JSON object", "Ask the control plane for another one");
            return new Reading.Refused(problems.sorted());
        }
        refuse(given, "", LOCAL_KEYS, problems);
        if (given.get(TUNNEL) instanceof ObjectNode tunnel) {
            refuse(tunnel, TUNNEL + ".", LOCAL_TUNNEL_KEYS, problems);
        }
        if (problems.hasErrors()) {
            return new Reading.Refused(problems.sorted());
        }
        byte[] whole = complete(given, local).toString().getBytes(StandardCharsets.UTF_8);
        return NodeConfig.read(whole, local.stateDirectory(), machine, keys);
    }

    private static void refuse(ObjectNode json, String path, List<String> keys, Problems problems) {
        for (String key : keys) {
            if (json.has(key)) {
                problems.error(0, path + key, "is the machine's own to decide", "Remove it from the specification");
            }
        }
    }

    private static ObjectNode complete(ObjectNode given, Local local) {
        ObjectNode whole = given.deepCopy();
        whole.put("name", local.name());
        identity(whole.putObject("identity"), local.identity());
        whole.put("state-directory", local.stateDirectory().toString());
        whole.put("status-socket", local.statusSocket().toString());
        whole.putObject("metrics").put("listen", listen(local));
        JsonNode tunnel = whole.get(TUNNEL);
        if (tunnel == null || tunnel.isNull()) {
            tunnel = JsonMapper.shared().createObjectNode();
            whole.set(TUNNEL, tunnel);
        }
        if (tunnel instanceof ObjectNode section) { // what it is otherwise, the reader says
            section.put("device", local.device());
        }
        return whole;
    }

    private static void identity(ObjectNode json, Identity identity) {
        json.put("certificate", identity.certificate().toString());
        json.put("key", identity.key().toString());
        json.put("authority", identity.authority().toString());
        if (identity.revocations() != null) {
            json.put("revocations", identity.revocations().toString());
        }
    }

    private static String listen(Local local) {
        InetSocketAddress metrics = local.metrics();
        if (metrics == null) {
            return "off";
        }
        String host = Prefix.text(metrics.getAddress());
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + metrics.getPort();
    }
}
