/**
 * The session port, 8444: where nodes ask what to be and tell what is. A second connector of the same server, TLS 1.3, with client
 * certificates wanted; {@link dev.braid.node.contract.SessionMessage} has the protocol.
 *
 * <pre>
 *   8080  /api, /, ...      people and programs      (no /session)
 *   8444  /session/v1/enrol by join key, without a certificate
 *         /session/v1/...   by a certificate of ours, not revoked (no /api, nothing else)
 * </pre>
 *
 * <p>In: requests of nodes. Out: specifications from {@code node}, trust from {@code identity}; reports go to {@code telemetry}. Thread: a
 * virtual one per request; none waits. Bytes: bodies of at most 256 KiB. Whether a certificate has been revoked is asked with every request,
 * from memory.
 */
@NullMarked
package dev.braid.control.session;

import org.jspecify.annotations.NullMarked;
