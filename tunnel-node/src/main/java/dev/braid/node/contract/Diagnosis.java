package dev.braid.node.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an edge answers to a command that measures. The same rules as for {@link NodeStatus}: fields may be added, never renamed. */
public sealed interface Diagnosis {
    /**
     * Of {@code speed-test}.
     *
     * @param bond all uplinks together; null when one uplink was asked for
     */
    record SpeedTest(
            String hub, List<Speed> uplinks, @Nullable Speed bond) implements Diagnosis {}

    /**
     * What one uplink, or all, carried besides the traffic of the moment.
     *
     * @param uplink {@code ""} for all together
     * @param idleRttMs of its probes before; null when unknown
     * @param loadedRttMs of its probes at the end
     * @param error why a figure is missing
     */
    record Speed(
            String uplink,
            @Nullable Long outboundBitsPerSecond,
            @Nullable Long inboundBitsPerSecond,
            @Nullable Double idleRttMs,
            @Nullable Double loadedRttMs,
            @Nullable String error) {}

    /** Of {@code mptcp-support}. */
    record MptcpSupport(String hub, List<Passage> uplinks) implements Diagnosis {}

    /** Whether MPTCP reaches the hub by one uplink. */
    enum Passing {
        PASSES,
        /** Only plain TCP does: something on the way removes the options. */
        STRIPPED,
        UNREACHABLE
    }

    /**
     * What was found on one uplink.
     *
     * @param state of its path as the node judges it
     * @param subflows of the tunnel's carriers that go by it now
     * @param text a sentence for a person
     */
    record Passage(String uplink, Passing result, NodeStatus.State state, int subflows, String text) {}
}
