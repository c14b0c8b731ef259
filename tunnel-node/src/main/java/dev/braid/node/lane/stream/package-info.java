/**
 * The stream lane: every TCP connection on a carrier of its own, so that it gets the sum of the links and waits for no other.
 *
 * <pre>
 *   LAN host == TCP ==> Taker                                          Originator == TCP ==> server
 *                         | accepted by TPROXY, its local                  ^ allowed? Access
 *                         v address is where it wants to go                |
 *                       Flow -> StreamCarrier ===== DATA, FIN ====> StreamCarrier -> Flow
 *                                  ^ out of the StreamPeer's idle ones
 *
 *   a carrier:   idle -> OPEN, and data at once -> both ends said (FIN, RESET or REFUSED) -> idle
 *                          OPENED comes back when the far connection is up
 * </pre>
 *
 * <p>One side opens flows on a carrier: the edge that made it, or, when it has lent it by a LEND frame, the hub, for connections to
 * the edge's LAN. Each side ends its direction by exactly one of FIN, RESET and REFUSED; when both have, no byte of the flow is on the
 * way any more, and the carrier serves the next one. A RESET behind a FIN may cross with the other's FIN, so RESET, REFUSED and OPENED
 * bear the flow's number, and those of an earlier flow are passed over. A carrier that is lost takes its flow along: both ends are reset.
 *
 * <p>A connection that finds no idle carrier waits for one ({@link dev.braid.node.lane.stream.WaitingLine}); one that finds its host with
 * as many flows as it may have is refused ({@link dev.braid.node.lane.stream.FlowLimit}). Who waits is no flow yet, and is not refused for
 * the flows that its host has: it keeps its place until one of them ends, or until it has waited too long.
 *
 * <p>Back-pressure: who cannot write stops reading at the other side, down to the kernel. What is in between is one read and one
 * watermark in each direction, both shrinking when many flows are open ({@link dev.braid.node.lane.stream.LoopFlows}).
 *
 * <p>In: taken connections, carriers from {@code tunnel}. Out: connections of our own, carriers' ends told to {@code tunnel}. Thread: a
 * flow, its carrier and its TCP connection live on one event loop; a {@code StreamPeer} hands out idle carriers under its lock. Bytes: a
 * buffer read from TCP has room for the frame's header and belongs to the carrier; what comes from a carrier is passed on as a slice.
 */
@NullMarked
package dev.braid.node.lane.stream;

import org.jspecify.annotations.NullMarked;
