/**
 * The packet lane: IP packets between TUN devices over a small set of carriers.
 *
 * <pre>
 *   TunQueue.read -> Outbound: sound? whose? -> CarrierQueue: straight through while the carrier takes it,
 *                                               else FairQueue (per flow, CoDel) -> Carrier.write
 *   Carrier frame -> Inbound: sound? allowed? -> TunQueue.write
 * </pre>
 *
 * <p>Every event loop has one TUN queue and its own carriers of every peer, so a packet crosses no thread; only when a peer has no
 * carrier on the loop that read the packet is it handed to another. Flows are spread over carriers by a hash of addresses and ports, so
 * a stall holds up a part of them and order within a flow is kept. The TUN queue is always emptied: what the carrier does not take
 * waits in a queue of ours, bounded in bytes, fair between flows, and dropped from by delay (RFC 8290), so that a slow peer holds up
 * nobody else and nobody waits long.
 *
 * <p>In: packets behind a virtio-net header. Out: the same. Thread: the loop's. Bytes: a buffer read from the TUN belongs to the queue it
 * is put on, and then to the carrier; inbound payloads are borrowed until the TUN write returns.
 */
@NullMarked
package dev.braid.node.lane.packet;

import org.jspecify.annotations.NullMarked;
