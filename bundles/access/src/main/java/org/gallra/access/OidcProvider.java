package org.gallra.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.gallra.access.OidcRefusal.Reason;
import org.jspecify.annotations.Nullable;

/** One identity provider: what it says of itself, and whether a token is one of its own, for us, for this browser, and of now. */
final class OidcProvider {

    private static final int SKEW_SECONDS = 60;
    private static final Duration OLDEST = Duration.ofMinutes(10);

    /** Signatures with keys that the provider publishes; never {@code none}, never a shared secret. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private final OidcSettings settings;
    private final OidcWire wire;
    private final Clock clock;
    private final URI authorization;
    private final URI token;
    private final boolean secretInForm;
    private final DefaultJWTProcessor<SecurityContext> tokens = new DefaultJWTProcessor<>();

    /**
     * Whom the provider vouches for.
     *
     * @param claim the value of the claim that names the user
     * @param secondFactor whether a second factor was shown there
     */
    record Proof(String claim, boolean secondFactor) {}

    private OidcProvider(OidcSettings settings, OidcWire wire, Clock clock, Map<String, Object> said)
            throws ParseException, MalformedURLException {
        this.settings = settings;
        this.wire = wire;
        this.clock = clock;
        authorization = address(said, "authorization_endpoint");
        token = address(said, "token_endpoint");
        List<String> methods = JSONObjectUtils.getStringList(said, "token_endpoint_auth_methods_supported");
        secretInForm = methods != null && !methods.contains("client_secret_basic");
        JWKSource<SecurityContext> keys = JWKSourceBuilder.create(
                        address(said, "jwks_uri").toURL(), wire)
                .refreshAheadCache(false)
                .build();
        tokens.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
        DefaultJWTClaimsVerifier<SecurityContext> claims =
                new DefaultJWTClaimsVerifier<>(
                        Set.of(settings.clientId()),
                        new JWTClaimsSet.Builder()
                                .issuer(settings.issuer().toString())
                                .build(),
                        Set.of("sub", "iat", "exp", "nonce"),
                        null) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(clock.instant());
                    }
                };
        claims.setMaxClockSkew(SKEW_SECONDS);
        tokens.setJWTClaimsSetVerifier(claims);
    }

    /** Asks the provider what it is. */
    static OidcProvider discover(OidcSettings settings, OidcWire wire, Clock clock) {
        String issuer = settings.issuer().toString();
        try {
            OidcWire.Answer answer =
                    wire.get(URI.create(issuer.replaceFirst("/+$", "") + "/.well-known/openid-configuration"));
            if (answer.status() != 200) {
                throw new OidcRefusal(Reason.AWAY, "the provider answered " + answer.status());
            }
            Map<String, Object> said = JSONObjectUtils.parse(answer.body());
            if (!issuer.equals(JSONObjectUtils.getString(said, "issuer"))) {
                throw new OidcRefusal(Reason.AWAY, "the provider has another name than the setting \"issuer\"");
            }
            return new OidcProvider(settings, wire, clock, said);
        } catch (IOException e) {
            throw new OidcRefusal(Reason.AWAY, "the provider does not answer");
        } catch (ParseException | IllegalArgumentException e) {
            throw new OidcRefusal(Reason.AWAY, "what the provider says of itself cannot be read");
        }
    }

    private static URI address(Map<String, Object> said, String key) throws ParseException {
        String value = JSONObjectUtils.getString(said, key);
        return OidcSettings.encrypted(key, value == null ? "" : value);
    }

    /** Returns where a browser goes to log in. */
    String begin(OidcJourney journey) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", settings.clientId());
        query.put("redirect_uri", settings.callback());
        query.put("scope", ("openid " + settings.scope()).strip());
        query.put("state", journey.state());
        query.put("nonce", journey.nonce());
        query.put("code_challenge", journey.challenge());
        query.put("code_challenge_method", "S256");
        String before = authorization.toString();
        return before + (before.contains("?") ? "&" : "?") + form(query);
    }

    /** Exchanges the code of a browser that came back, and checks what it is good for. */
    Proof end(String code, OidcJourney journey) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", settings.callback());
        form.put("code_verifier", journey.verifier());
        try {
            String secret = settings.secret();
            String basic = null;
            if (secret.isEmpty() || secretInForm) {
                form.put("client_id", settings.clientId());
                if (!secret.isEmpty()) {
                    form.put("client_secret", secret);
                }
            } else {
                String both = encoded(settings.clientId()) + ":" + encoded(secret);
                basic = "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
            }
            OidcWire.Answer answer = wire.post(token, form(form), basic);
            if (answer.status() >= 500) {
                throw new OidcRefusal(Reason.AWAY, "the provider answered " + answer.status());
            }
            if (answer.status() != 200) {
                throw new OidcRefusal(Reason.FAILED, "the provider refused the code with " + answer.status());
            }
            String idToken = JSONObjectUtils.getString(JSONObjectUtils.parse(answer.body()), "id_token");
            if (idToken == null) {
                throw new OidcRefusal(Reason.FAILED, "the provider sent no ID token");
            }
            return proof(idToken, journey.nonce());
        } catch (IOException e) {
            throw new OidcRefusal(Reason.AWAY, "the provider or the file of the client's secret cannot be read");
        } catch (ParseException e) {
            throw new OidcRefusal(Reason.FAILED, "the provider's answer cannot be read");
        }
    }

    /** Checks signature, issuer, audience, times and nonce of an ID token. */
    Proof proof(String idToken, String nonce) {
        try {
            JWTClaimsSet claims = tokens.process(SignedJWT.parse(idToken), null);
            if (!OidcJourney.same(nonce, String.valueOf(claims.getClaim("nonce")))) {
                throw new OidcRefusal(Reason.FAILED, "the ID token is for another login (nonce)");
            }
            Object authorized = claims.getClaim("azp");
            boolean forUs = authorized == null
                    ? claims.getAudience().size() == 1
                    : settings.clientId().equals(authorized);
            if (!forUs) {
                throw new OidcRefusal(Reason.FAILED, "the ID token is for another client (azp)");
            }
            Instant now = clock.instant();
            Instant issued = claims.getIssueTime().toInstant();
            if (issued.isAfter(now.plusSeconds(SKEW_SECONDS)) || issued.isBefore(now.minus(OLDEST))) {
                throw new OidcRefusal(Reason.FAILED, "the ID token is of another time (iat)");
            }
            return new Proof(user(claims), secondFactor(claims));
        } catch (KeySourceException e) {
            throw new OidcRefusal(Reason.AWAY, "the provider's keys cannot be read");
        } catch (BadJOSEException | JOSEException e) {
            throw new OidcRefusal(
                    Reason.FAILED, "the ID token is not good: " + e.getClass().getSimpleName());
        } catch (ParseException e) {
            throw new OidcRefusal(Reason.FAILED, "the ID token cannot be read");
        }
    }

    private String user(JWTClaimsSet claims) {
        Object value = claims.getClaim(settings.claim());
        if (!(value instanceof String name) || name.isBlank()) {
            throw new OidcRefusal(Reason.UNKNOWN, "the ID token has no claim " + settings.claim());
        }
        if (settings.claim().equals("email") && !Boolean.TRUE.equals(claims.getClaim("email_verified"))) {
            throw new OidcRefusal(Reason.UNKNOWN, "the provider has not verified the e-mail address");
        }
        return name.strip();
    }

    private boolean secondFactor(JWTClaimsSet claims) {
        if (settings.factors().contains("*")) {
            return true;
        }
        Object methods = claims.getClaim("amr");
        boolean shown = methods instanceof List<?> list && list.stream().anyMatch(settings.factors()::contains);
        return shown
                || claims.getClaim("acr") instanceof String level
                        && settings.factors().contains(level);
    }

    /** Says whether an answer that names who sent it was sent by this provider (RFC 9207). */
    boolean sent(@Nullable String issuer) {
        return issuer == null || issuer.equals(settings.issuer().toString());
    }

    private static String form(Map<String, String> values) {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
