/**
 * Kernel MPTCP (RFC 8684) as Linux offers it to programs: sockets, the in-kernel path manager, its events, and what is known
 * of each subflow.
 *
 * <p>In: addresses, descriptors, endpoints wanted. Out: descriptors whose owner is the caller, events, figures in base units
 * (bytes, nanoseconds). What this kernel does not have comes out as false, null or 0, found by trying. Thread: static functions
 * on descriptors, any; {@link dev.braid.node.mptcp.PathManager} and {@link dev.braid.node.mptcp.PathManagerEvents}, one at a time,
 * and they speak for the network namespace of the thread that opened them. Bytes: none are held beyond a call.
 */
@NullMarked
package dev.braid.node.mptcp;

import org.jspecify.annotations.NullMarked;
