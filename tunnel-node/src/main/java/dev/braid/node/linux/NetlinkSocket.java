package dev.braid.node.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A netlink socket: questions with their answers, or a multicast group's events. It belongs to the network namespace of the
 * thread that opened it, and to one thread at a time. Only the kernel can write to it: the families we use let nobody send to
 * another process without CAP_NET_ADMIN.
 */
public final class NetlinkSocket implements AutoCloseable {
    // linux/netlink.h
    public static final int ROUTE = 0;
    public static final int NETFILTER = 12;
    public static final int GENERIC = 16;

    private static final int SOL_NETLINK = 270;
    private static final int NETLINK_ADD_MEMBERSHIP = 1;
    private static final int NETLINK_CAP_ACK = 10;
    private static final int NETLINK_EXT_ACK = 11;
    // asm-generic/socket.h
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVTIMEO = 20;
    private static final int SO_RCVBUFFORCE = 33;

    /** The kernel answers within the call; only a bug on either side would make us wait. */
    private static final long ANSWER_TIMEOUT_S = 5;

    /** Room for a burst of events, such as a hundred interfaces that go at once. */
    private static final int EVENT_BUFFER_BYTES = 1 << 20;

    private static final int DUMP_ATTEMPTS = 10;

    /** Turns a message into any number of values. What it cannot read it leaves out. */
    public interface Reader<T> {
        void read(NetlinkMessage message, Consumer<T> out);
    }

    private final int fd;
    private final Arena arena = Arena.ofShared();
    private MemorySegment buffer = arena.allocate(64 * 1024, 8);
    private int sequence;
    private boolean closed;

    /** Takes over a socket that is ready to use; tests put a kernel of their own behind it. */
    NetlinkSocket(int fd) {
        this.fd = fd;
    }

    /**
     * Opens a socket in the calling thread's network namespace.
     *
     * @param protocol {@link #ROUTE}, {@link #NETFILTER} or {@link #GENERIC}
     * @param groups the legacy mask of the groups to hear, 0 for none
     */
    public static NetlinkSocket open(int protocol, int groups) throws ErrnoException {
        int fd = Libc.check(
                "open netlink socket " + protocol,
                Libc.socket(Libc.AF_NETLINK, Libc.SOCK_RAW | Libc.SOCK_CLOEXEC, protocol));
        NetlinkSocket socket = new NetlinkSocket(fd);
        try (Arena call = Arena.ofConfined()) {
            Libc.check("bind netlink socket " + protocol, Libc.bind(fd, SockAddr.netlink(call, groups)));
            MemorySegment timeval = call.allocate(16, 8);
            timeval.set(JAVA_LONG, 0, ANSWER_TIMEOUT_S);
            Libc.check("SO_RCVTIMEO", Libc.setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, timeval));
            // Comforts, since Linux 4.12: without them errors are wordy or mute, but still errors.
            Libc.setsockopt(fd, SOL_NETLINK, NETLINK_CAP_ACK, 1);
            Libc.setsockopt(fd, SOL_NETLINK, NETLINK_EXT_ACK, 1);
            if (groups != 0) {
                socket.widen();
            }
            return socket;
        } catch (ErrnoException e) {
            socket.close();
            throw e;
        }
    }

    public int fd() {
        return fd;
    }

    /** Hears a multicast group from now on. */
    public void join(String group, int id) throws ErrnoException {
        Libc.check("join netlink group " + group, Libc.setsockopt(fd, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, id));
        widen();
    }

    /** Sends a request and waits for its acknowledgement. {@code call} is what a person would call it. */
    public void execute(String call, NetlinkRequest request) throws ErrnoException {
        query(call, request, (message, out) -> {});
    }

    /**
     * Sends a question and returns everything the answer holds. A dump that the kernel marks as torn by a change under way is
     * asked for again; EBUSY when the table never holds still.
     */
    public <T> List<T> query(String call, NetlinkRequest request, Reader<T> reader) throws ErrnoException {
        for (int attempt = 0; attempt < DUMP_ATTEMPTS; attempt++) {
            List<T> values = new ArrayList<>();
            if (attempt(call, request, reader, values)) {
                return values;
            }
        }
        throw new ErrnoException(call + " (changed during every attempt)", Errno.EBUSY);
    }

    /**
     * Hands over all messages that wait, without blocking. Answers false when the kernel had to drop some (ENOBUFS): what the
     * caller knows is then out of date and must be asked for anew.
     */
    public boolean drain(Consumer<NetlinkMessage> each) {
        boolean complete = true;
        while (true) {
            long length = receive(Libc.MSG_DONTWAIT);
            if (length == -Errno.EAGAIN) {
                return complete;
            }
            if (length == -Errno.ENOBUFS) {
                complete = false;
            } else if (length < 0) {
                throw new UncheckedIOException(new ErrnoException("receive netlink events", (int) -length));
            } else {
                NetlinkMessage.parse(datagram(length)).forEach(each);
            }
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            Libc.close(fd);
            arena.close();
        }
    }

    private <T> boolean attempt(String call, NetlinkRequest request, Reader<T> reader, List<T> values)
            throws ErrnoException {
        int expected = ++sequence;
        send(call, request.bytes(expected));
        boolean whole = true;
        while (true) {
            long length = receive(0);
            if (length < 0) {
                throw new ErrnoException(call, length == -Errno.EAGAIN ? Errno.ETIMEDOUT : (int) -length);
            }
            for (NetlinkMessage message : NetlinkMessage.parse(datagram(length))) {
                if (message.sequence() != expected) {
                    continue;
                }
                whole &= (message.flags() & NetlinkMessage.F_DUMP_INTR) == 0;
                switch (message.type()) {
                    case NetlinkMessage.ERROR, NetlinkMessage.DONE -> {
                        throwIfRefused(call, message);
                        return whole;
                    }
                    case NetlinkMessage.NOOP, NetlinkMessage.OVERRUN -> {}
                    default -> reader.read(message, values::add);
                }
            }
        }
    }

    private static void throwIfRefused(String call, NetlinkMessage end) throws ErrnoException {
        if (end.errno() != 0) {
            String reason = end.type() == NetlinkMessage.ERROR ? end.kernelSays() : "";
            throw new ErrnoException(reason.isEmpty() ? call : call + " (" + reason + ")", end.errno());
        }
    }

    private void send(String call, byte[] message) throws ErrnoException {
        try (Arena temporary = Arena.ofConfined()) {
            MemorySegment bytes = temporary.allocateFrom(JAVA_BYTE, message);
            long sent;
            do {
                sent = Libc.send(fd, bytes, message.length, 0);
            } while (sent == -Errno.EINTR);
            Libc.check(call, (int) sent);
        }
    }

    /** Looks at the length first and makes room, so that no datagram is ever cut short. */
    private long receive(int flags) {
        long length;
        do {
            length = Libc.recv(fd, buffer, buffer.byteSize(), flags | Libc.MSG_PEEK | Libc.MSG_TRUNC);
        } while (length == -Errno.EINTR);
        if (length < 0) {
            return length;
        }
        if (length > buffer.byteSize()) {
            buffer = arena.allocate(length, 8);
        }
        return Libc.recv(fd, buffer, buffer.byteSize(), Libc.MSG_DONTWAIT);
    }

    private ByteBuffer datagram(long lengthBytes) {
        return buffer.asSlice(0, lengthBytes).asByteBuffer();
    }

    /** Needs CAP_NET_ADMIN; without it the default buffer serves, and a loss shows as ENOBUFS. */
    private void widen() {
        Libc.setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, EVENT_BUFFER_BYTES);
    }
}
