package dev.braid.node.lane.stream;

import dev.braid.node.contract.Prefix;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a hub reaches behind its edge: hosts of the LAN, never the edge itself. They see who it was: answers come back through the edge. */
public final class EdgeAccess implements Access {
    private volatile List<Prefix> lan = List.of();
    private volatile Set<InetAddress> own = Set.of();

    /** The machine's networks have changed. */
    public void update(List<Prefix> newLan, Set<InetAddress> newOwn) {
        lan = List.copyOf(newLan);
        own = Set.copyOf(newOwn);
    }

    @Override
    public @Nullable Refused refuse(InetAddress destination, InetAddress source) {
        Refused never = Special.refuse(destination);
        if (never != null) {
            return never;
        }
        if (own.contains(destination)) {
            return Refused.THIS_NODE;
        }
        Prefix host = Prefix.of(destination);
        return lan.stream().anyMatch(prefix -> prefix.contains(host)) ? null : Refused.NOT_GRANTED;
    }

    @Override
    public boolean keepsSource(InetAddress destination, InetAddress source) {
        return Special.refuse(source) == null && !own.contains(source);
    }
}
