/**
 * The one door to the database: SQLite in the data directory, or PostgreSQL by URL, with the same SQL. In: work to do in a
 * transaction. Out: rows, and a numbered stream of what changed ({@link dev.braid.control.store.Outbox}). Thread: the
 * caller's; changes are made one after the other, so a reader of the numbers never misses one. Bytes: none are held.
 *
 * <pre>
 *   change(work) -- takes the next revision (row lock) -- work -- outbox row -- commit -- signal --> subscribers here
 *                                                                              `- NOTIFY, polling --> other instances
 * </pre>
 */
@NullMarked
package dev.braid.control.store;

import org.jspecify.annotations.NullMarked;
