package dev.braid.node.host;

import dev.braid.node.linux.Address;
import dev.braid.node.linux.Link;
import dev.braid.node.linux.Route;
import dev.braid.node.mptcp.Limits;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The machine as it would be without us: our own routes are left out, and settings of ours show what was there before. So
 * a plan made from it is the same before and after it is carried out.
 *
 * @param nameServers of this machine's own look-ups, without those on the machine itself
 */
public record HostView(
        List<Link> links,
        List<Address> addresses,
        List<Route> routes,
        Sysctls sysctls,
        @Nullable Limits limits,
        List<InetAddress> nameServers) {

    /** Kernel settings below /proc/sys, named with slashes; null when there is none of that name. */
    @FunctionalInterface
    public interface Sysctls {
        @Nullable
        String read(String key);
    }

    @Nullable
    Link link(String name) {
        return links.stream().filter(l -> l.name().equals(name)).findFirst().orElse(null);
    }

    @Nullable
    Link linkThatIsUp(String name) {
        Link link = link(name);
        return link != null && link.up() ? link : null;
    }

    /** {@code fallback} when there is no such setting or it is no number. */
    int number(String key, int fallback) {
        String value = sysctls.read(key);
        return value != null && value.matches("-?[0-9]{1,9}") ? Integer.parseInt(value) : fallback;
    }
}
