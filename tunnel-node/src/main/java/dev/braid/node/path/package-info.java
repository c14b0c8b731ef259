/**
 * What is usable: an edge's uplinks as the kernel shows them, a verdict on each with its reason, and the kernel endpoints that follow
 * from it.
 *
 * <pre>
 *   rtnetlink event -> (20 ms quiet) -> view of the machine -> Uplink per uplink: addresses, gateway, verdict
 *                                                           -> host: tables and rules follow
 *                                                           -> Endpoints: gone -> deleted at once; new -> added under a fresh id
 *   every second, per carrier: subflows -> PathTraffic: bytes, round trip, retransmissions per path
 *                                       -> an uplink that is up without a subflow for 3 s is added again, with back-off
 *   every 50 ms, per carrier: subflows -> AckProgress: a path whose data nobody acknowledges is taken out at once and tried again
 *                                       after 1 s, 2 s ... 10 s (SilentPaths)
 * </pre>
 *
 * <p>A hub names its paths as its edges do: an edge tells the names of its address ids ({@link dev.braid.node.path.PathNames}), and the
 * kernel's events say which id a subflow has.
 *
 * <p>In: network events, subflow readings. Out: endpoints, verdicts, figures. Thread: one of its own, since host changes wait for the
 * kernel and the disk; readings are snapshots for anyone. No bytes are held.
 */
@NullMarked
package dev.braid.node.path;

import org.jspecify.annotations.NullMarked;
