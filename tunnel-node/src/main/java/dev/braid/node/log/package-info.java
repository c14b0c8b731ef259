/**
 * Log lines on standard error: a constant sentence, then keys.
 *
 * <p>In: SLF4J events. Out: one line each, never a second one. Under systemd the line starts with the priority that journald
 * understands and leaves the time to it. Thread: any; a line is written in one piece. Bytes: none are kept. {@code BRAID_LOG}
 * sets the level: {@code error}, {@code warn}, {@code info} (the default), {@code debug}, {@code trace}; libraries are heard
 * from {@code warn} on, or at {@code trace}. A framework of its own would cost more start-up time than these two classes.
 */
@NullMarked
package dev.braid.node.log;

import org.jspecify.annotations.NullMarked;
