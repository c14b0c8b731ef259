package dev.braid.node.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;

/**
 * System calls as the C library has them. Every method answers the call's value, or the negated errno ({@code -EAGAIN}, see
 * {@link Errno}) when the call failed. Lengths are bytes.
 */
public final class Libc {
    // asm-generic/fcntl.h, linux/sched.h, bits/socket.h
    public static final int O_RDONLY = 0;
    public static final int O_RDWR = 2;
    public static final int O_NONBLOCK = 0x800;
    public static final int O_CLOEXEC = 0x80000;
    public static final int CLONE_NEWNET = 0x40000000;
    public static final int AF_UNSPEC = 0;
    public static final int AF_UNIX = 1;
    public static final int AF_INET = 2;
    public static final int AF_INET6 = 10;
    public static final int AF_NETLINK = 16;
    public static final int SOCK_STREAM = 1;
    public static final int SOCK_DGRAM = 2;
    public static final int SOCK_RAW = 3;
    public static final int SOCK_SEQPACKET = 5;
    public static final int SOCK_NONBLOCK = O_NONBLOCK;
    public static final int SOCK_CLOEXEC = O_CLOEXEC;
    public static final int MSG_DONTWAIT = 0x40;
    public static final int MSG_TRUNC = 0x20;
    public static final int MSG_PEEK = 0x02;
    public static final short POLLIN = 0x01;
    public static final short POLLOUT = 0x04;
    public static final int SCHED_FIFO = 1;
    public static final int PRIO_PROCESS = 0;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option ERRNO_STATE = Linker.Option.captureCallState("errno");
    private static final VarHandle ERRNO_FIELD =
            Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));

    /** One capture segment per thread: errno is the thread's own, and threads of ours live as long as the process. */
    private static final ThreadLocal<MemorySegment> CAPTURE =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(Linker.Option.captureStateLayout()));

    /**
     * Calls of one shape share what the linker makes for it, which takes a start some milliseconds a shape. So whole numbers are long, of
     * which the callee takes what it needs, and a call that has fewer than its shape is given zeros that it never sees: right where arguments
     * go in 64-bit registers, as on x86-64 and AArch64.
     */
    private static final FunctionDescriptor NUMBERS = FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);

    private static final FunctionDescriptor BUFFER =
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG);
    private static final FunctionDescriptor OPTION =
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG);

    private static final MethodHandle OPEN = variadic("open");
    private static final MethodHandle IOCTL = variadic("ioctl");
    private static final MethodHandle CLOSE = plain("close", NUMBERS);
    private static final MethodHandle READ_ADDRESS = plain("read", NUMBERS);
    private static final MethodHandle WRITE_ADDRESS = plain("write", NUMBERS);
    private static final MethodHandle SOCKET = plain("socket", NUMBERS);
    private static final MethodHandle LISTEN = plain("listen", NUMBERS);
    private static final MethodHandle SCHED_SETSCHEDULER = plain("sched_setscheduler", NUMBERS);
    private static final MethodHandle SETPRIORITY = plain("setpriority", NUMBERS);
    private static final MethodHandle SETNS = plain("setns", NUMBERS);
    private static final MethodHandle UNSHARE = plain("unshare", NUMBERS);
    private static final MethodHandle READ = plain("read", BUFFER);
    private static final MethodHandle WRITE = plain("write", BUFFER);
    private static final MethodHandle BIND = plain("bind", BUFFER);
    private static final MethodHandle CONNECT = plain("connect", BUFFER);
    private static final MethodHandle GETSOCKNAME = plain("getsockname", BUFFER);
    private static final MethodHandle GETPEERNAME = plain("getpeername", BUFFER);
    private static final MethodHandle ACCEPT4 = plain("accept4", BUFFER);
    private static final MethodHandle SEND = plain("send", BUFFER);
    private static final MethodHandle RECV = plain("recv", BUFFER);
    private static final MethodHandle SENDMSG = plain("sendmsg", BUFFER);
    private static final MethodHandle RECVMSG = plain("recvmsg", BUFFER);
    private static final MethodHandle SETSOCKOPT = plain("setsockopt", OPTION);
    private static final MethodHandle GETSOCKOPT = plain("getsockopt", OPTION);
    private static final MethodHandle SOCKETPAIR = plain("socketpair", OPTION);

    /** Of a shape of its own, linked when it is needed. */
    private static final class Polling {
        private static final MethodHandle PPOLL =
                plain("ppoll", FunctionDescriptor.of(JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS));
    }

    private Libc() {}

    /** open(2); {@code path} names a file or device. Answers a descriptor. */
    public static int open(String path, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            return intResult(
                    (long) OPEN.invokeExact(capture(), arena.allocateFrom(path).address(), (long) flags, 0L));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    public static int close(int fd) {
        try {
            return intResult((long) CLOSE.invokeExact(capture(), (long) fd, 0L, 0L));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    public static long read(int fd, MemorySegment buffer, long lengthBytes) {
        try {
            return longResult((long) READ.invokeExact(capture(), (long) fd, buffer, lengthBytes, 0L));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    public static long write(int fd, MemorySegment buffer, long lengthBytes) {
        try {
            return longResult((long) WRITE.invokeExact(capture(), (long) fd, buffer, lengthBytes, 0L));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** read(2) to a native address, for the packet path: nothing is allocated. */
    public static long read(int fd, long address, long lengthBytes) {
        try {
            return longResult((long) READ_ADDRESS.invokeExact(capture(), (long) fd, address, lengthBytes));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** write(2) from a native address, for the packet path: nothing is allocated. */
    public static long write(int fd, long address, long lengthBytes) {
        try {
            return longResult((long) WRITE_ADDRESS.invokeExact(capture(), (long) fd, address, lengthBytes));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** ioctl(2) whose argument is a pointer, into memory that nobody else closes meanwhile. */
    public static int ioctl(int fd, long request, MemorySegment argument) {
        try {
            return ioctl(fd, request, argument.address());
        } finally {
            Reference.reachabilityFence(argument);
        }
    }

    /** ioctl(2) whose argument is a number, as TUNSETOFFLOAD has it. */
    public static int ioctl(int fd, long request, long argument) {
        try {
            return intResult((long) IOCTL.invokeExact(capture(), (long) fd, request, argument));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    public static int socket(int domain, int type, int protocol) {
        try {
            return intResult((long) SOCKET.invokeExact(capture(), (long) domain, (long) type, (long) protocol));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** {@code address} is a whole sockaddr, see {@link SockAddr}. */
    public static int bind(int fd, MemorySegment address) {
        try {
            return intResult((long) BIND.invokeExact(capture(), (long) fd, address, address.byteSize(), 0L));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Answers {@code -EINPROGRESS} on a non-blocking socket whose connection is under way. */
    public static int connect(int fd, MemorySegment address) {
        try {
            return intResult((long) CONNECT.invokeExact(capture(), (long) fd, address, address.byteSize(), 0L));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    public static int listen(int fd, int backlog) {
        try {
            return intResult((long) LISTEN.invokeExact(capture(), (long) fd, (long) backlog, 0L));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Fills {@code address}; {@code length} is an int in and out, as the kernel has it. */
    public static int getsockname(int fd, MemorySegment address, MemorySegment length) {
        try {
            return intResult((long) GETSOCKNAME.invokeExact(capture(), (long) fd, address, length.address(), 0L));
        } catch (Throwable e) {
            throw unexpected(e);
        } finally {
            Reference.reachabilityFence(length);
        }
    }

    public static int setsockopt(int fd, int level, int option, MemorySegment value) {
        try {
            return intResult((long)
                    SETSOCKOPT.invokeExact(capture(), (long) fd, (long) level, (long) option, value, value.byteSize()));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    public static int setsockopt(int fd, int level, int option, int value) {
        try (Arena arena = Arena.ofConfined()) {
            return setsockopt(fd, level, option, arena.allocateFrom(JAVA_INT, value));
        }
    }

    /** Fills {@code value}; {@code length} is an int, in: room, out: what the kernel has written. */
    public static int getsockopt(int fd, int level, int option, MemorySegment value, MemorySegment length) {
        try {
            return intResult((long)
                    GETSOCKOPT.invokeExact(capture(), (long) fd, (long) level, (long) option, value, length.address()));
        } catch (Throwable e) {
            throw unexpected(e);
        } finally {
            Reference.reachabilityFence(length);
        }
    }

    public static long send(int fd, MemorySegment buffer, long lengthBytes, int flags) {
        try {
            return longResult((long) SEND.invokeExact(capture(), (long) fd, buffer, lengthBytes, (long) flags));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    public static long recv(int fd, MemorySegment buffer, long lengthBytes, int flags) {
        try {
            return longResult((long) RECV.invokeExact(capture(), (long) fd, buffer, lengthBytes, (long) flags));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** {@code message} is a whole struct msghdr (bits/socket.h) that points at its parts. */
    static long sendmsg(int fd, MemorySegment message, int flags) {
        try {
            return longResult((long) SENDMSG.invokeExact(capture(), (long) fd, message, (long) flags, 0L));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** As {@link #sendmsg}; the kernel fills in what its pointers point at, and how much of it. */
    static long recvmsg(int fd, MemorySegment message, int flags) {
        try {
            return longResult((long) RECVMSG.invokeExact(capture(), (long) fd, message, (long) flags, 0L));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /**
     * ppoll(2) with the signal mask left alone. {@code descriptors} holds {@code count} struct pollfd of 8 bytes, {@code timeout}
     * is a struct timespec of two longs; it answers how many descriptors have an event.
     */
    public static int ppoll(MemorySegment descriptors, long count, MemorySegment timeout) {
        try {
            return intResult(
                    (long) Polling.PPOLL.invokeExact(capture(), descriptors, count, timeout, MemorySegment.NULL));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** setpriority(2); which and who are as in linux/resource.h, and 0 with {@link #PRIO_PROCESS} is the calling thread. */
    public static int setpriority(int which, int who, int nice) {
        try {
            return intResult((long) SETPRIORITY.invokeExact(capture(), (long) which, (long) who, (long) nice));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /**
     * sched_setscheduler(2) of the calling thread. Policy 1 is SCHED_FIFO (linux/sched.h); its priority is 1 to 99, and above every
     * thread of the usual policy.
     */
    public static int sched_setscheduler(int policy, int priority) {
        try (Arena arena = Arena.ofConfined()) {
            long parameter = arena.allocateFrom(JAVA_INT, priority).address();
            return intResult((long) SCHED_SETSCHEDULER.invokeExact(capture(), 0L, (long) policy, parameter));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Moves the calling thread, and only it, into the namespace that {@code fd} stands for. */
    public static int setns(int fd, int namespaceType) {
        try {
            return intResult((long) SETNS.invokeExact(capture(), (long) fd, (long) namespaceType, 0L));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Gives the calling thread, and only it, fresh namespaces of the kinds {@code flags} names. */
    public static int unshare(int flags) {
        try {
            return intResult((long) UNSHARE.invokeExact(capture(), (long) flags, 0L, 0L));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** As {@link #getsockname}, for the other end. */
    public static int getpeername(int fd, MemorySegment address, MemorySegment length) {
        try {
            return intResult((long) GETPEERNAME.invokeExact(capture(), (long) fd, address, length.address(), 0L));
        } catch (Throwable e) {
            throw unexpected(e);
        } finally {
            Reference.reachabilityFence(length);
        }
    }

    /** Answers the accepted descriptor; who called is left to {@link #getpeername}. */
    public static int accept4(int fd, int flags) {
        try {
            return intResult((long) ACCEPT4.invokeExact(capture(), (long) fd, MemorySegment.NULL, 0L, (long) flags));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** ppoll(2) on one descriptor: 1 when something is there (an error counts), 0 when {@code timeoutMs} have passed. */
    public static int poll(int fd, short events, int timeoutMs) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pollfd = arena.allocate(8, 4);
            pollfd.set(JAVA_INT, 0, fd);
            pollfd.set(JAVA_SHORT, 4, events);
            MemorySegment timeout = MemorySegment.NULL;
            if (timeoutMs >= 0) {
                timeout = arena.allocate(16, 8);
                timeout.set(JAVA_LONG, 0, timeoutMs / 1_000);
                timeout.set(JAVA_LONG, 8, timeoutMs % 1_000 * 1_000_000L);
            }
            return ppoll(pollfd, 1, timeout);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Fills {@code descriptors}, room for two ints, with the ends of a pair. */
    public static int socketpair(int domain, int type, int protocol, MemorySegment descriptors) {
        try {
            return intResult((long)
                    SOCKETPAIR.invokeExact(capture(), (long) domain, (long) type, (long) protocol, descriptors, 0L));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Returns {@code result} when it is no error, else throws with the name of the call. */
    public static int check(String call, int result) throws ErrnoException {
        if (result < 0) {
            throw new ErrnoException(call, -result);
        }
        return result;
    }

    private static MemorySegment capture() {
        return CAPTURE.get();
    }

    /** Of a call that answers an int: what else is in the register means nothing. */
    private static int intResult(long value) {
        int result = (int) value;
        return (int) longResult(result);
    }

    private static long longResult(long value) {
        return value == -1 ? -(int) ERRNO_FIELD.get(CAPTURE.get(), 0L) : value;
    }

    private static MethodHandle plain(String name, FunctionDescriptor descriptor) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor, ERRNO_STATE);
    }

    /** The third argument is the variadic one. */
    private static MethodHandle variadic(String name) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name), NUMBERS, ERRNO_STATE, Linker.Option.firstVariadicArg(2));
    }

    private static AssertionError unexpected(Throwable e) {
        return new AssertionError("a system call's method handle failed", e);
    }
}
