/**
 * What nodes report, kept for a while. In: a report a second from each node ({@link dev.braid.control.telemetry.Intake}).
 * Out: the state of now, seconds of the last 15 minutes from memory, minutes of 7 days and hours of 13 months from the store,
 * a live stream, figures for Prometheus. Thread: a report's own does the arithmetic under its node's lock and waits for the
 * store only when something happened; one thread writes what is due, and what the store does not take with the next round. Bytes: a series of seconds is four arrays of 900 floats; a stored sample is 20
 * characters.
 *
 * <pre>
 *   Intake -> Live (per node: last report, rates, Ring per tunnel and path)
 *               |-- each second --> LiveFeed -> browsers, each at its own pace
 *               |-- each minute --> History.minutes -- each hour --> History.hours
 *               `-- on a change, else each minute --> Reports (for other instances, and after a restart)
 * </pre>
 */
@NullMarked
package dev.braid.control.telemetry;

import org.jspecify.annotations.NullMarked;
