package org.gallra.access;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How users come in by an identity provider, as {@code etc/org.gallra.oidc.cfg} says it.
 *
 * @param issuer the provider, exactly as it names itself
 * @param clientId what Gallra is called there
 * @param secretFile the file with the client's secret; empty for a client without one
 * @param address Gallra's own address, as browsers see it
 * @param claim the claim by which users are known
 * @param scope what is asked for beside {@code openid}
 * @param label what stands on the button
 * @param factors the values of {@code amr} or {@code acr} that show a second factor; {@code *} if the provider is believed
 */
record OidcSettings(
        URI issuer,
        String clientId,
        String secretFile,
        URI address,
        String claim,
        String scope,
        String label,
        Set<String> factors) {

    /** What the file says. */
    @interface File {
        /** Returns the issuer; empty if nobody comes in this way. */
        String issuer() default "";

        /** Returns the client's id. */
        String client_id() default "";

        /** Returns the file with the client's secret. */
        String client_secret_file() default "";

        /** Returns Gallra's own address. */
        String address() default "";

        /** Returns the claim that names the user. */
        String claim() default "preferred_username";

        /** Returns further scopes. */
        String scope() default "profile email";

        /** Returns what stands on the button. */
        String label() default "";

        /** Returns what shows a second factor. */
        String secondFactor() default "mfa";
    }

    OidcSettings {
        factors = Set.copyOf(factors);
    }

    /** Reads the settings; says what is wrong with them. */
    static OidcSettings of(File file) {
        return new OidcSettings(
                encrypted("issuer", file.issuer()),
                said("client.id", file.client_id()),
                file.client_secret_file().strip(),
                encrypted("address", file.address()),
                said("claim", file.claim()),
                file.scope().strip(),
                file.label().strip(),
                Arrays.stream(file.secondFactor().split("[,\\s]+"))
                        .filter(value -> !value.isEmpty())
                        .collect(Collectors.toSet()));
    }

    private static String said(String key, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(key + " is missing");
        }
        return value.strip();
    }

    /** Tokens and codes go to encrypted addresses, or stay on this machine. */
    static URI encrypted(String key, String value) {
        URI uri = URI.create(said(key, value));
        boolean local = "http".equals(uri.getScheme())
                && ("127.0.0.1".equals(uri.getHost()) || "localhost".equals(uri.getHost()));
        if (uri.getHost() == null || uri.getUserInfo() != null || !("https".equals(uri.getScheme()) || local)) {
            throw new IllegalArgumentException(key + " is no address with https");
        }
        return uri;
    }

    /** Returns where the provider leads users back to. */
    String callback() {
        return address.toString().replaceFirst("/+$", "") + OidcResource.ADDRESS + "/callback";
    }

    /** Returns the secret; it is read when it is needed and kept nowhere. */
    String secret() throws IOException {
        return secretFile.isEmpty() ? "" : Files.readString(Path.of(secretFile)).strip();
    }
}
