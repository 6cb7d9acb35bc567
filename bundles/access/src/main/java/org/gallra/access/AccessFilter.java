package org.gallra.access;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import org.gallra.api.Text;
import org.gallra.api.access.LoginService.Login;
import org.gallra.api.ledger.LedgerGate;
import org.gallra.api.persistence.Outage;
import org.gallra.api.persistence.StorageException;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Stands before everything on the users' port and lets nobody in without a login, but to what is listed here. */
@Component(
        service = Filter.class,
        property = {
            "osgi.http.whiteboard.filter.pattern=/*",
            "osgi.http.whiteboard.filter.asyncSupported:Boolean=true",
            "osgi.http.whiteboard.filter.dispatcher=REQUEST",
            "osgi.http.whiteboard.context.select=(osgi.http.whiteboard.context.name=*)",
            "osgi.http.whiteboard.target=(org.apache.felix.http.name=main)",
            "service.ranking:Integer=1000"
        })
public final class AccessFilter implements Filter {

    static final String COOKIE = "gallra_session";
    /** The attribute by which resources know that a request came by here: without it nothing is served, should this filter be away. */
    private static final String PASSED = "org.gallra.passed";

    private static final Set<String> OPEN = Set.of(
            "/",
            "/favicon.ico",
            "/api/v1/session",
            "/api/v1/openapi.json",
            "/ui/login",
            "/ui/oidc/start",
            "/ui/oidc/callback");
    private static final Set<String> WITH_SECRET =
            Set.of("/api/v1/users/self", "/api/v1/users/self/password", "/ui/password", "/ui/logout");
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    private final Logins logins;
    private final Callers callers;

    /** Optional, so that this filter stands before everything while there is none: then nobody is let in. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable LedgerGate gate;

    /** Whether the gate was open once: a bundle that is replaced meanwhile keeps nobody out. */
    private volatile boolean compared;

    /** Takes the logins. */
    @Activate
    public AccessFilter(@Reference Logins logins, @Reference Callers callers) {
        this.logins = logins;
        this.callers = callers;
    }

    @Override
    public void doFilter(ServletRequest anyRequest, ServletResponse anyResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) anyRequest;
        HttpServletResponse response = (HttpServletResponse) anyResponse;
        if (request.getDispatcherType() != DispatcherType.REQUEST) {
            chain.doFilter(request, response);
            return;
        }
        Text waiting = waiting();
        if (waiting != null) {
            response.setHeader("Retry-After", "5");
            refuse(request, response, 503, waiting);
            return;
        }
        String path = request.getRequestURI();
        boolean open = OPEN.contains(path) || path.startsWith("/ui/a/");
        String bearer = bearer(request);
        String cookie = bearer == null ? cookie(request) : null;
        String token = bearer == null ? cookie : bearer;
        if (bearer == null && Origins.foreign(request)) {
            refuse(request, response, 403, FOREIGN);
            return;
        }
        Optional<Admission> login;
        try {
            login = token == null ? Optional.empty() : logins.look(token);
        } catch (StorageException e) {
            refuse(request, response, 503, Outage.of(e).orElse(Outage.AWAY).text());
            return;
        }
        if (login.isEmpty()) {
            if (open) {
                pass(request, response, chain);
            } else {
                unknown(request, response, path, token != null);
            }
            return;
        }
        Admission admission = login.get();
        Login known = admission.login();
        if (cookie != null && !csrf(request, path, known)) {
            refuse(request, response, 403, NO_TOKEN);
        } else if (administrators(request)) {
            refuse(request, response, 404, ELSEWHERE);
        } else if (known.mustChangePassword() && !open && !WITH_SECRET.contains(path)) {
            mustChange(request, response, path);
        } else if (admission.token() != null && !path.startsWith("/api/v1/")) {
            refuse(request, response, 403, PROGRAM);
        } else if (admission.mustEnrol() && !open && !enrolling(path)) {
            mustEnrol(request, response, path);
        } else {
            serve(request, response, chain, admission);
        }
    }

    /** Returns what everybody waits for; null if the database holds nobody who was erased before. */
    private @Nullable Text waiting() {
        LedgerGate now = gate;
        if (now == null) {
            return compared ? null : STARTING;
        }
        Text waiting = now.waiting().orElse(null);
        compared |= waiting == null;
        return waiting;
    }

    private void serve(HttpServletRequest request, HttpServletResponse response, FilterChain chain, Admission login)
            throws IOException, ServletException {
        callers.enter(login);
        try {
            pass(request, response, chain);
        } finally {
            callers.leave();
        }
        if (response.getStatus() == 403) {
            logins.refused(
                    login.login().caller().userName(), request.getMethod() + ":" + area(request.getRequestURI()));
        }
    }

    /** Returns what a path is about, without what it names: its first part below the API, or that of the pages. */
    static String area(String path) {
        String rest = path.startsWith("/api/v1/") ? path.substring(8) : path.substring(Math.min(1, path.length()));
        String first = rest.replaceFirst("/.*", "");
        return first.matches("[a-z][a-z-]{0,39}") ? first : "other";
    }

    private void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        callers.at(Door.of(request));
        request.setAttribute(PASSED, true);
        try {
            chain.doFilter(request, response);
        } catch (ServletException e) {
            if (e.getCause() != null || response.isCommitted()) {
                throw e;
            }
            // what serves ours answers every failure itself: it went between the choice of the way and now
            response.reset();
            response.setHeader("Retry-After", "5");
            refuse(request, response, 503, STARTING);
        } finally {
            callers.at(null);
        }
    }

    /** Says whether somebody is about to switch on a second factor, or to leave. */
    private static boolean enrolling(String path) {
        return WITH_SECRET.contains(path)
                || path.startsWith("/api/v1/users/self/second-factor")
                || path.equals(AccountPage.ADDRESS)
                || path.startsWith("/ui/x/org.gallra.access/");
    }

    private static void mustEnrol(HttpServletRequest request, HttpServletResponse response, String path)
            throws IOException {
        if (path.startsWith("/ui")) {
            redirect(request, response, AccountPage.ADDRESS);
        } else {
            refuse(request, response, 403, ENROL);
        }
    }

    /** Says whether somebody asks for what is for the other port; some of it registers itself on both. */
    private static boolean administrators(HttpServletRequest request) {
        String served = request.getServletPath();
        return request.getRequestURI().startsWith("/system") || served != null && served.startsWith("/system");
    }

    /** A change that comes with a cookie proves that it comes from our own page: by header here, by form field later. */
    private static boolean csrf(HttpServletRequest request, String path, Login login) {
        if (READS.contains(request.getMethod())) {
            return true;
        }
        String header = request.getHeader("X-Gallra-Csrf");
        return header == null
                ? path.startsWith("/ui/")
                : MessageDigest.isEqual(
                        header.getBytes(StandardCharsets.UTF_8), login.csrf().getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable String bearer(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        return header != null && header.regionMatches(true, 0, "Bearer ", 0, 7)
                ? header.substring(7).strip()
                : null;
    }

    private static @Nullable String cookie(HttpServletRequest request) {
        if (request.getCookies() != null) {
            for (Cookie cookie : request.getCookies()) {
                if (cookie.getName().equals(COOKIE)) {
                    return cookie.getValue();
                }
            }
        }
        return null;
    }

    private static void unknown(HttpServletRequest request, HttpServletResponse response, String path, boolean token)
            throws IOException {
        if (path.startsWith("/ui") && request.getMethod().equals("GET")) {
            String next = path.matches("/ui/[A-Za-z0-9/_-]*") ? path : "/ui/";
            redirect(request, response, "/ui/login?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8));
        } else if (path.startsWith("/ui")) {
            redirect(request, response, "/ui/login");
        } else {
            response.setHeader("WWW-Authenticate", "Bearer");
            refuse(request, response, 401, token ? ENDED : NONE);
        }
    }

    private static void mustChange(HttpServletRequest request, HttpServletResponse response, String path)
            throws IOException {
        if (path.startsWith("/ui")) {
            redirect(request, response, "/ui/password");
        } else {
            refuse(request, response, 403, CHANGE);
        }
    }

    private static void redirect(HttpServletRequest request, HttpServletResponse response, String to) {
        response.setHeader("Cache-Control", "no-store");
        if (request.getHeader("HX-Request") != null) {
            response.setHeader("HX-Redirect", to);
            response.setStatus(204);
        } else {
            response.setHeader("Location", to);
            response.setStatus(303);
        }
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response, int status, Text detail)
            throws IOException {
        drain(request);
        String language = request.getHeader("Accept-Language");
        boolean swedish = language != null && language.regionMatches(true, 0, "sv", 0, 2);
        String title = status == 401
                ? "Unauthorized"
                : status == 403 ? "Forbidden" : status == 404 ? "Not Found" : "Service Unavailable";
        response.setStatus(status);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (status == 503 && !request.getRequestURI().startsWith("/api/")) {
            page(response, swedish, detail);
            return;
        }
        response.setContentType("application/problem+json;charset=utf-8");
        response.getWriter()
                .write("{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + status + ",\"detail\":\""
                        + (swedish ? detail.sv() : detail.en())
                                .replace("\\", "\\\\")
                                .replace("\"", "\\\"") + "\"}");
    }

    /** A page of its own: those who make pages may not be asked yet, and it looks again by itself. */
    private static void page(HttpServletResponse response, boolean swedish, Text detail) throws IOException {
        response.setContentType("text/html;charset=utf-8");
        response.setHeader("Content-Security-Policy", "default-src 'none'");
        response.setHeader("Refresh", "5");
        String title = swedish ? "Gallra är inte redo ännu" : "Gallra is not ready yet";
        response.getWriter()
                .write("<!doctype html><html lang=\"" + (swedish ? "sv" : "en")
                        + "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>"
                        + title + "</title></head><body><main><h1>" + title + "</h1><p>"
                        + escaped(swedish ? detail.sv() : detail.en()) + "</p></main></body></html>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Reads what is still coming, so that the client gets to read the answer. */
    private static void drain(HttpServletRequest request) throws IOException {
        if (!READS.contains(request.getMethod())) {
            request.getInputStream().skip(64L * 1024 * 1024);
        }
    }

    private static final Text NONE = new Text(
            "Logga in först: POST /api/v1/session.", "Log in first: POST /api/v1/session with userName and password.");
    private static final Text ENDED = new Text(
            "Inloggningen är okänd, avslutad eller för gammal. Logga in igen.",
            "The login is unknown, ended or expired. Log in again.");
    private static final Text FOREIGN = new Text(
            "Ändringar tas bara emot från Gallras egna sidor.", "Changes are taken from Gallra's own pages only.");
    private static final Text NO_TOKEN = new Text(
            "Skicka huvudet X-Gallra-Csrf, eller använd Authorization: Bearer.",
            "Send the header X-Gallra-Csrf, or use Authorization: Bearer.");
    private static final Text CHANGE = new Text(
            "Byt först engångslösenordet: PUT /api/v1/users/self/password.",
            "First replace the one-time password: PUT /api/v1/users/self/password.");
    private static final Text ENROL = new Text(
            "Slå först på tvåfaktorsinloggning: POST /api/v1/users/self/second-factor med password, sedan PUT med code.",
            "First switch on two-factor login: POST /api/v1/users/self/second-factor with password, then PUT with code.");
    private static final Text PROGRAM = new Text(
            "En nyckel för program gäller bara under /api/v1.", "A token for integrations is good below /api/v1 only.");
    private static final Text ELSEWHERE = new Text(
            "Webbkonsolen och hälsokontrollen finns på administratörernas port.",
            "The web console and the health checks are on the administrators' port.");
    private static final Text STARTING = new Text(
            "Gallra startar: databasen jämförs med raderingsloggen. Försök igen om en stund.",
            "Gallra is starting: the database is being compared with the ledger. Try again in a moment.");
}
