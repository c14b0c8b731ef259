package dev.braid.node.carrier;

import io.netty.channel.epoll.AbstractEpollStreamChannel;
import io.netty.channel.epoll.EpollChannelConfig;
import io.netty.channel.epoll.LinuxSocket;

/** A connecting MPTCP socket of ours on Netty's epoll transport, which itself only makes plain TCP sockets. */
final class MptcpChannel extends AbstractEpollStreamChannel {
    private final EpollChannelConfig config;

    /** {@code fd} is non-blocking, not connected, and from here on the channel's. */
    MptcpChannel(int fd) {
        super(LinuxSocket.newSocket(fd), false);
        config = new Config(this);
    }

    @Override
    public EpollChannelConfig config() {
        return config;
    }

    private static final class Config extends EpollChannelConfig {
        Config(MptcpChannel channel) {
            super(channel);
        }
    }
}
