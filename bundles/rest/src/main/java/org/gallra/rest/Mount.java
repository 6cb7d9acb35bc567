package org.gallra.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.gallra.api.Text;
import org.gallra.api.ui.UiErrorPage;
import org.glassfish.jersey.uri.PathPattern;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One path below which resources are served; hands each request to the bundle whose root path fits best. */
final class Mount extends HttpServlet {

    static final Problem LEAVING = Problem.of(
            503,
            new Text(
                    "Den här delen startas om eller tas bort just nu. Försök igen om en stund.",
                    "This part is being restarted or removed right now. Try again in a moment."));

    /** The attribute by which the filter that knows logins says that a request came by it. Nothing is served to others. */
    private static final String PASSED = "org.gallra.passed";

    /** The attribute by which a request knows whether what it does not find is away for a moment: an {@link Away}. */
    static final String AWAY = "org.gallra.away";

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(Mount.class);
    private static final Problem NOTHING = Problem.of(
            404, new Text("Adressen finns inte. Kontrollera den.", "There is nothing at this address. Check it."));
    private static final Problem TOO_LARGE = Problem.of(
            413, new Text("Texten är för stor: högst 1 MB JSON.", "The body is too large: at most 1 MB of JSON."));

    /** Says whether what a request looks for may come, or come back, in a moment; the argument: nobody took it at all. */
    interface Away extends Predicate<Boolean> {}

    /** Where one path leads. */
    private record Route(PathPattern path, Generation generation) {}

    final String path;
    private final transient Supplier<@Nullable UiErrorPage> page;
    private final transient Consumer<Mount> ready;
    private final transient ObjectMapper json = JsonMapper.create();
    private final transient Map<Long, Generation> generations = new ConcurrentHashMap<>();
    private final transient Absent absent;
    private final transient Predicate<Bundle> unfinished;
    private final transient BooleanSupplier starting;
    private transient volatile List<Route> routes = List.of();

    Mount(
            String path,
            Absent absent,
            Predicate<Bundle> unfinished,
            BooleanSupplier starting,
            Supplier<@Nullable UiErrorPage> page,
            Consumer<Mount> ready) {
        this.path = path;
        this.absent = absent;
        this.unfinished = unfinished;
        this.starting = starting;
        this.page = page;
        this.ready = ready;
    }

    /** The container is there, or there again: applications need its context. */
    @Override
    public void init() {
        ready.accept(this);
    }

    boolean pages() {
        return path.equals("/ui");
    }

    /** Replaces a bundle's application; the old one ends with its last request. Null takes the bundle away. */
    synchronized @Nullable Generation replace(Bundle bundle, @Nullable Generation generation) {
        Generation old = generation == null
                ? generations.remove(bundle.getBundleId())
                : generations.put(bundle.getBundleId(), generation);
        if (old != null) {
            absent.left(path, old.parts, bundle);
        }
        List<Route> all = new ArrayList<>();
        generations.values().stream()
                .sorted(java.util.Comparator.comparingLong(g -> g.bundle.getBundleId()))
                .forEach(g -> g.parts.forEach(part -> add(all, part.path(), g)));
        all.sort((a, b) -> PathPattern.COMPARATOR.compare(a.path(), b.path()));
        routes = List.copyOf(all);
        if (generation != null) {
            absent.back(path, generation.parts);
        }
        if (old != null) {
            old.retire();
        }
        return old;
    }

    /** Remembers what is served for the time until it is again: the host goes. */
    void leave() {
        generations.values().forEach(generation -> absent.left(path, generation.parts, generation.bundle));
    }

    /** Adds a path unless it is taken. Several resources of one bundle may share theirs: Jersey puts them together. */
    private static void add(List<Route> all, PathPattern path, Generation generation) {
        for (Route other : all) {
            if (other.path().getRegex().equals(path.getRegex())) {
                if (other.generation() == generation) {
                    return;
                }
                LOG.error(
                        "The path {} of {} is taken by {}; it is not served",
                        path.getTemplate().getTemplate(),
                        generation.bundle.getSymbolicName(),
                        other.generation().bundle.getSymbolicName());
                return;
            }
        }
        all.add(new Route(path, generation));
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        if (request.getAttribute(PASSED) == null) {
            Refusal.drain(request);
            answer(request, response, Closed.STARTING);
            return;
        }
        if (tooLarge(request)) {
            Refusal.drain(request);
            answer(request, response, TOO_LARGE);
            return;
        }
        route(request, response);
        Refusal.drain(request);
    }

    private void route(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String rest = request.getPathInfo() == null ? "/" : request.getPathInfo();
        if (rest.equals("/openapi.json") && !pages()) {
            describe(request, response);
            return;
        }
        List<Route> now = routes;
        Away away = nobody -> absent.comesBack(path, rest, null, unfinished)
                || routes != now // what is served may change while somebody asks
                || (nobody && starting.getAsBoolean());
        for (Route route : now) {
            if (route.path().match(rest) != null) {
                if (absent.comesBack(path, rest, route.path(), unfinished)) {
                    answer(request, response, LEAVING);
                } else {
                    request.setAttribute(AWAY, away);
                    serve(route.generation(), request, response);
                }
                return;
            }
        }
        answer(request, response, away.test(true) ? LEAVING : NOTHING);
    }

    private void describe(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            answer(request, response, Problem.of(405, new Text("Bara GET.", "GET only.")));
            return;
        }
        response.setContentType("application/json;charset=utf-8");
        response.setHeader("Cache-Control", "no-cache");
        response.getWriter()
                .write(OpenApi.describe(json, List.copyOf(generations.values())).toPrettyString());
    }

    private void serve(Generation generation, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try {
            generation.serve(request, response);
            if (!request.isAsyncStarted() && refusedInSilence(response)) {
                answer(request, response, Problem.ofServer(response.getStatus()));
            }
        } catch (ServletException | RuntimeException e) {
            if (!response.isCommitted()) {
                response.reset();
                answer(request, response, Problem.of(e.getCause() == null ? e : e.getCause()));
            }
        }
    }

    /** Jersey says nothing of heads that it cannot read, such as {@code Accept}. */
    private static boolean refusedInSilence(HttpServletResponse response) {
        return !response.isCommitted() && response.getStatus() >= 400 && response.getContentType() == null;
    }

    private static boolean tooLarge(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null
                && type.toLowerCase(Locale.ROOT).startsWith("application/json")
                && request.getContentLengthLong() > JsonMapper.MAX_BODY;
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException {
        if (pages()) {
            Refusal.page(request, response, problem, page.get());
        } else {
            Refusal.json(request, response, problem);
        }
    }
}
