/**
 * Who may do what, and who did. In: cookies, tokens, passwords. Out: an {@link dev.braid.control.access.Actor} on every
 * request, refusals, the audit log. Thread: the request's; password hashing is bounded, since each takes 16 MB. Bytes: no
 * secret is kept, only hashes: Argon2id for what people choose, SHA-256 for what is random.
 *
 * <pre>
 *   request -> Authenticator (bearer token, or session cookie + CSRF header) -> ScopeGuard (@Needs) -> handler
 *                                                                                             Mutations -> audit
 * </pre>
 */
@NullMarked
package dev.braid.control.access;

import org.jspecify.annotations.NullMarked;
