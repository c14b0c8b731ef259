package dev.braid.node.agent;

import dev.braid.node.contract.NodeEvent;
import dev.braid.node.contract.NodeStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A node that runs whatever has no {@code "invalid"} or {@code "broken"} in it, and writes down what it was asked. */
final class FakeWorkload implements Workload {
    /** {@code bring X}, {@code stop}, {@code trust}, {@code identity}. */
    final List<String> done = new CopyOnWriteArrayList<>();

    volatile boolean ready = true;
    volatile boolean carrying;

    @Override
    public List<String> check(JsonNode spec) {
        return spec.has("invalid") || !ready ? List.of("invalid: is not right") : List.of();
    }

    @Override
    public void bring(JsonNode spec) throws IOException {
        if (spec.has("broken")) {
            done.add("broken");
            throw new IOException("the machine does not take it");
        }
        done.add("bring " + spec.path("n").asString());
    }

    @Override
    public void stop() {
        done.add("stop");
    }

    @Override
    public @Nullable NodeStatus status() {
        return null;
    }

    @Override
    public boolean isCarrying() {
        return carrying;
    }

    @Override
    public List<NodeEvent> eventsAfter(long id, int max) {
        return List.of();
    }

    @Override
    public Ways ways() {
        return Ways.ROUTING;
    }

    @Override
    public List<String> interfaces() {
        return new ArrayList<>(List.of("eth0"));
    }

    @Override
    public JsonNode obey(String command, @Nullable JsonNode arguments) throws IOException {
        throw new IOException("no command " + command);
    }

    @Override
    public void trustChanged() {
        done.add("trust");
    }

    @Override
    public void identityChanged() {
        done.add("identity");
    }
}
