package org.gallra.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.gallra.access.OidcRefusal.Reason;
import org.gallra.api.Text;
import org.gallra.api.access.LoginService.Login;
import org.gallra.api.access.SignIn;
import org.gallra.api.ui.UiResource;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Login by an identity provider: OpenID Connect, authorization code flow with PKCE. */
@Component(
        service = {OidcResource.class, SignIn.class},
        configurationPid = "org.gallra.oidc")
@UiResource
@Path("oidc")
@Produces(MediaType.TEXT_HTML)
public final class OidcResource implements SignIn {

    static final String ADDRESS = "/ui/oidc";
    private static final String COOKIE = "gallra_oidc";
    private static final Logger LOG = LoggerFactory.getLogger(OidcResource.class);
    private static final Duration KNOWN = Duration.ofHours(1);
    private static final Duration AGAIN = Duration.ofSeconds(10);

    private final Logins logins;
    private final Vault vault;
    private final Clock clock;
    private final @Nullable OidcSettings settings;
    private final OidcWire wire = new OidcWire();
    /** So many ask the provider at a time; whoever comes then is told to try again. */
    private final Semaphore asking = new Semaphore(8);

    private @Nullable OidcProvider provider;
    private Instant asked = Instant.EPOCH;

    /** Reads the settings. */
    @Activate
    public OidcResource(OidcSettings.File file, @Reference Logins logins, @Reference SecondFactors factors) {
        this(read(file), logins, factors.vault(), Clock.systemUTC());
    }

    OidcResource(@Nullable OidcSettings settings, Logins logins, Vault vault, Clock clock) {
        this.settings = settings;
        this.logins = logins;
        this.vault = vault;
        this.clock = clock;
    }

    private static @Nullable OidcSettings read(OidcSettings.File file) {
        if (file.issuer().isBlank()) {
            return null;
        }
        try {
            return OidcSettings.of(file);
        } catch (IllegalArgumentException e) {
            LOG.error("Nobody can log in by the identity provider (etc/org.gallra.oidc.cfg): {}", e.getMessage());
            return null;
        }
    }

    @Override
    public Optional<Text> label() {
        return Optional.ofNullable(settings)
                .map(known -> known.label().isEmpty()
                        ? new Text("Logga in med företagets inloggning", "Log in with your organization's login")
                        : new Text("Logga in med " + known.label(), "Log in with " + known.label()));
    }

    @Override
    public String address() {
        return ADDRESS + "/start";
    }

    @Override
    public Optional<Text> refusal(String code) {
        return Arrays.stream(Reason.values())
                .filter(reason -> code(reason).equals(code))
                .map(Reason::words)
                .findFirst();
    }

    /** Sends the browser to the provider. */
    @GET
    @Path("start")
    public Response start(@QueryParam("next") @Nullable String next, @Context HttpServletRequest request) {
        return asking(request, () -> {
            OidcJourney journey = OidcJourney.begin(next, clock.instant());
            String to = provider().begin(journey);
            return redirect(to)
                    .cookie(cookie(journey.seal(vault), (int) OidcJourney.LONGEST.toSeconds(), request))
                    .build();
        });
    }

    /** Takes the browser back, checks what it brings, and starts the login. */
    @GET
    @Path("callback")
    public Response callback(
            @QueryParam("code") @Nullable String code,
            @QueryParam("state") @Nullable String state,
            @QueryParam("iss") @Nullable String issuer,
            @CookieParam(COOKIE) @Nullable String brought,
            @Context HttpServletRequest request) {
        return asking(request, () -> {
            OidcJourney journey = OidcJourney.open(vault, brought, clock.instant());
            if (journey == null || state == null || !OidcJourney.same(journey.state(), state)) {
                throw new OidcRefusal(Reason.FAILED, "this browser did not begin it (state)");
            }
            if (code == null || code.isEmpty() || code.length() > 4000) {
                throw new OidcRefusal(Reason.FAILED, "the provider sent no code");
            }
            OidcProvider known = provider();
            if (!known.sent(issuer)) {
                throw new OidcRefusal(Reason.FAILED, "another provider answered (iss)");
            }
            Login login = logins.loginBy(
                    known.end(code, journey),
                    settings != null && settings.claim().equals("email"));
            return Response.ok(onwards(journey.next(), request))
                    .header("Cache-Control", "no-store")
                    .cookie(cookie("", 0, request), SessionResource.cookie(login.token(), request.isSecure(), -1))
                    .build();
        });
    }

    private Response asking(HttpServletRequest request, Supplier<Response> work) {
        boolean free = asking.tryAcquire();
        try {
            if (!free) {
                throw new OidcRefusal(Reason.AWAY, "too many ask the provider at a time");
            }
            return work.get();
        } catch (OidcRefusal e) {
            return refused(e, request);
        } finally {
            if (free) {
                asking.release();
            }
        }
    }

    /** Returns what the provider says of itself, at most an hour old; one that is away is asked again after some seconds only. */
    private OidcProvider provider() {
        OidcSettings known = settings;
        if (known == null) {
            throw new OidcRefusal(Reason.AWAY, "no provider is set up");
        }
        synchronized (wire) {
            OidcProvider last = provider;
            boolean fresh = asked.plus(last == null ? AGAIN : KNOWN).isAfter(clock.instant());
            if (fresh && last == null) {
                throw new OidcRefusal(Reason.AWAY, "the provider did not answer a moment ago");
            }
            if (!fresh || last == null) {
                asked = clock.instant();
                provider = null;
                last = OidcProvider.discover(known, wire, clock);
                provider = last;
            }
            return last;
        }
    }

    private static Response refused(OidcRefusal refusal, HttpServletRequest request) {
        LOG.warn("A login by the identity provider failed: {}", refusal.getMessage());
        return redirect("/ui/login?refused=" + code(refusal.reason()))
                .cookie(cookie("", 0, request))
                .build();
    }

    private static String code(Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    /**
     * A page of our own that leads on by itself: after a redirect from the provider a browser would not send along the cookie of the
     * login, which is for requests from our own pages only.
     */
    private static String onwards(String next, HttpServletRequest request) {
        String language = request.getHeader("Accept-Language");
        boolean swedish = language == null || !language.regionMatches(true, 0, "en", 0, 2);
        return "<!doctype html><html lang=\"" + (swedish ? "sv" : "en")
                + "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
                + "<meta http-equiv=\"refresh\" content=\"0; url=" + next
                + "\"><title>Gallra</title></head><body><main><p><a href=\""
                + next + "\">"
                + (swedish ? "Du är inloggad. Fortsätt till Gallra." : "You are logged in. Continue to Gallra.")
                + "</a></p></main></body></html>";
    }

    private static Response.ResponseBuilder redirect(String to) {
        return Response.status(303).header("Location", to).header("Cache-Control", "no-store");
    }

    /** Lax, not Strict: the browser comes back from the provider's site. Nothing can be done with it but to end what was begun. */
    private static NewCookie cookie(String value, int maxAge, HttpServletRequest request) {
        return new NewCookie.Builder(COOKIE)
                .value(value)
                .path(ADDRESS)
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite(NewCookie.SameSite.LAX)
                .maxAge(maxAge)
                .build();
    }
}
