package dev.braid.lab;

import dev.braid.lab.LinkShape.QueueLimit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a lab shall consist of. Immutable; each method answers a changed copy.
 *
 * @param prefix of every namespace's name, {@code braid-} for people, something unique for tests
 * @param uplinks of every edge, in the order of their route metrics
 * @param logs where the output of started programs is kept; absent: a temporary directory that goes with the lab
 * @param seed makes losses and jitter repeatable
 */
public record LabPlan(
        String prefix,
        List<Uplink> uplinks,
        int edges,
        boolean stranger,
        @Nullable Path logs,
        long seed) {
    /** An uplink of every edge; without a {@code shape} it is a plain veth pair, as fast as the machine. */
    public record Uplink(String name, @Nullable LinkShape shape) {}

    public static final String DEFAULT_PREFIX = "braid-";
    static final int MAX_EDGES = 200;
    static final int MAX_UPLINKS = 8;

    public LabPlan {
        uplinks = List.copyOf(uplinks);
        if (!prefix.matches("[a-z0-9-]{1,40}")) {
            throw new IllegalArgumentException("a prefix is 1 to 40 of a-z, 0-9 and -, not '" + prefix + "'");
        }
        if (edges < 1 || edges > MAX_EDGES) {
            throw new IllegalArgumentException("a lab has 1 to " + MAX_EDGES + " edges, not " + edges);
        }
        // MPTCP itself takes 8 endpoints, and the public addresses of all uplinks share one /24 pair.
        if (uplinks.size() > MAX_UPLINKS || uplinks.size() * edges > 500) {
            throw new IllegalArgumentException("an edge has at most " + MAX_UPLINKS + " uplinks, all edges 500");
        }
        for (Uplink uplink : uplinks) {
            // 15 bytes for a device, 3 of them for the edge's number.
            if (!uplink.name().matches("[a-z][a-z0-9-]{0,10}[a-z]")
                    || uplink.name().matches("hub|stranger|lan")) {
                throw new IllegalArgumentException(
                        "an uplink's name is 2 to 12 of a-z, 0-9 and -, begins and ends with a letter, and is none of"
                                + " hub, stranger, lan; not '" + uplink.name() + "'");
            }
        }
        if (uplinks.stream().map(Uplink::name).distinct().count() < uplinks.size()) {
            throw new IllegalArgumentException("two uplinks have the same name");
        }
    }

    /** One edge and no uplink yet. */
    public static LabPlan named(String prefix) {
        return new LabPlan(prefix, List.of(), 1, false, null, 1);
    }

    /** A prefix that no other process uses: {@code braid-t4711-}. */
    public static LabPlan forTest() {
        return named("braid-t" + ProcessHandle.current().pid() + "-");
    }

    /** The home of the measurements: dsl 100 Mbit/s 10 ms, lte 50 Mbit/s 25 ms, queues of 50 and 80 ms. */
    public LabPlan home() {
        return uplink("dsl", LinkShape.of(100, 10, 50)).uplink("lte", LinkShape.of(50, 25, 80));
    }

    public LabPlan uplink(String name, LinkShape shape) {
        return with(new Uplink(name, shape));
    }

    /** A veth pair in place of the emulator. */
    public LabPlan plainUplink(String name) {
        return with(new Uplink(name, null));
    }

    public LabPlan edges(int count) {
        return new LabPlan(prefix, uplinks, count, stranger, logs, seed);
    }

    /** One more host in the Internet that has nothing to do with us. */
    public LabPlan withStranger() {
        return new LabPlan(prefix, uplinks, edges, true, logs, seed);
    }

    public LabPlan logs(Path directory) {
        return new LabPlan(prefix, uplinks, edges, stranger, directory, seed);
    }

    public LabPlan seed(long value) {
        return new LabPlan(prefix, uplinks, edges, stranger, logs, value);
    }

    /** Removes what a crashed run under the same prefix has left, then brings everything up. */
    public Lab up() throws IOException {
        return Lab.up(this);
    }

    /** Queues as the measurements have them, for a shape given without one. */
    static QueueLimit usualQueue(String uplinkName) {
        return new QueueLimit.Time(uplinkName.equals("lte") ? 80_000_000 : 50_000_000);
    }

    private LabPlan with(Uplink uplink) {
        List<Uplink> all = new ArrayList<>(uplinks);
        all.add(uplink);
        return new LabPlan(prefix, all, edges, stranger, logs, seed);
    }
}
