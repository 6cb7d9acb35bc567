package org.gallra.suppression;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Collection;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.gallra.api.suppression.Identifier;
import org.jspecify.annotations.Nullable;

/**
 * Keyed hashes of normal forms: HMAC-SHA-256, of which 64 bits are kept. Among a million entries a stranger is taken for one of
 * them once in ten billion lists, and an index of numbers costs a bulk run least. Not thread-safe.
 */
final class Hashes {

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
    long knownBy() {
        return of(KNOWN_BY);
    }

    /** Returns the hash; null if the identifier is no address or number. */
    @Nullable
    Long of(Identifier identifier) {
        String normal = Normal.of(identifier);
        return normal == null ? null : (Long) of(identifier.kind().name().charAt(0) + normal);
    }

    /** Returns the hashes of all that are an address or a number, each once and in order. */
    long[] of(Collection<Identifier> identifiers) {
        return identifiers.stream()
                .map(this::of)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sorted()
                .distinct()
                .toArray();
    }

    private long of(String text) {
        return ByteBuffer.wrap(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }
}
