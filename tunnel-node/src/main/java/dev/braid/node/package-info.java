/**
 * Wiring only: {@code NodeMain} and its commands are the command line, {@code Node} puts the rooms together and reads like a
 * table of contents. Imports point down: agent, tunnel, lane, path, carrier, host, mptcp, tun, linux; identity, contract,
 * metrics and config are used by all of them; admin and log serve the process.
 *
 * <p>In: the command line and, through {@code config}, one YAML file. Out: an exit code, and lines for a person. Thread: the
 * main one, which waits while the node runs. Bytes: none.
 */
@NullMarked
package dev.braid.node;

import org.jspecify.annotations.NullMarked;
