package dev.braid.node.config;

import dev.braid.node.contract.Prefix;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a hub's networks and addresses have to do with each other: networks are disjoint, edge addresses lie inside the inner
 * network and are taken once.
 */
final class HubCrossings {
    /** A network or an address somebody claims; {@code owner} goes behind "belongs to" or "overlaps". */
    record Claim(Field field, Prefix prefix, String owner) {}

    /** Prefixes are nested or disjoint, so in this order a prefix comes right behind what contains it. */
    private static final Comparator<Claim> NESTING = Comparator.comparing(
                    (Claim claim) -> claim.prefix().isIpv6())
            .thenComparing(claim -> claim.prefix().address().getAddress(), Arrays::compareUnsigned)
            .thenComparingInt(claim -> claim.prefix().length());

    private final List<Claim> networks = new ArrayList<>();
    private final List<Claim> inner = new ArrayList<>();
    private final List<Claim> addresses = new ArrayList<>();

    void claim(Claim network) {
        networks.add(network);
    }

    /** The prefix keeps the hub's own address. */
    void inner(Claim network) {
        inner.add(network);
        networks.add(new Claim(network.field(), network.prefix().network(), network.owner()));
    }

    void address(Claim address) {
        addresses.add(address);
    }

    void check() {
        disjoint();
        Map<InetAddress, String> taken = new HashMap<>();
        inner.forEach(own -> taken.put(own.prefix().address(), "the hub itself"));
        for (Claim address : addresses) {
            inside(address);
            String other = taken.putIfAbsent(address.prefix().address(), address.owner());
            if (other != null) {
                address.field()
                        .error(
                                Prefix.text(address.prefix().address()) + " belongs to " + other + " already",
                                "Choose a free address of the inner network");
            }
        }
    }

    private void disjoint() {
        networks.sort(NESTING);
        Claim outer = null;
        for (Claim claim : networks) {
            if (outer == null || !outer.prefix().contains(claim.prefix())) {
                outer = claim;
            } else {
                overlap(outer, claim);
            }
        }
    }

    /** Said at the later one in the file, because the earlier one was right until then. */
    private static void overlap(Claim a, Claim b) {
        boolean isInOrder = a.field().line() <= b.field().line();
        Claim earlier = isInOrder ? a : b;
        Claim later = isInOrder ? b : a;
        later.field()
                .error(
                        later.prefix() + " overlaps " + earlier.prefix() + ", " + earlier.owner() + " (line "
                                + earlier.field().line() + ")",
                        "Choose networks that have no address in common");
    }

    private void inside(Claim address) {
        List<Prefix> family = inner.stream()
                .map(Claim::prefix)
                .filter(network -> network.isIpv6() == address.prefix().isIpv6())
                .toList();
        boolean isInside = family.stream().anyMatch(network -> isHostOf(network, address.prefix()));
        if (!isInside && !inner.isEmpty()) {
            address.field()
                    .error(
                            Prefix.text(address.prefix().address()) + " is no host's address in the inner network",
                            family.isEmpty()
                                    ? "Add a network of this family under 'inner', or remove the address"
                                    : "Choose one inside " + family.getFirst().network());
        }
    }

    private static boolean isHostOf(Prefix network, Prefix address) {
        return network.contains(address) && new Prefix(address.address(), network.length()).isHost();
    }
}
