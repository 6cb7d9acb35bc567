package org.gallra.tls;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Stands before everything on the users' port: what comes unencrypted is led to the encrypted address or refused, and browsers are told to
 * come encrypted for a year.
 */
final class SecureFilter implements Filter {

    static final String HSTS = "max-age=31536000";
    private static final Set<String> READS = Set.of("GET", "HEAD");

    private final BooleanSupplier ready;

    SecureFilter(BooleanSupplier ready) {
        this.ready = ready;
    }

    @Override
    public void doFilter(ServletRequest anyRequest, ServletResponse anyResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) anyRequest;
        HttpServletResponse response = (HttpServletResponse) anyResponse;
        if (request.isSecure()) {
            response.setHeader("Strict-Transport-Security", HSTS);
            chain.doFilter(request, response);
            return;
        }
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Connection", "close");
        String host = request.getHeader("Host");
        if (!ready.getAsBoolean()) {
            refuse(
                    response,
                    503,
                    "Service Unavailable",
                    "TLS is set up, but its certificate cannot be used. Why stands in the log of the server.");
        } else if (READS.contains(request.getMethod())
                && !request.getRequestURI().startsWith("/api/")
                && host != null
                && host.matches("[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?|\\[[0-9A-Fa-f:.]{2,45}](:[0-9]{1,5})?")) {
            String query = request.getQueryString();
            response.setStatus(308);
            response.setHeader(
                    "Location", "https://" + host + request.getRequestURI() + (query == null ? "" : "?" + query));
        } else {
            refuse(
                    response,
                    403,
                    "Forbidden",
                    "This port speaks TLS only: use https. What was sent just now went unencrypted; a password or token in it should be"
                            + " replaced.");
        }
    }

    private static void refuse(HttpServletResponse response, int status, String title, String detail)
            throws IOException {
        response.setStatus(status);
        response.setContentType("application/problem+json;charset=utf-8");
        response.getWriter()
                .write("{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + status + ",\"detail\":\""
                        + detail + "\"}");
    }
}
