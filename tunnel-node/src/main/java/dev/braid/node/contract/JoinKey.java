package dev.braid.node.contract;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * What a person carries from the control plane to a new node: {@code braid-join_} and, in base64url without padding, a JSON object of
 * where to go, whom to expect there, and the secret. Whoever has it can join, so it appears in no message.
 *
 * @param addresses {@code host:port} of the session port, tried in order
 * @param fingerprint SHA-256 of the root authority's certificate in DER, 64 hexadecimal digits
 * @param keyId names the key in the control plane and in logs
 */
public record JoinKey(List<String> addresses, String fingerprint, String keyId, String secret) {
    public static final String PREFIX = "braid-join_";

    private static final int MAX_CHARACTERS = 4096;
    private static final int SHA256_BYTES = 32;

    private record Body(List<String> a, String f, String i, String s) {}

    public JoinKey {
        addresses = List.copyOf(addresses);
    }

    /** The text to hand out. */
    public String text() {
        byte[] json =
                WireJson.write(new Body(addresses, fingerprint, keyId, secret)).getBytes(StandardCharsets.UTF_8);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(json);
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws IllegalArgumentException saying what is wrong, without quoting it
     */
    public static JoinKey parse(String text) {
        String stripped = text.strip();
        if (!stripped.startsWith(PREFIX) || stripped.length() > MAX_CHARACTERS) {
            throw new IllegalArgumentException("this is no join key: one begins with " + PREFIX);
        }
        try {
            byte[] json = Base64.getUrlDecoder().decode(stripped.substring(PREFIX.length()));
            Body body = WireJson.read(new String(json, StandardCharsets.UTF_8), Body.class);
            if (body.a() == null || body.a().isEmpty() || body.i() == null || body.s() == null || !isSha256(body.f())) {
                throw new IllegalArgumentException("a part of it is missing");
            }
            return new JoinKey(body.a(), body.f(), body.i(), body.s());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the join key is damaged; copy all of it, in one line", e);
        }
    }

    public byte[] fingerprintBytes() {
        return HexFormat.of().parseHex(fingerprint);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "JoinKey[keyId=" + keyId + ", addresses=" + addresses + "]";
    }

    private static boolean isSha256(String hex) {
        return hex != null && hex.matches("[0-9a-f]{" + 2 * SHA256_BYTES + "}");
    }
}
