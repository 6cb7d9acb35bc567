package org.gallra.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/** Where a request that changes something comes from: a browser sends cookies and passwords with whatever another site makes it send. */
final class Origins {

    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    private Origins() {}

    /** Tells whether a page of another site sends it. Programs, which say nothing of that, send what they are told to. */
    static boolean foreign(HttpServletRequest request) {
        if (READS.contains(request.getMethod())) {
            return false;
        }
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        String origin = request.getHeader("Origin");
        return origin != null && !origin.replaceFirst("^https?://", "").equals(request.getHeader("Host"));
    }
}
