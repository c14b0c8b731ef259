/**
 * Measurements that nodes make when asked. In: requests. Out: commands for the node room to hand out, results as the nodes
 * gave them, kept. Thread: the request's. Bytes: none are held.
 */
@NullMarked
package dev.braid.control.diagnostics;

import org.jspecify.annotations.NullMarked;
