/**
 * What the node counts, and the page where Prometheus reads it.
 *
 * <p>In: suppliers registered by the rooms that own the figures ({@link dev.braid.node.metrics.MeterGroup}). Out: Prometheus
 * text over HTTP. Thread: registering is for any thread; suppliers are called on one of the endpoint's two threads while it
 * answers, so they read plain longs that an event loop bumps and must not block. A figure read so may be a moment old, and
 * on 64-bit JVMs never torn. Bytes: none are held.
 */
@NullMarked
package dev.braid.node.metrics;

import org.jspecify.annotations.NullMarked;
