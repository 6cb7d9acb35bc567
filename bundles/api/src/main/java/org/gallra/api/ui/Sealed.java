package org.gallra.api.ui;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Carries search words in addresses as an opaque text, so that no name ends up in history or log, and nothing is kept in
 * memory. The key lives as long as the process.
 */
@ProviderType
public final class Sealed {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int IV = 12;
    private static final SecretKey KEY = key();

    private Sealed() {}

    /** Returns a text as one that stands in addresses and tells nothing. */
    public static String seal(String text) {
        try {
            byte[] iv = new byte[IV];
            RANDOM.nextBytes(iv);
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, iv).doFinal(text.getBytes(StandardCharsets.UTF_8));
            byte[] all = new byte[IV + sealed.length];
            System.arraycopy(iv, 0, all, 0, IV);
            System.arraycopy(sealed, 0, all, IV, sealed.length);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the text, or null if the token is not of this process. */
    public static @Nullable String open(@Nullable String token) {
        if (token == null || token.isBlank()) {
            return null;
        }
        try {
            byte[] all = Base64.getUrlDecoder().decode(token);
            if (all.length <= IV) {
                return null;
            }
            byte[] iv = java.util.Arrays.copyOf(all, IV);
            byte[] text = cipher(Cipher.DECRYPT_MODE, iv).doFinal(all, IV, all.length - IV);
            return new String(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            return null;
        }
    }

    private static Cipher cipher(int mode, byte[] iv) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, KEY, new GCMParameterSpec(128, iv));
        return cipher;
    }

    private static SecretKey key() {
        byte[] key = new byte[16];
        RANDOM.nextBytes(key);
        return new SecretKeySpec(key, "AES");
    }
}
