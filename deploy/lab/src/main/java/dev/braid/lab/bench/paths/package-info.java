/**
 * {@code deploy/bench paths}: what happens to traffic when links go, come, flap, change or are tampered with. Each case has a
 * lab of its own, and as many rounds as fit four minutes; most rounds go through 1 and 8 flows, up and down.
 *
 * <pre>
 *  PathsBench --> Case --> LinkLoss | Flapping | NewAddress | Outage | DeadStart | Unequal | Stripped | Idle
 *                             |  a Load: iperf and a 50 ms ping beside it
 *                             v
 *                          Ledger: each figure with what is asked of it --> table, JSON
 * </pre>
 *
 * In: options. Out: median, worst and whether both are as asked, for each figure. Thread: the main thread. Bytes: none of its own.
 */
@NullMarked
package dev.braid.lab.bench.paths;

import org.jspecify.annotations.NullMarked;
