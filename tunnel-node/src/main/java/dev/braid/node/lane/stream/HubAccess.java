package dev.braid.node.lane.stream;

import dev.braid.node.contract.Internet;
import dev.braid.node.contract.NodeSpec.EdgeGrant;
import dev.braid.node.contract.NodeSpec.HubNode;
import dev.braid.node.contract.Prefix;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an edge reaches through its hub: the Internet and what it was granted; other edges that it {@code reaches}; never the hub itself.
 * As itself it appears where the way back leads through the hub: at grants, at other edges, and everywhere when nobody masquerades.
 */
public final class HubAccess implements Access {
    private final Supplier<Set<InetAddress>> own;
    private final boolean masquerade;
    private final List<Prefix> inner;
    private final List<Prefix> grants;
    private final List<Prefix> itself;
    private final List<Prefix> reached = new ArrayList<>();
    private final List<Prefix> others = new ArrayList<>();

    /** @param own the hub's addresses now */
    public HubAccess(HubNode hub, EdgeGrant edge, Supplier<Set<InetAddress>> own) {
        this.own = own;
        masquerade = hub.masquerade();
        inner = hub.inner().stream().map(Prefix::network).toList();
        grants = edge.grants();
        itself = speaksFor(edge);
        for (EdgeGrant other : hub.edges()) {
            if (!other.name().equals(edge.name())) {
                (edge.reaches().contains(other.name()) ? reached : others).addAll(speaksFor(other));
            }
        }
    }

    @Override
    public @Nullable Refused refuse(InetAddress destination, InetAddress source) {
        Refused never = Special.refuse(destination);
        if (never != null) {
            return never;
        }
        if (own.get().contains(destination)) {
            return Refused.THIS_NODE;
        }
        if (isIn(reached, destination)) {
            return null;
        }
        if (isIn(others, destination) || isIn(inner, destination)) {
            return Refused.OTHER_EDGE;
        }
        return isIn(grants, destination) || Internet.contains(destination) ? null : Refused.NOT_GRANTED;
    }

    /** Only an address that is the edge's to use: it must not speak for others. */
    @Override
    public boolean keepsSource(InetAddress destination, InetAddress source) {
        return isIn(itself, source) && (!masquerade || isIn(grants, destination) || isIn(reached, destination));
    }

    private static List<Prefix> speaksFor(EdgeGrant edge) {
        List<Prefix> all = new ArrayList<>(edge.lans());
        edge.addresses().forEach(a -> all.add(Prefix.of(a.address())));
        return List.copyOf(all);
    }

    private static boolean isIn(List<Prefix> prefixes, InetAddress address) {
        Prefix host = Prefix.of(address);
        return prefixes.stream().anyMatch(prefix -> prefix.contains(host));
    }
}
