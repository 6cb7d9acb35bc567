package org.gallra.rest;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.gallra.api.Text;
import org.osgi.service.component.annotations.Component;

/**
 * Stands where the mounts stand while they are away, at a start and while the data source is exchanged: whoever asks then is told to ask
 * again, and not that there is nothing. Needs nothing itself.
 */
@Component(
        service = Servlet.class,
        property = {
            "osgi.http.whiteboard.servlet.pattern=/api/v1/*",
            "osgi.http.whiteboard.servlet.pattern=/ui/*",
            "osgi.http.whiteboard.servlet.name=gallra.closed",
            "osgi.http.whiteboard.target=(org.apache.felix.http.name=main)",
            "service.ranking:Integer=-1000"
        })
public final class Closed extends HttpServlet {

    /** What is answered while nobody can be let in. */
    static final Problem STARTING = Problem.of(
            503,
            new Text(
                    "Gallra startar eller byter databas. Försök igen om en stund.",
                    "Gallra is starting or changing its database. Try again in a moment."));

    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("X-Content-Type-Options", "nosniff");
        Refusal.drain(request);
        if (request.getRequestURI().startsWith("/ui")) {
            response.setHeader("Content-Security-Policy", "default-src 'none'");
            response.setHeader("Refresh", "5");
            Refusal.page(request, response, STARTING, null);
        } else {
            Refusal.json(request, response, STARTING);
        }
    }
}
