package org.gallra.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who the server is: a private key and its certificates, read from a PKCS#12 file or from PEM.
 *
 * @param key the private key
 * @param chain the server's own certificate, then those that vouch for it
 */
record Identity(PrivateKey key, List<X509Certificate> chain) {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s*([A-Za-z0-9+/=\\s]+?)-----END \\1-----");
    private static final int LARGEST = 1024 * 1024;

    /** Why there is none, in words for the log; without anything of the key or the password. */
    static final class Unusable extends Exception {

        private static final long serialVersionUID = 1;

        Unusable(String why) {
            super(why);
        }
    }

    Identity {
        chain = List.copyOf(chain);
    }

    /** Returns until when the certificate is good. */
    Instant until() {
        return chain.get(0).getNotAfter().toInstant();
    }

    /** Returns where the key of a certificate in PEM lies if nothing else is said: beside it, as certbot puts it. */
    static Path keyBeside(Path certificate) {
        return certificate.resolveSibling("privkey.pem");
    }

    /**
     * Reads key and certificates.
     *
     * @param certificate a PKCS#12 file, or certificates in PEM
     * @param key the key in PEM if it is neither in that file nor in {@code privkey.pem} beside it
     * @param password the password of a PKCS#12 file
     */
    static Identity read(Path certificate, @Nullable Path key, String password) throws Unusable {
        byte[] bytes = bytes(certificate);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        try {
            Identity read =
                    text.contains("-----BEGIN ") ? pem(certificate, text, key) : store(certificate, bytes, password);
            read.belongTogether(certificate);
            return read;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new Unusable("what stands in " + certificate + " cannot be used as a certificate and its key ("
                    + e.getClass().getSimpleName() + ")");
        }
    }

    private static byte[] bytes(Path file) throws Unusable {
        try {
            if (Files.size(file) > LARGEST) {
                throw new Unusable(file + " is too large for a certificate or a key");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new Unusable("there is no file " + file);
        } catch (AccessDeniedException e) {
            throw new Unusable("the server may not read " + file);
        } catch (IOException e) {
            throw new Unusable(file + " cannot be read");
        }
    }

    private static Identity store(Path file, byte[] bytes, String password) throws Unusable, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(new ByteArrayInputStream(bytes), password.toCharArray());
        } catch (IOException e) {
            throw new Unusable(
                    e.getCause() instanceof UnrecoverableKeyException
                            ? "the password for " + file + " is wrong"
                            : file + " is neither PKCS#12 nor PEM");
        }
        for (String alias : Collections.list(store.aliases())) {
            if (store.getKey(alias, password.toCharArray()) instanceof PrivateKey key) {
                List<X509Certificate> chain = new ArrayList<>();
                for (Certificate certificate : store.getCertificateChain(alias)) {
                    chain.add((X509Certificate) certificate);
                }
                return new Identity(key, chain);
            }
        }
        throw new Unusable("there is no private key in " + file);
    }

    private static Identity pem(Path certificate, String text, @Nullable Path key)
            throws Unusable, GeneralSecurityException {
        List<X509Certificate> chain = new ArrayList<>();
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            if (block.group(1).equals("CERTIFICATE")) {
                chain.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(decoded(block))));
            }
        }
        if (chain.isEmpty()) {
            throw new Unusable("there is no certificate in " + certificate);
        }
        Path place = certificate;
        String keys = text;
        if (key != null || !text.contains("PRIVATE KEY-----")) {
            place = key == null ? keyBeside(certificate) : key;
            keys = new String(bytes(place), StandardCharsets.ISO_8859_1);
        }
        String algorithm = chain.get(0).getPublicKey().getAlgorithm();
        return new Identity(key(place, keys, algorithm), chain);
    }

    private static PrivateKey key(Path file, String text, String algorithm) throws Unusable, GeneralSecurityException {
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            if (block.group(1).equals("PRIVATE KEY")) {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(decoded(block)));
            }
            if (block.group(1).endsWith("PRIVATE KEY")) {
                throw new Unusable("the key in " + file + " is a \"" + block.group(1)
                        + "\"; Gallra reads \"PRIVATE KEY\": openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW");
            }
        }
        throw new Unusable("there is no private key in " + file);
    }

    private static byte[] decoded(Matcher block) {
        return Base64.getMimeDecoder().decode(block.group(2));
    }

    /** A certificate that is renewed while somebody looks has the key of the old one for a moment. */
    private void belongTogether(Path file) throws Unusable, GeneralSecurityException {
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> key.getAlgorithm();
                };
        byte[] text = "Gallra".getBytes(StandardCharsets.US_ASCII);
        Signature signer = Signature.getInstance(algorithm);
        signer.initSign(key);
        signer.update(text);
        byte[] signed = signer.sign();
        Signature verifier = Signature.getInstance(algorithm);
        verifier.initVerify(chain.get(0).getPublicKey());
        verifier.update(text);
        if (!verifier.verify(signed)) {
            throw new Unusable("the key is not that of the certificate in " + file);
        }
    }

    /** Returns a store with nothing but this, for as long as the process lives. */
    static KeyStore inMemory(@Nullable Identity identity, char[] password) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, password);
            if (identity != null) {
                store.setKeyEntry("gallra", identity.key, password, identity.chain.toArray(new Certificate[0]));
            }
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("Every Java keeps a key in memory", e);
        }
    }

    /** Returns nothing of the key. */
    @Override
    public String toString() {
        return "Identity";
    }
}
