/**
 * Who a node is and whom it believes: keys, certificates, trust, and the authority that signs them.
 *
 * <p>In: PEM files, and the chains peers show during a TLS handshake. Out: a {@link dev.braid.node.identity.NodeIdentity}
 * to present, a {@link dev.braid.node.identity.NodeTrust} that accepts or refuses with one reason of
 * {@link dev.braid.node.identity.TrustFailure}, and, for installations without a control plane, a
 * {@link dev.braid.node.identity.PkiDirectory} on disk. Thread: any; trust is asked from every event loop at once, and the
 * revocation list behind it is guarded by its own lock. Bytes: none are borrowed; private keys stay in the objects that hold
 * them and appear in no message and no {@code toString}.
 *
 * <p>What a running node needs (identity, trust, PEM) is plain JDK, so that a start does not pay for loading Bouncy Castle.
 * Only {@link dev.braid.node.identity.Authority} and {@link dev.braid.node.identity.CertificateRequest}, which build things, touch it; it is
 * never registered as a provider.
 *
 * <pre>
 *   NodeSpec.Identity --load--> NodeIdentity --trust(ExpectedPeer)--> NodeTrust --refuses with--> TrustFailure
 *                                    |                                   ^
 *                                    +-------- Revocations --------------+   follows its file while we run
 *
 *   braid-node pki --> PkiDirectory --> Authority --> certificates, revocation lists
 * </pre>
 */
@NullMarked
package dev.braid.node.identity;

import org.jspecify.annotations.NullMarked;
