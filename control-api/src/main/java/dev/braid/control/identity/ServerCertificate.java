package dev.braid.control.identity;

import dev.braid.control.identity.ServerIdentity.Shown;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** What a port of ours shows: made at the start, and anew each day and by each new issuing key, so that nobody notices an end. */
public final class ServerCertificate extends X509ExtendedKeyManager {
    private static final String ALIAS = "control";
    private static final Duration FRESH = Duration.ofDays(1);

    private final ServerIdentity identity;
    private final Supplier<Shown> maker;
    private final InstantSource time;
    private Shown shown;
    private Instant madeAt;

    public ServerCertificate(ServerIdentity identity, Supplier<Shown> maker, InstantSource time) {
        this.identity = identity;
        this.maker = maker;
        this.time = time;
        shown = maker.get();
        madeAt = time.instant();
    }

    private synchronized Shown now() {
        if (time.instant().isAfter(madeAt.plus(FRESH)) || !identity.isCurrent(shown)) {
            shown = maker.get();
            madeAt = time.instant();
        }
        return shown;
    }

    @Override
    public String chooseEngineServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return ALIAS;
    }

    @Override
    public String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return ALIAS;
    }

    @Override
    public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return new String[] {ALIAS};
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return now().chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return now().key();
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }
}
