/**
 * One authenticated MPTCP connection between an edge and a hub: bytes in, bytes out, the same in every lane.
 *
 * <pre>
 *   MPTCP socket -> TLS 1.3, mutual certificates, X25519MLKEM768 -> HELLO / WELCOME -> frames
 *
 *   a frame:  | type 1 byte | length 3 bytes, big-endian | payload |
 *
 *   edge                                hub
 *     | connect, bound to a good uplink  |   half-open: counted, bounded, with a deadline
 *     |------------ TLS 1.3 ------------>|   both sides: certificate path, node id, revocation list, group
 *     |------------- HELLO ------------->|   version, lane, tunnel id, index, features
 *     |<------- WELCOME or REFUSE -------|   inner addresses, MTU, features; or a named reason
 *     |<=========== frames ==============|
 * </pre>
 *
 * <p>How much is written: what the kernel may queue ({@link dev.braid.node.carrier.KernelQueue}), in the stream lane what fills no link's
 * queue ({@link dev.braid.node.carrier.InFlight}), and what the peer has passed on
 * ({@link dev.braid.node.carrier.Credit}); the rest waits in the lane. How fast it leaves is BBR's to say where there is much
 * ({@link dev.braid.node.carrier.Burst}), which is spared its looks for the shortest round trip ({@link dev.braid.node.carrier.Renewal}).
 *
 * <p>In: a lane's buffers, whose ownership passes with {@code write}; bytes from the socket. Out: frames, borrowed until the call
 * returns. Thread: a carrier belongs to one event loop; only {@code close} may be called from another. Before the peer is
 * authenticated nothing is allocated by a length it names.
 */
@NullMarked
package dev.braid.node.carrier;

import org.jspecify.annotations.NullMarked;
