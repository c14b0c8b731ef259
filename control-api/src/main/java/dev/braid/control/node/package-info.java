/**
 * What people want of edges and hubs, compiled into what each node shall run. In: specs through REST. Out: a desired
 * specification per node under the revision of the change that last altered it, for whoever holds the node's session.
 * Thread: the request's, in the change's transaction; which revision is wanted is answered from memory. Bytes: none are held.
 *
 * <pre>
 *   nodes, uplinks -- Compiler (in the transaction) --> desired_specs -- outbox --> DesiredSpecs.news -> session
 *                        `- InnerAddresses: each edge keeps its own at each hub
 * </pre>
 *
 * <p>A rollback is one more change: what the audit log has as the state before the last one.
 */
@NullMarked
package dev.braid.control.node;

import org.jspecify.annotations.NullMarked;
