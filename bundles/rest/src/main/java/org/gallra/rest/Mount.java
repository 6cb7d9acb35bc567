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
import java.util.function.Consumer;
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

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(Mount.class);
    private static final Problem NOTHING = Problem.of(
            404, new Text("Adressen finns inte. Kontrollera den.", "There is nothing at this address. Check it."));
    private static final Problem TOO_LARGE = Problem.of(
            413, new Text("Texten är för stor: högst 1 MB JSON.", "The body is too large: at most 1 MB of JSON."));

    /** Where one path leads. */
    private record Route(PathPattern path, Generation generation) {}

    final String path;
    private final transient Supplier<@Nullable UiErrorPage> page;
    private final transient Consumer<Mount> ready;
    private final transient ObjectMapper json = JsonMapper.create();
    private final transient Map<Long, Generation> generations = new ConcurrentHashMap<>();
    private final transient Map<PathPattern, Bundle> absent = new ConcurrentHashMap<>();
    private transient volatile List<Route> routes = List.of();

    Mount(String path, Supplier<@Nullable UiErrorPage> page, Consumer<Mount> ready) {
        this.path = path;
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
        if (generation == null && old != null) {
            old.paths.forEach(p -> absent.put(p, bundle));
        }
        List<Route> all = new ArrayList<>();
        generations.values().stream()
                .sorted(java.util.Comparator.comparingLong(g -> g.bundle.getBundleId()))
                .forEach(g -> g.paths.forEach(p -> add(all, p, g)));
        all.sort((a, b) -> PathPattern.COMPARATOR.compare(a.path(), b.path()));
        all.forEach(
                r -> absent.keySet().removeIf(p -> p.getRegex().equals(r.path().getRegex())));
        routes = List.copyOf(all);
        if (old != null) {
            old.retire();
        }
        return old;
    }

    private static void add(List<Route> all, PathPattern path, Generation generation) {
        for (Route other : all) {
            if (other.path().getRegex().equals(path.getRegex())) {
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
        if (tooLarge(request)) {
            drain(request);
            answer(request, response, TOO_LARGE);
            return;
        }
        route(request, response);
        drain(request);
    }

    private void route(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String rest = request.getPathInfo() == null ? "/" : request.getPathInfo();
        if (rest.equals("/openapi.json") && !pages()) {
            describe(request, response);
            return;
        }
        for (Route route : routes) {
            if (route.path().match(rest) != null) {
                serve(route.generation(), request, response);
                return;
            }
        }
        boolean restarting = absent.entrySet().stream()
                .anyMatch(e -> e.getKey().match(rest) != null
                        && (e.getValue().getState() & (Bundle.ACTIVE | Bundle.STARTING)) != 0);
        answer(request, response, restarting ? LEAVING : NOTHING);
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
        } catch (ServletException | RuntimeException e) {
            if (!response.isCommitted()) {
                response.reset();
                answer(request, response, Problem.of(e.getCause() == null ? e : e.getCause()));
            }
        }
    }

    private static boolean tooLarge(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null
                && type.toLowerCase(Locale.ROOT).startsWith("application/json")
                && request.getContentLengthLong() > JsonMapper.MAX_BODY;
    }

    /**
     * Reads what is still coming of a body that nobody wanted: the web server would close the connection instead, under a
     * client that reads the answer or already sends its next request. A client that asked first whether to send it sends none.
     */
    private static void drain(HttpServletRequest request) {
        if (request.getHeader("Expect") != null) {
            return;
        }
        try {
            request.getInputStream().skip(64L * 1024 * 1024);
        } catch (IOException | IllegalStateException e) {
            LOG.debug("A body ended early: {}", e.getClass().getName());
        }
    }

    void answer(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException {
        Locale language = Languages.of(request.getHeader("Accept-Language"));
        response.setStatus(problem.status());
        response.setHeader("Cache-Control", "no-store");
        if (problem.status() == 503) {
            response.setHeader("Retry-After", "2");
        }
        if (pages()) {
            response.setContentType("text/html;charset=utf-8");
            response.getWriter().write(Errors.text(problem, language, page.get()));
        } else {
            response.setContentType("application/problem+json;charset=utf-8");
            response.getWriter().write(json.writeValueAsString(problem.json(language)));
        }
    }
}
