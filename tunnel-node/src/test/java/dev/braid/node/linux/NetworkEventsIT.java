package dev.braid.node.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.contract.Prefix;
import dev.braid.node.linux.NetworkEvent.AddressAdded;
import dev.braid.node.linux.NetworkEvent.AddressGone;
import dev.braid.node.linux.NetworkEvent.LinkChanged;
import dev.braid.node.linux.NetworkEvent.LinkGone;
import dev.braid.node.linux.NetworkEvent.RouteAdded;
import dev.braid.node.linux.NetworkEvent.RouteGone;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class NetworkEventsIT {
    @Test
    void tellsOfLinksAddressesAndRoutesAsTheyComeAndGo() throws Exception {
        InNamespace.run(() -> {
            try (NetworkEvents events = NetworkEvents.open();
                    Rtnetlink rtnetlink = Rtnetlink.open()) {
                Deque<NetworkEvent> heard = new ArrayDeque<>();
                InNamespace.addVethPair("a0", "b0");
                int ifindex = InNamespace.indexOf(rtnetlink, "a0");
                await(
                        events,
                        heard,
                        e -> e instanceof LinkChanged(Link link) && link.name().equals("a0") && link.carrier());
                for (String text : List.of("10.0.0.2/24", "fd00::2/64")) {
                    Prefix prefix = Prefix.parse(text);
                    rtnetlink.addAddress(ifindex, prefix);
                    await(
                            events,
                            heard,
                            e -> e instanceof AddressAdded(Address a)
                                    && a.prefix().equals(prefix));
                    Route route = Route.unicast(
                                    Prefix.parse(prefix.isIpv6() ? "fd09::/64" : "10.9.0.0/24"),
                                    Prefix.literal(prefix.isIpv6() ? "fd00::1" : "10.0.0.1"),
                                    ifindex,
                                    7001,
                                    187)
                            .withMetric(5);
                    rtnetlink.addRoute(route);
                    await(events, heard, e -> e.equals(new RouteAdded(route)));
                    rtnetlink.deleteRoute(route);
                    await(events, heard, e -> e.equals(new RouteGone(route)));
                    rtnetlink.deleteAddress(ifindex, prefix);
                    await(
                            events,
                            heard,
                            e -> e instanceof AddressGone(Address a)
                                    && a.prefix().equals(prefix));
                }
                rtnetlink.setUp(InNamespace.indexOf(rtnetlink, "b0"), false);
                await(
                        events,
                        heard,
                        e -> e instanceof LinkChanged(Link link) && link.name().equals("a0") && !link.carrier());
                rtnetlink.deleteLink(ifindex);
                await(
                        events,
                        heard,
                        e -> e instanceof LinkGone(Link link) && link.name().equals("a0"));
            }
        });
    }

    @Test
    void saysWhenEventsWereLost() throws Exception {
        InNamespace.run(() -> {
            try (NetworkEvents events = NetworkEvents.open();
                    Rtnetlink rtnetlink = Rtnetlink.open()) {
                // The smallest receive buffer the kernel grants holds a few messages only.
                assertThat(Libc.setsockopt(events.fd(), 1, 8, 1)).isZero();
                for (int i = 0; i < 200; i++) {
                    rtnetlink.setMtu(1, 2_000 + i);
                }
                Deque<NetworkEvent> heard = new ArrayDeque<>();
                events.drain(heard::add);
                assertThat(heard).last().isEqualTo(new NetworkEvent.Lost());
                rtnetlink.setMtu(1, 65_536);
                await(events, heard, e -> e instanceof LinkChanged(Link link) && link.mtuBytes() == 65_536);
            }
        });
    }

    @Test
    void drainsNothingWithoutBlocking() throws Exception {
        InNamespace.run(() -> {
            try (NetworkEvents events = NetworkEvents.open()) {
                events.drain(event -> {
                    throw new AssertionError("unexpected " + event);
                });
            }
        });
    }

    /** Skips everything up to the event that is wanted; what came with it waits for the next call. */
    private static void await(NetworkEvents events, Deque<NetworkEvent> heard, Predicate<NetworkEvent> wanted) {
        while (true) {
            events.drain(heard::add);
            while (!heard.isEmpty()) {
                if (wanted.test(heard.remove())) {
                    return;
                }
            }
            InNamespace.awaitReadable(events.fd());
        }
    }
}
