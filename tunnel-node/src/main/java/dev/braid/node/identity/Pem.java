package dev.braid.node.identity;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Textual encodings of certificates, lists and keys, RFC 7468. Text around the blocks is passed over, as people put notes there. */
public final class Pem {
    static final String CERTIFICATE = "CERTIFICATE";
    static final String CRL = "X509 CRL";
    static final String PRIVATE_KEY = "PRIVATE KEY";

    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    /** One block: its label, and the DER bytes within, which are the block's own. */
    static final class Block {
        private final String label;
        private final byte[] der;

        Block(String label, byte[] der) {
            this.label = label;
            this.der = der;
        }

        String label() {
            return label;
        }

        byte[] der() {
            return der;
        }

        /** Says nothing of the content: it may be a private key. */
        @Override
        public String toString() {
            return label + " of " + der.length + " bytes";
        }
    }

    private Pem() {}

    /**
     * The blocks in order, of any label.
     *
     * @throws PemException for a block without its end, or with something other than base64 inside
     */
    static List<Block> parse(byte[] file) throws PemException {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        List<Block> blocks = new ArrayList<>();
        int begin = text.indexOf(BEGIN);
        while (begin >= 0) {
            int labelEnd = text.indexOf(DASHES, begin + BEGIN.length());
            if (labelEnd < 0) {
                throw new PemException("a BEGIN line is cut off");
            }
            String label = text.substring(begin + BEGIN.length(), labelEnd);
            String endLine = END + label + DASHES;
            int body = labelEnd + DASHES.length();
            int bodyEnd = text.indexOf(endLine, body);
            if (bodyEnd < 0 || label.indexOf('\n') >= 0) {
                throw new PemException("a block has no END line, as if the file were cut off");
            }
            blocks.add(new Block(label, decode(text.substring(body, bodyEnd))));
            begin = text.indexOf(BEGIN, bodyEnd + endLine.length());
        }
        return blocks;
    }

    public static List<X509Certificate> certificates(byte[] file) throws PemException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : parse(file)) {
            if (block.label().equals(CERTIFICATE)) {
                certificates.add(certificate(block.der()));
            }
        }
        return certificates;
    }

    public static List<X509CRL> lists(byte[] file) throws PemException {
        List<X509CRL> lists = new ArrayList<>();
        for (Block block : parse(file)) {
            if (block.label().equals(CRL)) {
                lists.add(list(block.der()));
            }
        }
        return lists;
    }

    public static byte[] encode(X509Certificate certificate) throws GeneralSecurityException {
        return encode(CERTIFICATE, certificate.getEncoded());
    }

    public static byte[] encode(X509CRL list) throws GeneralSecurityException {
        return encode(CRL, list.getEncoded());
    }

    static byte[] encode(String label, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return (BEGIN + label + DASHES + "\n" + body + "\n" + END + label + DASHES + "\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] decode(String body) throws PemException {
        try {
            return Base64.getDecoder().decode(body.replaceAll("[ \t\r\n]", ""));
        } catch (IllegalArgumentException e) {
            throw new PemException("a block holds something other than base64", e);
        }
    }

    static X509Certificate certificate(byte[] der) throws PemException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new PemException("a certificate is damaged", e);
        }
    }

    static X509CRL list(byte[] der) throws PemException {
        try {
            return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der));
        } catch (CertificateException | CRLException e) {
            throw new PemException("a revocation list is damaged", e);
        }
    }
}
