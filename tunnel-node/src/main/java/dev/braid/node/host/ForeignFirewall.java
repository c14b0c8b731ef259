package dev.braid.node.host;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Other programs' chains that refuse what we forward: Docker and ufw leave forwarding with policy drop. An accept of ours cannot
 * overrule a drop of theirs (nft(8), every base chain of a hook has its say), and their tables are not ours to change, so a person
 * has to.
 */
final class ForeignFirewall {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String OURS = "braid";

    private static final long LOOK_EVERY_NS = TimeUnit.MINUTES.toNanos(1);

    private final Nft nft;
    private List<String> last = List.of();
    private long lookedNs;

    ForeignFirewall(Nft nft) {
        this.nft = nft;
    }

    /**
     * Sentences for a person, of a minute ago at most; empty when nothing is in the way. A chain whose table speaks of {@code device} has
     * been seen to.
     */
    List<String> warnings(String device) throws IOException {
        long nowNs = System.nanoTime();
        if (lookedNs == 0 || nowNs - lookedNs > LOOK_EVERY_NS) {
            lookedNs = nowNs;
            last = look(device);
        }
        return last;
    }

    private List<String> look(String device) throws IOException {
        List<String> warnings = new ArrayList<>();
        for (JsonNode entry : read(nft.chains()).path("nftables")) {
            JsonNode chain = entry.path("chain");
            String table = chain.path("family").asString("") + " "
                    + chain.path("table").asString("");
            if (dropsForwarded(chain) && !nft.table(table).contains('"' + device + '"')) {
                warnings.add("a firewall drops what this node forwards: chain "
                        + chain.path("name").asString("") + " of table " + table
                        + " has policy drop and no rule for " + device + remedy(table, device));
            }
        }
        return List.copyOf(warnings);
    }

    private static boolean dropsForwarded(JsonNode chain) {
        return chain.path("hook").asString("").equals("forward")
                && chain.path("policy").asString("").equals("drop")
                && !chain.path("table").asString("").equals(OURS);
    }

    /** Tables with these names are written by the iptables programs. */
    private static String remedy(String table, String device) {
        @Nullable
        String program = switch (table) {
            case "ip filter" -> "iptables";
            case "ip6 filter" -> "ip6tables";
            default -> null;
        };
        return program == null
                ? "; add rules there that accept iifname and oifname " + device
                : "; let it pass: %1$s -I FORWARD -i %2$s -j ACCEPT; %1$s -I FORWARD -o %2$s -j ACCEPT"
                        .formatted(program, device);
    }

    private static JsonNode read(String json) throws IOException {
        try {
            return MAPPER.readTree(json);
        } catch (JacksonException e) {
            throw new IOException("nft answered with something else than JSON", e);
        }
    }
}
