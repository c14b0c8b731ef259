/**
 * The TUN device: its queues, the virtio-net header, and the offloads the kernel agrees to.
 *
 * <p>In: super-packets of up to 64 KiB from the kernel, each behind a {@link dev.braid.node.tun.VirtioNetHeader}. Out: the same, to the
 * kernel, unsegmented. Thread: a queue belongs to one event loop from {@link dev.braid.node.tun.TunQueue#watch} on. Bytes: the caller's;
 * the kernel has copied them when a call returns.
 */
@NullMarked
package dev.braid.node.tun;

import org.jspecify.annotations.NullMarked;
