/**
 * All that an installation is, in one encrypted file. In: a passphrase. Out: a file that another machine, with either
 * database, becomes this installation by; nodes notice nothing. Thread: the request's. Bytes: a backup is in memory while it
 * is made or read; figures over time are not in it. The key file that the authority's keys were sealed with is; whoever
 * restores keeps its own, and seals them anew.
 *
 * <pre>
 *   "BRAIDBK1" | salt 16 | nonce 12 | AES-256-GCM( gzip( JSON {schema, tables, files} ) ), key by PBKDF2-HMAC-SHA256
 * </pre>
 */
@NullMarked
package dev.braid.control.backup;

import org.jspecify.annotations.NullMarked;
