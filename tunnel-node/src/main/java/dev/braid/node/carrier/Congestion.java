package dev.braid.node.carrier;

import dev.braid.node.linux.ErrnoException;
import dev.braid.node.mptcp.MptcpSocket;

/** The congestion control of a socket's subflows, those that join later too. */
record Congestion(int fd) implements Burst.Control {
    /** BBR holds a lossy link's rate where others lose most of it; where the kernel has none, what was set before serves. */
    @Override
    public void forMuch() {
        set("bbr");
    }

    /** Whatever the kernel has for default. */
    @Override
    public void forLittle() {
        if (!set("cubic")) {
            set("reno");
        }
    }

    private boolean set(String name) {
        try {
            return MptcpSocket.setCongestion(fd, name);
        } catch (ErrnoException e) {
            return true; // it has ended, and who reads it is told
        }
    }
}
