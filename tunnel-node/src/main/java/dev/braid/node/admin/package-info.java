/**
 * The operator's door: a Unix socket at the running node, and what a terminal makes of its answers.
 *
 * <p>In: one line per connection, a verb and its arguments ({@code status\n}). Out: one JSON text, then the end of the stream; a
 * refusal is {@code {"error":"..."}}. Verbs are added by the wiring, one {@link dev.braid.node.admin.Verb} each. Thread: one
 * platform thread of the socket's own answers one connection at a time within a deadline, and calls the verbs. Bytes: a
 * request is bounded to 4 KiB and copied. Who may connect is decided by the file's permissions: the owner and the group.
 */
@NullMarked
package dev.braid.node.admin;

import org.jspecify.annotations.NullMarked;
