package org.gallra.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What a browser takes along to the identity provider and back, sealed in a cookie: so any node can take it up, and nobody else can have
 * begun it.
 *
 * @param state what the provider gives back
 * @param nonce what the ID token holds
 * @param verifier what the code is exchanged with (PKCE)
 * @param next the page to show afterwards
 * @param begun when it began (UTC)
 */
record OidcJourney(String state, String nonce, String verifier, String next, Instant begun) {

    private static final String OWNER = "oidc";
    static final Duration LONGEST = Duration.ofMinutes(10);

    static OidcJourney begin(@Nullable String next, Instant now) {
        String page = next != null && next.matches("/ui/[A-Za-z0-9/_-]{0,200}") ? next : "/ui/start";
        return new OidcJourney(Tokens.random(), Tokens.random(), Tokens.random(), page, now);
    }

    /** Returns what shows the provider that it is the same who exchanges the code. */
    String challenge() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    String seal(Vault vault) {
        String sealed = vault.seal(
                OWNER, String.join("\n", state, nonce, verifier, next, Long.toString(begun.getEpochSecond())));
        return sealed.replace('+', '-').replace('/', '_').replace("=", "");
    }

    /** Opens what a browser brings back; null if it is none of ours, or too old. */
    static @Nullable OidcJourney open(Vault vault, @Nullable String cookie, Instant now) {
        if (cookie == null || cookie.length() > 2000) {
            return null;
        }
        String text = vault.open(OWNER, cookie.replace('-', '+').replace('_', '/'));
        String[] parts = text == null ? new String[0] : text.split("\n", -1);
        if (parts.length != 5) {
            return null;
        }
        Instant begun = Instant.ofEpochSecond(Long.parseLong(parts[4]));
        return begun.plus(LONGEST).isBefore(now)
                ? null
                : new OidcJourney(parts[0], parts[1], parts[2], parts[3], begun);
    }

    static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns no secret. */
    @Override
    public String toString() {
        return "OidcJourney";
    }
}
