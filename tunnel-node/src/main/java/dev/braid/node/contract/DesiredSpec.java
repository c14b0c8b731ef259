package dev.braid.node.contract;

import dev.braid.node.contract.NodeSpec.EdgeGrant;
import dev.braid.node.contract.NodeSpec.Hub;
import dev.braid.node.contract.NodeSpec.Streams;
import dev.braid.node.contract.NodeSpec.Traffic;
import dev.braid.node.contract.NodeSpec.Uplink;
import java.util.List;

/**
 * What the control plane asks a node to be: a {@link NodeSpec} without what is the machine's own (its name, files, sockets, device name,
 * threads). {@link SpecJson} writes it in the words of a configuration file, and the node checks it by that file's rules.
 */
public sealed interface DesiredSpec {
    /** Of the TUN device, in bytes. */
    int mtuBytes();

    record Edge(
            List<Hub> hubs,
            List<Uplink> uplinks,
            List<String> lanInterfaces,
            Traffic traffic,
            int mtuBytes,
            int carriers,
            Streams streams)
            implements DesiredSpec {
        public Edge(
                List<Hub> hubs,
                List<Uplink> uplinks,
                List<String> lanInterfaces,
                Traffic traffic,
                int mtuBytes,
                int carriers) {
            this(hubs, uplinks, lanInterfaces, traffic, mtuBytes, carriers, Streams.DEFAULTS);
        }
    }

    /** @param port where it listens for carriers, on every address it has */
    record HubNode(
            int port, List<Prefix> inner, boolean masquerade, List<EdgeGrant> edges, int mtuBytes, Streams streams)
            implements DesiredSpec {
        public HubNode(int port, List<Prefix> inner, boolean masquerade, List<EdgeGrant> edges, int mtuBytes) {
            this(port, inner, masquerade, edges, mtuBytes, Streams.DEFAULTS);
        }
    }

    /** The part of {@code spec} that a control plane may decide. */
    static DesiredSpec of(NodeSpec spec) {
        return switch (spec) {
            case NodeSpec.Edge e ->
                new Edge(
                        e.hubs(),
                        e.uplinks(),
                        e.lanInterfaces(),
                        e.traffic(),
                        e.device().mtuBytes(),
                        e.carriers(),
                        e.streams());
            case NodeSpec.HubNode h ->
                new HubNode(
                        h.listen().getPort(),
                        h.inner(),
                        h.masquerade(),
                        h.edges(),
                        h.device().mtuBytes(),
                        h.streams());
        };
    }
}
