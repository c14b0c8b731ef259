/**
 * A tunnel's life: the relation of an edge and a hub with all its carriers.
 *
 * <pre>
 *   edge, per carrier:  idle -> connecting (uplinks raced, one start every 250 ms) -> up -> lost -> waiting (back-off) -> connecting
 *                                                                                    \-> worn: a fresh one takes over, the old drains
 *   hub, per edge:      nothing -> up (first carrier) -> down (last carrier gone)
 * </pre>
 *
 * <p>While nothing is up, the first place knocks about once a second and the others more seldom; they come as soon as one is let in.
 *
 * <p>A hub tells tunnels by the edge's certificate and the tunnel id in HELLO: another id means that the edge has started anew, and the
 * old carriers go at once. The same index again replaces the carrier that had it, after a second if that one is as
 * young: two of one race, of which the edge itself ends the one that it does not take.
 *
 * <p>In: configuration, ways from {@code path}, carriers' ends. Out: carriers given to lanes, changes told to a {@link
 * dev.braid.node.tunnel.TunnelWatcher}. Thread: an edge's tunnel lives on one event loop, its carriers on all; the hub's registry is locked and
 * never held while calling out. No bytes are held.
 */
@NullMarked
package dev.braid.node.tunnel;

import org.jspecify.annotations.NullMarked;
