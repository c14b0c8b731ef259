/**
 * The uplinks people give an edge: what each is for, what it costs, what it may carry. In: specs through REST. Out: rows;
 * the node room compiles them into what the node runs. Thread: the request's. Bytes: none are held.
 */
@NullMarked
package dev.braid.control.uplink;

import org.jspecify.annotations.NullMarked;
