package dev.braid.node;

import dev.braid.node.admin.Verb;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** {@code uplink disable|enable NAME} on the operator's socket. */
record UplinkVerb(Choice choice) implements Verb {
    private static final JsonMapper JSON = new JsonMapper();

    /** Takes an uplink out, or lets it in. */
    interface Choice {
        void set(String uplink, boolean out) throws IOException;
    }

    @Override
    public String answer(List<String> arguments) throws IOException {
        String act = arguments.isEmpty() ? "" : arguments.getFirst();
        if (arguments.size() != 2 || !(act.equals("disable") || act.equals("enable"))) {
            throw new IllegalArgumentException("say 'uplink disable NAME' or 'uplink enable NAME'");
        }
        boolean out = act.equals("disable");
        choice.set(arguments.get(1), out);
        return JSON.writeValueAsString(Map.of("uplink", arguments.get(1), "disabled", out));
    }
}
