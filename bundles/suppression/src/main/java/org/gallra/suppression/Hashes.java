package org.gallra.suppression;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.gallra.api.suppression.Identifier;
import org.jspecify.annotations.Nullable;

/** Keyed hashes of normal forms: HMAC-SHA-256, of which 128 bits are kept. Not thread-safe. */
final class Hashes {

    private static final int BYTES = 16;
    private static final String KNOWN_BY = "the key of this list";

    private final Mac mac;

    Hashes(byte[] key) {
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HMAC-SHA-256", e);
        }
    }

    /** Returns by what the database knows the key. */
    String knownBy() {
        return of(KNOWN_BY);
    }

    /** Returns the hash; null if the identifier is no address or number. */
    @Nullable
    String of(Identifier identifier) {
        String normal = Normal.of(identifier);
        return normal == null ? null : of(identifier.kind() + ":" + normal);
    }

    /** Returns the hashes of all that are an address or a number; sorted, so that two transactions never wait for each other. */
    TreeSet<String> of(Collection<Identifier> identifiers) {
        TreeSet<String> hashes = new TreeSet<>();
        for (Identifier identifier : identifiers) {
            String hash = of(identifier);
            if (hash != null) {
                hashes.add(hash);
            }
        }
        return hashes;
    }

    private String of(String text) {
        byte[] full = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(full, BYTES));
    }
}
