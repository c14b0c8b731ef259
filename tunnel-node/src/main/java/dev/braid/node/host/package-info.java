/**
 * Every change we make to the machine, in a ledger that undoes it.
 *
 * <p>In: what a node is asked to be ({@link dev.braid.node.contract.NodeSpec}) and what the machine is like
 * ({@link dev.braid.node.host.HostView}). {@link dev.braid.node.host.EdgeSetup} and {@link dev.braid.node.host.HubSetup} turn
 * the two into a plan, purely: the same view gives the same plan. Out: {@link dev.braid.node.host.Host#bring} makes the
 * machine match the plan and nothing but the plan, and {@code close()} puts back what was there. Thread: any, one at a time
 * (Host is its own lock); calls wait for disk, kernel and the nft program, so never from an event loop. Bytes: none are held
 * but the ledger's file, {@code ledger.jsonl} in the state directory.
 *
 * <p>What was decided here, for people who wonder:
 *
 * <ul>
 *   <li>All routes and rules of ours carry protocol 183, all routes are in tables of our own, all firewall rules in tables
 *       {@code inet braid} and {@code inet braid_*}. One node runs per network namespace. So whatever bears these marks at start and stands in no ledger
 *       was left by a killed node whose state directory is lost, and is removed with a warning. Other tables are never touched;
 *       a firewall that drops forwarded packets has to be told to let the tunnel device pass. A firewall whose reload flushes all
 *       tables takes ours, too: the kernel tells of changes, and {@code restoreTables} makes them again.
 *   <li>A setting or limit is put back only if it still is what we made it: what an administrator changed meanwhile stays.
 *   <li>While the tunnel is down, what belongs into it waits or is dropped there; it does not leave by an uplink, unprotected.
 *   <li>A family (IPv4, IPv6) is steered into the tunnel when the hub has assigned an address of it. Otherwise it goes on as
 *       it did before.
 *   <li>An edge forwards only what comes in by its LANs and the tunnel. A hub forwards whatever comes in by any interface that
 *       was there when the plan was made, as answers may come by any.
 *   <li>A ledger from before the last boot is discarded, for none of it survives a boot. A ledger of another network namespace
 *       is refused while that namespace is to be seen, and set aside otherwise: a container that is killed and started again gets
 *       a new namespace, and the changes went with the old one.
 * </ul>
 */
@NullMarked
package dev.braid.node.host;

import org.jspecify.annotations.NullMarked;
