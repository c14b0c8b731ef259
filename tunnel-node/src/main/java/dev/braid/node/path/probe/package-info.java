/**
 * Probes: small authenticated datagrams from an edge to its hub over each path, and back. They tell whether a path lives when it carries
 * nothing, how long it takes, how evenly, and how much it loses.
 *
 * <pre>
 *   hub                                     edge
 *    |== PROBES frame, inside a carrier ===>|   session id and a fresh key of 32 bytes, once per tunnel
 *    |                                      |
 *    |<-- probe:  seq, edge's clock, tag ---|   UDP to the carriers' port, bound to the uplink's address and interface
 *    |--- answer: the same, hub's clock --->|   the same 56 bytes: never more than was brought
 *
 *   | type 1 | version 1 | path 1 | 0 | received 4 | session 8 | sequence 8 | sent 8 | hub clock 8 | tag 16 |
 * </pre>
 *
 * <p>The tag is HMAC-SHA-256 over all before it, cut to 16 bytes. A datagram of another length, of an unknown session, with a wrong tag, or
 * with a sequence that was seen before gets no answer; most strangers are sent away before anything is computed. Answers count what the hub
 * has received on the path, so that loss can be told by direction.
 *
 * <p>One-way times need clocks that agree, and ours do not. The least difference of the two clocks over the last minutes is taken for the
 * moment when nothing waited, and half the least round trip for the way itself; what is more than that is queue, and its direction is known.
 *
 * <p>In: a key, ways, a clock. Out: {@link dev.braid.node.path.probe.ProbeFigures}. Thread: sending is the paths' thread's; answers are taken
 * on an event loop, so that their time is right while the paths' thread waits for the kernel; {@link dev.braid.node.path.probe.ProbeWindow}
 * is locked between the two. The hub's end lives on one event loop. Bytes: each socket has buffers of its own, nothing is kept.
 */
@NullMarked
package dev.braid.node.path.probe;

import org.jspecify.annotations.NullMarked;
