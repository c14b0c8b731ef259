package dev.braid.node.lane.stream;

import io.netty.channel.epoll.EpollSocketChannel;
import java.net.InetAddress;

/** An accepted connection that no loop has yet, and that waits for a carrier. */
record Waiting(EpollSocketChannel tcp, StreamPeer.Taken taken) {
    private static final int TCP_CLOSE = 7; // net/tcp_states.h

    InetAddress host() {
        return taken.source().getAddress();
    }

    /** Its host has given up; one that has only said its last word may still want an answer. */
    boolean isReset() {
        return tcp.tcpInfo().state() == TCP_CLOSE;
    }
}
