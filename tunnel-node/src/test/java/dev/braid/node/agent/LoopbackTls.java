package dev.braid.node.agent;

import dev.braid.node.identity.Authority;
import dev.braid.node.identity.Keys;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.security.KeyPair;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Both ends of a connection that trusts an authority of its own, whatever the address. */
record LoopbackTls(SslContext serving, SslContext asking) {
    static LoopbackTls make() throws Exception {
        Authority authority = Authority.create("Test", InstantSource.system());
        KeyPair pair = Keys.generate();
        SslContext serving = SslContextBuilder.forServer(
                        pair.getPrivate(),
                        authority.issueServer(List.of("localhost"), pair.getPublic(), Duration.ofDays(1)),
                        authority.certificate())
                .build();
        SslContext asking = SslContextBuilder.forClient()
                .trustManager(authority.certificate())
                .endpointIdentificationAlgorithm(null)
                .build();
        return new LoopbackTls(serving, asking);
    }
}
