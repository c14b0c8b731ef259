package dev.braid.node.path;

import dev.braid.node.contract.NodeSpec.Cost;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which of the living paths carry. All of the first rank; when there is none, the cheapest of the best rank that has any, because some
 * path is better than none.
 */
final class Admission {
    /** Best first. */
    enum Rank {
        FIRST,
        STANDBY,
        /** It does the bond no good, or is worse than a person wants it. */
        UNWANTED,
        /** Something on the way removes MPTCP: plain TCP, and one such path alone. */
        PLAIN,
        /** Not to be used whatever happens. */
        NEVER
    }

    /**
     * @param alive nothing speaks against it
     * @param joins a standby that the load has called
     */
    record Candidate(String name, Rank rank, Cost cost, boolean alive, boolean joins) {}

    private Admission() {}

    /**
     * @param reachable false while no carrier comes up over paths of the first rank, though they seem to live: then standbys help
     */
    static Set<String> admitted(List<Candidate> candidates, boolean reachable) {
        Set<String> in = names(candidates, c -> c.rank() == Rank.FIRST || (c.rank() == Rank.STANDBY && c.joins()));
        boolean firsts = candidates.stream().anyMatch(c -> c.alive() && c.rank() == Rank.FIRST);
        if (firsts && reachable) {
            return in;
        }
        for (Rank rank : List.of(Rank.STANDBY, Rank.UNWANTED, Rank.PLAIN)) {
            Set<String> more = cheapest(candidates, rank);
            if (!more.isEmpty()) {
                in.addAll(more);
                return in;
            }
        }
        return in;
    }

    private static Set<String> cheapest(List<Candidate> candidates, Rank rank) {
        for (Cost cost : Cost.values()) {
            Set<String> of = names(candidates, c -> c.rank() == rank && c.cost() == cost);
            if (!of.isEmpty()) {
                return of;
            }
        }
        return new LinkedHashSet<>();
    }

    private static Set<String> names(List<Candidate> candidates, Predicate<Candidate> wanted) {
        Set<String> names = new LinkedHashSet<>();
        candidates.stream().filter(c -> c.alive() && wanted.test(c)).forEach(c -> names.add(c.name()));
        return names;
    }
}
