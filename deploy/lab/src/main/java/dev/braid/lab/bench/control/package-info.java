/**
 * The control plane under the load of many edges. In: a real {@code braid-control} on its embedded store, and as many edges as
 * are asked for, each with a certificate of its own and a report a second over mutual TLS. Out: processor, memory and time of
 * reads, for each number of edges. Thread: a virtual one for each edge. Bytes: an edge's own.
 */
@NullMarked
package dev.braid.lab.bench.control;

import org.jspecify.annotations.NullMarked;
