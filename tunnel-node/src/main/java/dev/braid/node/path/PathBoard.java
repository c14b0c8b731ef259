package dev.braid.node.path;

import dev.braid.node.carrier.CarrierConnector.Way;
import dev.braid.node.path.PathVerdict.State;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What other threads may know of an edge's paths, as the paths' thread has put it up last. Any thread, but for {@link #put}. */
final class PathBoard {
    private record Content(
            List<PathReport> reports, List<WayOut> ways, List<Uplink> uplinks, Map<InetAddress, String> names) {}

    /** An uplink's addresses as sources, lower rank first. */
    private record WayOut(Uplink uplink, int rank) {}

    private volatile Content content = new Content(List.of(), List.of(), List.of(), Map.of());

    void put(Collection<EdgePath> paths, Set<String> admitted, Function<EdgePath, PathReport> report) {
        List<PathReport> reports = new ArrayList<>();
        Map<InetAddress, String> names = new LinkedHashMap<>();
        List<WayOut> ways = new ArrayList<>();
        for (EdgePath path : paths) {
            path.addresses().forEach(a -> names.put(a, path.name()));
            reports.add(report.apply(path));
            int rank = rank(path, admitted.contains(path.name()));
            if (rank >= 0) {
                ways.add(new WayOut(path.uplink(), rank));
            }
        }
        ways.sort(Comparator.comparingInt(WayOut::rank));
        List<Uplink> uplinks = paths.stream().map(EdgePath::uplink).toList();
        content = new Content(List.copyOf(reports), List.copyOf(ways), uplinks, Map.copyOf(names));
    }

    /**
     * Negative for paths that must not be used. Those on which carriers have to begin come first, as others can join; those that seem lost
     * last, as we may be wrong.
     */
    private static int rank(EdgePath path, boolean admitted) {
        if (path.uplink().addresses().isEmpty()) {
            return -1;
        }
        if (admitted) {
            boolean begins = path.refusesJoins() && path.isWell();
            return begins ? 0 : path.plain() ? 3 : path.verdict().state() == State.UP ? 1 : 2;
        }
        return path.candidate().rank() == Admission.Rank.FIRST ? 4 : -1;
    }

    List<PathReport> reports() {
        return content.reports();
    }

    /** Up when nothing is known of it yet. */
    PathVerdict verdict(String path) {
        return reports().stream()
                .filter(r -> r.name().equals(path))
                .map(PathReport::verdict)
                .findFirst()
                .orElse(PathVerdict.UP);
    }

    String nameOf(InetAddress address) {
        return content.names().getOrDefault(address, "other");
    }

    List<Way> ways(InetSocketAddress to) {
        return content.ways().stream()
                .flatMap(w -> ways(w.uplink(), to).stream())
                .toList();
    }

    Optional<Way> way(String uplink, InetSocketAddress to) {
        return content.uplinks().stream()
                .filter(u -> u.name().equals(uplink))
                .flatMap(u -> ways(u, to).stream())
                .findFirst();
    }

    private static List<Way> ways(Uplink uplink, InetSocketAddress to) {
        return uplink.source(to.getAddress() instanceof Inet6Address).stream()
                .map(source -> new Way(to, source, uplink.interfaceName()))
                .toList();
    }
}
