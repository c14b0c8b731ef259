/**
 * The only door to the kernel: system calls by FFM, errno, socket addresses, netlink messages.
 *
 * <p>In: plain Java values. Out: a system call's value, or its negated errno, as the kernel itself answers; nothing here
 * throws for an errno, because EAGAIN and EINTR are outcomes. Callers that own the resource turn the rest into
 * {@link dev.braid.node.linux.ErrnoException}. Thread: any; errno is captured per thread. Bytes: borrowed from the caller for
 * the length of the call.
 *
 * <p>On top of the calls: {@link dev.braid.node.linux.Rtnetlink} and {@link dev.braid.node.linux.NetworkEvents} (links,
 * addresses, routes, rules), {@link dev.braid.node.linux.FirewallTables} and {@link dev.braid.node.linux.FirewallEvents}, {@link
 * dev.braid.node.linux.GenericNetlink} for families of their own, {@link dev.braid.node.linux.Sockets} for options. A netlink socket
 * speaks for the network namespace of the thread that opened it, is used by one thread at a time, and what it reads is borrowed until
 * its next read. No reader believes a length.
 */
@NullMarked
package dev.braid.node.linux;

import org.jspecify.annotations.NullMarked;
