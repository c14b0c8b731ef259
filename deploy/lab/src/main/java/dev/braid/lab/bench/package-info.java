/**
 * {@code deploy/bench}: Braid against bare kernel MPTCP in the same run, because a figure from another day or machine says
 * nothing.
 *
 * <pre>
 *  BenchMain --> Bench: a Suite each --> Arena, two labs side by side: bare | Braid, used in turns
 *                                    \-> Results: samples by name --> Report: table, JSON
 * </pre>
 *
 * In: options. Out: a table on standard output, JSON. Thread: the main thread runs all of it. Bytes: none of its own.
 */
@NullMarked
package dev.braid.lab.bench;

import org.jspecify.annotations.NullMarked;
