/**
 * How much one uplink, or all together, carry to the hub and back, measured when somebody asks: bulk frames on a carrier made for it.
 *
 * <pre>
 *   edge                                       hub
 *    |== HELLO, lane measure =================>|
 *    |== MEASURE: direction, time, bytes ==== >|   outbound                inbound
 *    |== BULK, BULK ... BULK_END =============>|   the edge sends,         the hub sends BULK ... BULK_END,
 *    |<=================== MEASURED: bytes, ns |   the hub counts          the edge counts
 * </pre>
 *
 * <p>For one uplink the carrier is plain TCP, bound to the uplink's address and interface: the kernel adds no other uplink's subflow to it. For
 * the bond it is MPTCP like any other. Sending ends with the time or the bytes asked for, whatever comes first. The rate is that of what
 * arrives after the first quarter of the time, one second at most, in which a connection finds its speed.
 *
 * <p>Other traffic goes on meanwhile and gets its share: the figure is what could be had besides. A hub runs two for each edge at once.
 *
 * <p>In: an edge's wish. Out: {@link dev.braid.node.path.speed.Measured}. Thread: the carrier's event loop; who asks waits on a thread of its
 * own. Bytes: one buffer of noise for each sender, written again and again; what is received is counted where it lies.
 */
@NullMarked
package dev.braid.node.path.speed;

import org.jspecify.annotations.NullMarked;
