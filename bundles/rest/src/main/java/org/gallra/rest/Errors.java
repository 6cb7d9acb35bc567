package org.gallra.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.gallra.api.GallraException;
import org.gallra.api.ui.UiErrorPage;
import org.glassfish.jersey.server.ExtendedUriInfo;
import org.jspecify.annotations.Nullable;

/** Answers every exception of a resource: JSON below the API, a page below the UI. */
final class Errors implements ExceptionMapper<Throwable> {

    /** The head of an answer that names the fields that are wrong. */
    private static final String FIELDS = "Gallra-Fields";

    /** The cookie of the pages in which the chosen language stands. */
    private static final String CHOSEN = "gallra_lang";

    private final boolean pages;
    private final Supplier<@Nullable UiErrorPage> page;
    private final Generation.State state;

    @Context
    @Nullable
    HttpHeaders headers;

    @Context
    @Nullable
    ExtendedUriInfo uri;

    @Context
    @Nullable
    HttpServletRequest request;

    Errors(boolean pages, Supplier<@Nullable UiErrorPage> page, Generation.State state) {
        this.pages = pages;
        this.page = page;
        this.state = state;
    }

    @Override
    public Response toResponse(Throwable thrown) {
        if (thrown instanceof jakarta.ws.rs.RedirectionException redirect) {
            return redirect.getResponse();
        }
        Problem problem = state.left() ? Mount.LEAVING : Problem.of(thrown);
        boolean nobody = noneTook(thrown);
        if ((problem.status() == 404 || nobody) && away(nobody)) {
            problem = Mount.LEAVING;
        }
        Locale language = language();
        return pages ? html(problem, language, page.get()) : problem.response(language);
    }

    /** Says whether no method of the resources that are there took the request. */
    private boolean noneTook(Throwable thrown) {
        return thrown instanceof ClientErrorException && uri != null && uri.getMatchedResourceMethod() == null;
    }

    /**
     * Says whether one of the resources that share this path is away for a moment. Another one may have taken the request for its own: "new" for
     * somebody's number.
     */
    private boolean away(boolean nobody) {
        return request != null && request.getAttribute(Mount.AWAY) instanceof Mount.Away away && away.test(nobody);
    }

    /** Pages are in the language that the user chose, answers in that which the client asks for. */
    private Locale language() {
        if (headers == null) {
            return Languages.of(null);
        }
        Cookie chosen = pages ? headers.getCookies().get(CHOSEN) : null;
        return Languages.of(chosen == null ? headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE) : chosen.getValue());
    }

    static Response html(Problem problem, Locale language, @Nullable UiErrorPage page) {
        return Response.status(problem.status())
                .type("text/html;charset=utf-8")
                .header("Cache-Control", "no-store")
                .header(FIELDS, fields(problem))
                .entity(text(problem, language, page))
                .build();
    }

    /** Returns the names of the fields that are wrong, or null: a form that was sent by script marks them. */
    private static @Nullable String fields(Problem problem) {
        String names = problem.violations().stream()
                .map(GallraException.Violation::field)
                .filter(field -> field.matches("[A-Za-z0-9_.-]{1,60}"))
                .distinct()
                .limit(20)
                .collect(Collectors.joining(" "));
        return names.isEmpty() ? null : names;
    }

    static String text(Problem problem, Locale language, @Nullable UiErrorPage page) {
        if (page != null) {
            StringBuilder detail = new StringBuilder(problem.detail().in(language));
            problem.differences().forEach(d -> detail.append(' ').append(d.in(language)));
            problem.violations().stream()
                    .map(v -> v.text().in(language))
                    .filter(text -> !text.contentEquals(detail))
                    .distinct()
                    .forEach(text -> detail.append(' ').append(text));
            return page.render(
                    problem.status(),
                    problem.title(),
                    org.gallra.api.Text.same(detail.toString()),
                    problem.incident(),
                    language);
        }
        return "<!doctype html><html lang=\"" + language.getLanguage() + "\"><title>"
                + problem.title().in(language) + "</title><h1>"
                + problem.title().in(language) + "</h1><p>"
                + problem.detail().in(language) + "</p><p>" + problem.incident()
                + "</p><p><a href=\"/ui/\">Gallra</a></p></html>";
    }
}
