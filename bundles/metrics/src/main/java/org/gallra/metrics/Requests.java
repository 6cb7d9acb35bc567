package org.gallra.metrics;

import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Requests with their durations. The labels have few values: a method that HTTP knows, the template of the path as a bundle declares it,
 * and the class of the status. What somebody typed into an address is never one.
 */
final class Requests {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS");
    private static final String OTHER = "other";
    private static final double NANOS = 1e9;

    private final Histogram durations;

    Requests(PrometheusRegistry registry) {
        durations = Histogram.builder()
                .name("gallra_http_request_duration_seconds")
                .help("Requests on the users' port by template of the path and class of the status")
                .labelNames("method", "route", "status")
                .classicOnly()
                .classicUpperBounds(0.005, 0.02, 0.1, 0.5, 2, 10)
                .register(registry);
    }

    /**
     * Counts one request.
     *
     * @param route the template that it met, or null if it met none
     */
    void count(String method, @Nullable String route, int status, long nanos) {
        durations
                .labelValues(
                        METHODS.contains(method) ? method : OTHER,
                        route == null ? OTHER : route,
                        status >= 100 && status < 600 ? status / 100 + "xx" : OTHER)
                .observe(nanos / NANOS);
    }
}
