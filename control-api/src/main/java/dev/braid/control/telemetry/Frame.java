package dev.braid.control.telemetry;

import java.time.Instant;
import java.util.SequencedMap;
import java.util.Set;

/**
 * One second of the live stream.
 *
 * @param nodes JSON of each, made once for all clients
 */
record Frame(long second, SequencedMap<String, String> nodes) {
    String json(Set<String> wanted) {
        StringBuilder text = new StringBuilder(64 + nodes.size() * 32)
                .append("{\"time\":\"")
                .append(Instant.ofEpochSecond(second))
                .append("\",\"nodes\":{");
        int before = text.length();
        nodes.forEach((name, json) -> {
            if (wanted.isEmpty() || wanted.contains(name)) {
                text.append(text.length() > before ? "," : "")
                        .append('"')
                        .append(name)
                        .append("\":")
                        .append(json);
            }
        });
        return text.append("}}").toString();
    }

    int size() {
        return nodes.values().stream().mapToInt(String::length).sum();
    }
}
