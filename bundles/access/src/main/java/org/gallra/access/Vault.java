package org.gallra.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.jspecify.annotations.Nullable;

/**
 * Seals what the database must hold and nobody may read in it, with a key in a file outside the database: AES-256 in GCM, each text bound to
 * whose it is. The key is made at the first use, for its owner only. Thread-safe.
 */
final class Vault {

    private static final int KEY = 32;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;

    Vault(Path file) {
        this.file = file.toAbsolutePath().normalize();
    }

    /**
     * Seals a text.
     *
     * @param owner whose it is; opening it as somebody else's fails
     */
    String seal(String owner, String text) {
        try {
            byte[] nonce = new byte[NONCE];
            RANDOM.nextBytes(nonce);
            byte[] locked = cipher(Cipher.ENCRYPT_MODE, nonce, owner).doFinal(text.getBytes(StandardCharsets.UTF_8));
            byte[] all = Arrays.copyOf(nonce, NONCE + locked.length);
            System.arraycopy(locked, 0, all, NONCE, locked.length);
            return Base64.getEncoder().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has AES in GCM", e);
        }
    }

    /** Opens what was locked; null if the key is another one, or the text was changed or moved. */
    @Nullable
    String open(String owner, String locked) {
        try {
            byte[] all = Base64.getDecoder().decode(locked);
            byte[] text = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(all, NONCE), owner)
                    .doFinal(all, NONCE, all.length - NONCE);
            return new String(text, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return null;
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String owner) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key(), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private byte[] key() {
        try {
            byte[] known = read();
            return known == null ? create() : known;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private byte @Nullable [] read() throws IOException {
        try {
            byte[] key = HexFormat.of().parseHex(Files.readString(file).strip());
            if (key.length == KEY) {
                return key;
            }
        } catch (NoSuchFileException e) {
            return null;
        } catch (IllegalArgumentException e) {
            // said below, without what stands in the file
        }
        throw new IOException("The file of the key holds none");
    }

    private byte[] create() throws IOException {
        Path directory = file.getParent();
        if (directory != null && !Files.isDirectory(directory)) {
            Files.createDirectories(directory, only("rwx------"));
        }
        byte[] key = new byte[KEY];
        RANDOM.nextBytes(key);
        Path fresh = Files.createTempFile(directory, "access", ".new", only("rw-------"));
        try {
            Files.writeString(fresh, HexFormat.of().formatHex(key) + "\n");
            Files.createLink(file, fresh); // whole or not at all, and never over another one
            return key;
        } catch (FileAlreadyExistsException e) {
            byte[] others = read(); // another node was faster
            if (others == null) {
                throw new IOException("The file of the key is gone again");
            }
            return others;
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static FileAttribute<?>[] only(String permissions) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private GallraException unreadable(IOException cause) {
        return new GallraException(
                GallraException.Code.UNAVAILABLE,
                new Text(
                        "Nyckeln " + file
                                + " går inte att läsa eller skapa. En administratör måste kontrollera filen och rättigheterna.",
                        "The key " + file
                                + " cannot be read or made. An administrator has to check the file and who may read it."),
                List.of(),
                cause);
    }
}
