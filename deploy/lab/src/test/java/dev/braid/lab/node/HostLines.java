package dev.braid.lab.node;

import dev.braid.lab.Lab;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A host as sorted lines, to be compared one by one before and after. Told by other people's programs, not by our own code: what
 * that overlooks shall be seen here.
 */
final class HostLines {
    private static final List<String> COMMANDS = List.of(
            "ip -o link",
            "ip -o address",
            "ip -4 route show table all",
            "ip -6 route show table all",
            "ip -4 rule",
            "ip -6 rule",
            "ip maddress",
            "nft list ruleset",
            "ip mptcp endpoint",
            "ip mptcp limits",
            // Settings that can only be written say nothing, before and after; the count moves by itself.
            "grep -rs . /proc/sys/net --exclude=nf_conntrack_count || true");

    private HostLines() {}

    static List<String> of(Lab lab, String host) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String command : COMMANDS) {
            lab.exec(host, "sh", "-c", command)
                    .lines()
                    .map(line -> command + ": " + line)
                    .forEach(lines::add);
        }
        return lines.stream().sorted().toList();
    }

    /** Each line that only one of the two has, with a sign; empty when nothing differs. */
    static List<String> difference(List<String> before, List<String> after) {
        List<String> gone = new ArrayList<>(before);
        after.forEach(gone::remove);
        List<String> added = new ArrayList<>(after);
        before.forEach(added::remove);
        return Stream.concat(gone.stream().map(l -> "- " + l), added.stream().map(l -> "+ " + l))
                .toList();
    }
}
