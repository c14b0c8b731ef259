package dev.braid.control.identity;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** The JDK's TLS as Tomcat wants to see it, with managers of ours that no key store could stand for. */
public final class ServerTls implements org.apache.tomcat.util.net.SSLContext {
    private final SSLContext context;
    private final ServerCertificate certificate;

    /** @param clients who is believed to be who they say; none where clients have no certificates */
    public ServerTls(ServerCertificate certificate, TrustManager... clients) throws GeneralSecurityException {
        this.certificate = certificate;
        context = SSLContext.getInstance("TLSv1.3");
        context.init(new KeyManager[] {certificate}, clients, new SecureRandom());
    }

    /** Done by the constructor. */
    @Override
    public void init(KeyManager @Nullable [] keys, TrustManager @Nullable [] trust, @Nullable SecureRandom random) {}

    @Override
    public void destroy() {}

    @Override
    public SSLSessionContext getServerSessionContext() {
        return context.getServerSessionContext();
    }

    @Override
    public SSLEngine createSSLEngine() {
        return context.createSSLEngine();
    }

    @Override
    public SSLServerSocketFactory getServerSocketFactory() {
        return context.getServerSocketFactory();
    }

    @Override
    public SSLParameters getSupportedSSLParameters() {
        return context.getSupportedSSLParameters();
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return certificate.getCertificateChain(alias);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
