/**
 * What happened, for people to read and programs to follow. In: events of nodes and of the control plane. Out: a numbered
 * list, bounded by age and number. Thread: the caller's, in its transaction. Bytes: none are held.
 */
@NullMarked
package dev.braid.control.event;

import org.jspecify.annotations.NullMarked;
