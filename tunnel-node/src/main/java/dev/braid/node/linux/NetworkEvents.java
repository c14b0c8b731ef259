package dev.braid.node.linux;

import java.util.function.Consumer;

/**
 * Hears what happens to links, addresses and routes of the namespace of the thread that opened it. Wait for
 * {@link #fd()} to be readable, then {@link #drain}. Open it before the first dump, so that nothing falls between the two.
 */
public final class NetworkEvents implements AutoCloseable {
    // linux/rtnetlink.h: RTMGRP_LINK, _IPV4_IFADDR, _IPV4_ROUTE, _IPV6_IFADDR, _IPV6_ROUTE
    private static final int GROUPS = 0x1 | 0x10 | 0x40 | 0x100 | 0x400;

    private final NetlinkSocket socket;

    private NetworkEvents(NetlinkSocket socket) {
        this.socket = socket;
    }

    public static NetworkEvents open() throws ErrnoException {
        return new NetworkEvents(NetlinkSocket.open(NetlinkSocket.ROUTE, GROUPS));
    }

    public int fd() {
        return socket.fd();
    }

    /** Hands over all events that wait and never blocks; {@link NetworkEvent.Lost} comes last. */
    public void drain(Consumer<NetworkEvent> each) {
        if (!socket.drain(message -> read(message, each))) {
            each.accept(new NetworkEvent.Lost());
        }
    }

    @Override
    public void close() {
        socket.close();
    }

    static void read(NetlinkMessage message, Consumer<NetworkEvent> out) {
        switch (message.type()) {
            case LinkMessages.NEW -> LinkMessages.read(message, link -> out.accept(new NetworkEvent.LinkChanged(link)));
            case LinkMessages.DELETE -> LinkMessages.read(message, link -> out.accept(new NetworkEvent.LinkGone(link)));
            case AddressMessages.NEW ->
                AddressMessages.read(message, address -> out.accept(new NetworkEvent.AddressAdded(address)));
            case AddressMessages.DELETE ->
                AddressMessages.read(message, address -> out.accept(new NetworkEvent.AddressGone(address)));
            case RouteMessages.NEW ->
                RouteMessages.read(message, route -> out.accept(new NetworkEvent.RouteAdded(route)));
            case RouteMessages.DELETE ->
                RouteMessages.read(message, route -> out.accept(new NetworkEvent.RouteGone(route)));
            default -> {}
        }
    }
}
