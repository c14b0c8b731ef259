/**
 * The installation's certificate authority, and every certificate it has issued.
 *
 * <pre>
 *   root, 10 years  ---signs---> issuing key, 1 year, replaced when a third of that is left, or on demand
 *                                    |---signs---> nodes, 30 days, renewed by themselves
 *                                    '---signs---> this process's own certificates: for nodes, and for browsers where asked
 *   trust document: root + the issuing keys' certificates + a revocation list of each; its number grows with every change
 * </pre>
 *
 * <p>Nodes trust the root and are shown the issuing key with every certificate, so that a new one takes over without anybody noticing; the
 * old one still signs its revocation list until all it has issued has run out. Private keys lie in the store encrypted (AES-256-GCM) by
 * {@code identity.key} in the data directory, 0600; instances that share a store share that file.
 *
 * <p>In: public keys and serials. Out: certificates, the trust document, and whether a certificate still counts, from memory. Thread: any.
 * Bytes: decrypted keys stay in memory, in no message and no {@code toString}.
 */
@NullMarked
package dev.braid.control.identity;

import org.jspecify.annotations.NullMarked;
