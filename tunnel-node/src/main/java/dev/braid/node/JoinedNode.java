package dev.braid.node;

import dev.braid.node.agent.Agent;
import dev.braid.node.agent.NodeHome;
import dev.braid.node.agent.NodeHome.Joined;
import dev.braid.node.agent.Ways;
import dev.braid.node.agent.Workload;
import dev.braid.node.config.DesiredConfig;
import dev.braid.node.config.Local;
import dev.braid.node.config.LocalMachine;
import dev.braid.node.config.NodeConfig;
import dev.braid.node.config.Problem;
import dev.braid.node.config.Reading;
import dev.braid.node.contract.NodeEvent;
import dev.braid.node.contract.NodeSpec;
import dev.braid.node.contract.NodeStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** A node that a control plane says what to be. Before it has said so, nothing runs but the agent. */
final class JoinedNode implements Workload, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(JoinedNode.class);

    private final Local local;
    private @Nullable NodeSpec spec;
    private volatile @Nullable Node node;
    private volatile @Nullable Agent agent;

    private JoinedNode(Local local) {
        this.local = local;
    }

    /** Is the node that has joined in {@code home} until the process is asked to stop. */
    static void run(NodeHome home, Joined joined) throws Exception {
        UntilStopped.run(joined.name(), joined.kind(), () -> start(home, joined));
    }

    private static JoinedNode start(NodeHome home, Joined joined) throws IOException {
        JoinedNode node = new JoinedNode(new Local(
                joined.name(),
                home.identity(),
                joined.device(),
                home.directory(),
                Path.of(joined.statusSocket()),
                NodeConfig.metricsAddress(joined.metrics())));
        try {
            node.agent = Agent.start(home, joined, node, Version.text());
            return node;
        } catch (IOException | RuntimeException e) {
            node.close();
            throw e;
        }
    }

    @Override
    public List<String> check(JsonNode wanted) {
        return DesiredConfig.read(wanted, local, new LocalMachine()).problems().stream()
                .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                .map(problem -> problem.field() + ": " + problem.message() + ". " + problem.remedy())
                .toList();
    }

    @Override
    public synchronized void bring(JsonNode wanted) throws IOException {
        NodeSpec next = spec(wanted);
        try {
            Node now = node;
            if (now == null || !now.follow(next)) {
                rebuild(next);
            }
            spec = next;
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e.getMessage() == null ? e.toString() : e.getMessage(), e);
        }
    }

    private NodeSpec spec(JsonNode wanted) throws IOException {
        return switch (DesiredConfig.read(wanted, local, new LocalMachine())) {
            case Reading.Accepted accepted -> accepted.spec();
            case Reading.Refused _ -> throw new IOException(String.join("; ", check(wanted)));
        };
    }

    /** What cannot change live: the tunnel is away for as long as this takes, about half a second. */
    private void rebuild(NodeSpec next) throws Exception {
        if (node != null) {
            log.info("The node is built anew, for something has changed that cannot change live");
        }
        stop();
        node = Node.start(next, this::hurry);
    }

    private void hurry() {
        Agent there = agent;
        if (there != null) {
            there.hurry();
        }
    }

    @Override
    public synchronized void stop() {
        Node now = node;
        node = null;
        spec = null;
        if (now != null) {
            now.close();
        }
    }

    @Override
    public synchronized @Nullable NodeStatus status() {
        Node now = node;
        return now == null ? null : now.status();
    }

    @Override
    public synchronized List<NodeEvent> eventsAfter(long id, int max) {
        Node now = node;
        return now == null ? List.of() : now.eventsAfter(id, max);
    }

    @Override
    public Ways ways() {
        Node now = node;
        return now == null ? Ways.ROUTING : now.ways();
    }

    @Override
    public List<String> interfaces() {
        return List.copyOf(new LocalMachine().interfaces());
    }

    @Override
    public JsonNode obey(String command, @Nullable JsonNode arguments) throws IOException {
        Node now = node;
        if (now == null) {
            throw new IOException("this node has no specification yet");
        }
        return now.obey(command, arguments);
    }

    @Override
    public synchronized void trustChanged() {
        Node now = node;
        if (now != null) {
            now.recheckTrust();
        }
    }

    @Override
    public synchronized void identityChanged() {
        try {
            Node now = node;
            if (now != null && spec != null) {
                now.renew(spec);
            }
        } catch (IOException e) {
            log.atError().addKeyValue("reason", e.getMessage()).log("The new certificate is used after the next start");
        }
    }

    /** The agent first: what it would ask of us has nobody left to do it. */
    @Override
    public void close() {
        Agent there = agent;
        if (there != null) {
            there.close();
        }
        stop();
    }
}
