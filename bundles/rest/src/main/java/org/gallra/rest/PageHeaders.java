package org.gallra.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MultivaluedMap;

/**
 * Gives every page, of every bundle, the headers that keep foreign scripts, frames and caches out. A document that is no page of
 * the application, such as an extract, may bring its own style if it locks itself in: in a sandbox nothing runs.
 */
final class PageHeaders implements ContainerResponseFilter {

    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none';"
            + " object-src 'none'";

    /** A sandbox that allows nothing, and loads nothing but the style inside. */
    static final String LOCKED_IN = "sandbox; default-src 'none'; style-src 'unsafe-inline'";

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        MultivaluedMap<String, Object> headers = response.getHeaders();
        boolean lockedIn = LOCKED_IN.equals(headers.getFirst("Content-Security-Policy"));
        headers.putSingle("Content-Security-Policy", lockedIn ? LOCKED_IN : POLICY);
        headers.putSingle("X-Content-Type-Options", "nosniff");
        headers.putSingle("Referrer-Policy", "same-origin");
        if (!headers.containsKey("Cache-Control")) {
            headers.putSingle("Cache-Control", "no-store");
        }
    }
}
