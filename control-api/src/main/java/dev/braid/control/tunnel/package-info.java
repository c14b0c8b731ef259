/**
 * Tunnels as a resource: what edges report of them, one by one or all together. In: telemetry. Out: answers. Thread: the
 * request's. Bytes: none are held.
 */
@NullMarked
package dev.braid.control.tunnel;

import org.jspecify.annotations.NullMarked;
