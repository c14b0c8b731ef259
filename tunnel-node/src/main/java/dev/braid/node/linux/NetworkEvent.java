package dev.braid.node.linux;

/** What the kernel tells of links, addresses and routes as they change. */
public sealed interface NetworkEvent {
    /** A link is new, or anything about it may be: name, MTU, up, carrier. */
    record LinkChanged(Link link) implements NetworkEvent {}

    record LinkGone(Link link) implements NetworkEvent {}

    /** An address is new, or its flags are, as when it stops being tentative. */
    record AddressAdded(Address address) implements NetworkEvent {}

    record AddressGone(Address address) implements NetworkEvent {}

    /** A route is new or was replaced. */
    record RouteAdded(Route route) implements NetworkEvent {}

    /** A link that goes down takes its IPv4 routes without a word of them, its IPv6 routes with one each. */
    record RouteGone(Route route) implements NetworkEvent {}

    /** The kernel dropped events because they were not read in time (ENOBUFS): dump again. */
    record Lost() implements NetworkEvent {}
}
