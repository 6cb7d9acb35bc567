package org.gallra.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What certificates and keys can be used, and what is said of those that cannot. */
class IdentityTest {

    private static final String PASSWORD = "a password";

    private static Path folder = Path.of("");

    @BeforeAll
    static void keys(@TempDir Path place) throws Exception {
        folder = place;
        for (String name : new String[] {"one", "two"}) {
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin/keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            name,
                            "-keyalg",
                            name.equals("one") ? "RSA" : "EC",
                            "-dname",
                            "CN=" + name,
                            "-validity",
                            "30",
                            "-storetype",
                            "PKCS12",
                            "-storepass",
                            PASSWORD,
                            "-keystore",
                            folder.resolve(name + ".p12").toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(keytool.waitFor()).as(said).isZero();
            KeyStore store = KeyStore.getInstance(folder.resolve(name + ".p12").toFile(), PASSWORD.toCharArray());
            Certificate certificate = store.getCertificate(name);
            Key key = store.getKey(name, PASSWORD.toCharArray());
            write(name + ".crt", "CERTIFICATE", certificate.getEncoded());
            write(name + ".key", "PRIVATE KEY", key.getEncoded());
        }
    }

    private static void write(String file, String type, byte[] bytes) throws Exception {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        Files.writeString(
                folder.resolve(file), "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n");
    }

    @Test
    void keyAndCertificatesComeFromOneFileOrTwo() throws Exception {
        for (String name : new String[] {"one", "two"}) {
            Identity store = Identity.read(folder.resolve(name + ".p12"), null, PASSWORD);
            Identity pair = Identity.read(folder.resolve(name + ".crt"), folder.resolve(name + ".key"), "");
            assertThat(pair.chain()).isEqualTo(store.chain());
            Path both = folder.resolve(name + ".pem");
            Files.writeString(
                    both,
                    Files.readString(folder.resolve(name + ".crt")) + Files.readString(folder.resolve(name + ".key")));
            assertThat(Identity.read(both, null, "").chain()).isEqualTo(store.chain());
        }
    }

    @Test
    void aKeyLiesBesideItsCertificateUnlessSaidOtherwise() throws Exception {
        Path live = Files.createDirectories(folder.resolve("live"));
        Files.copy(folder.resolve("two.crt"), live.resolve("fullchain.pem"));
        Files.copy(folder.resolve("two.key"), live.resolve("privkey.pem"));
        assertThat(Identity.read(live.resolve("fullchain.pem"), null, "").chain())
                .hasSize(1);
    }

    @Test
    void whatCannotBeUsedIsNamed() throws Exception {
        refused(folder.resolve("none.p12"), null, "", "there is no file");
        refused(folder.resolve("one.p12"), null, "wrong", "the password for");
        refused(folder.resolve("one.crt"), folder.resolve("two.key"), "", "");
        refused(folder.resolve("one.key"), null, "", "there is no certificate in");
        refused(folder.resolve("one.crt"), folder.resolve("two.crt"), "", "there is no private key in");
        Path old = folder.resolve("old.key");
        Files.writeString(old, Files.readString(folder.resolve("one.key")).replace(" PRIVATE KEY", " RSA PRIVATE KEY"));
        refused(folder.resolve("one.crt"), old, "", "openssl pkcs8");
        Path nonsense = folder.resolve("nonsense");
        Files.writeString(nonsense, "nonsense");
        refused(nonsense, null, PASSWORD, "neither PKCS#12 nor PEM");
    }

    private static void refused(Path certificate, @Nullable Path key, String password, String why) {
        assertThatExceptionOfType(Identity.Unusable.class)
                .isThrownBy(() -> Identity.read(certificate, key, password))
                .withMessageContaining(why)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(PASSWORD, "wrong password"));
    }
}
