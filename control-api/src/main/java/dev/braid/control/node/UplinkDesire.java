package dev.braid.control.node;

import dev.braid.control.uplink.UplinkSpec;
import dev.braid.node.contract.NodeSpec;

/** An uplink in the node's words. */
final class UplinkDesire {
    private UplinkDesire() {}

    static NodeSpec.Uplink of(String name, UplinkSpec spec) {
        return new NodeSpec.Uplink(name, spec.interfaceName());
    }
}
