package org.gallra.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.gallra.api.ui.UiErrorPage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers with a problem what no resource has seen. */
final class Refusal {

    private static final Logger LOG = LoggerFactory.getLogger(Refusal.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private Refusal() {}

    /** Writes a problem as JSON. */
    static void json(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException {
        begin(response, problem);
        response.setContentType("application/problem+json;charset=utf-8");
        response.getWriter().write(JSON.writeValueAsString(problem.json(language(request))));
    }

    /** Writes a problem as a page, within the page that the user interface offers for it if there is one. */
    static void page(
            HttpServletRequest request, HttpServletResponse response, Problem problem, @Nullable UiErrorPage page)
            throws IOException {
        begin(response, problem);
        response.setContentType("text/html;charset=utf-8");
        response.getWriter().write(Errors.text(problem, language(request), page));
    }

    private static void begin(HttpServletResponse response, Problem problem) {
        response.setStatus(problem.status());
        response.setHeader("Cache-Control", "no-store");
        if (problem.status() == 503) {
            response.setHeader("Retry-After", "2");
        }
    }

    private static Locale language(HttpServletRequest request) {
        return Languages.of(request.getHeader("Accept-Language"));
    }

    /**
     * Reads what is still coming of a body that nobody wanted: the web server would close the connection instead, under a
     * client that reads the answer or already sends its next request. A client that asked first whether to send it sends none.
     */
    static void drain(HttpServletRequest request) {
        if (request.getHeader("Expect") != null) {
            return;
        }
        try {
            request.getInputStream().skip(64L * 1024 * 1024);
        } catch (IOException | IllegalStateException e) {
            LOG.debug("A body ended early: {}", e.getClass().getName());
        }
    }
}
