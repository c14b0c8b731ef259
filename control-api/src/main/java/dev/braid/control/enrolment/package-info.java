/**
 * How a machine becomes a node: a person makes a key, the machine shows it once, and gets a certificate for a key pair of its own.
 *
 * <pre>
 *   PUT /api/v1/enrolment-keys/van --> key text, shown once: addresses, the root's fingerprint, id, secret
 *   braid-node join KEY ------------> Enrolments: key known, in time, uses left; clock, version, name --> node, certificate, trust
 *                                         '--> refusal with a code, kept beside the key for whoever wonders
 * </pre>
 *
 * <p>In: keys over REST, requests to join over the session port. Out: certificates. Thread: the request's. Bytes: of a key's secret only the
 * hash is kept. The same key pair coming again with the same key is the same use: its first answer may have been lost on the way.
 */
@NullMarked
package dev.braid.control.enrolment;

import org.jspecify.annotations.NullMarked;
