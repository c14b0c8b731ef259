/**
 * What is usable, and why not: an edge's uplinks as the kernel shows them, probes and acknowledgements on each, a verdict with its reason, and
 * the kernel endpoints that follow from it.
 *
 * <pre>
 *   rtnetlink event -- a link that goes --> Endpoints.drop, on a thread of its own; then PathCouncil, at once
 *        |  (20 ms quiet)                                               |
 *        v                                                              v  every 25 ms under load, 100 ms else, 400 ms where nothing is carried
 *   view of the machine -> Uplink: interface, addresses, route     look:    subflows -> AckProgress ---+
 *        |                                                                  probes   -> ProbeFigures --+-> PathHealth: does it live?
 *        v                                                         rank:    role, operator, data cap, limits, plain TCP, hurts
 *   host: tables and rules                                         admit:   Admission: the first rank; else the best there is
 *                                                                  follow:  EndpointPlan -> Endpoints: dead -> deleted at once;
 *                                                                           unwanted -> drained, then deleted; back -> a fresh id
 *                                                                  probe:   whoever is due
 *   every 500 ms, 2 s where nothing is carried: PathTraffic (bytes, share), SubflowRepair (a subflow or a carrier that the kernel does not bring back)
 *   every transition: a line in the EventJournal with the figures that caused it
 * </pre>
 *
 * <p>The first subflow of a carrier starts where {@code ways} says: paths that are up first, then doubtful ones, plain TCP, and those that
 * seem lost, since we may be wrong. Paths of a lower rank are left out until nothing better lives, or until no carrier has come up for 3 s.
 *
 * <p>A hub names its paths as its edges do: an edge tells the names of its address ids ({@link dev.braid.node.path.PathNames}), and the
 * kernel's events say which id a subflow has.
 *
 * <p>In: network events, subflow readings, answers to probes. Out: endpoints, verdicts, figures, events. Thread: one of its own, and one for
 * links that go, since host changes wait for the kernel and the disk; answers to probes are timed on an event loop; readings are snapshots
 * for anyone. No bytes are held.
 */
@NullMarked
package dev.braid.node.path;

import org.jspecify.annotations.NullMarked;
