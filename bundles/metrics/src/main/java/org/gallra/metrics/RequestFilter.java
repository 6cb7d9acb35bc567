package org.gallra.metrics;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Measures each request on the users' port, those included that the login refuses. It lets everything through: who may pass is for the
 * filter behind it.
 */
@Component(
        service = Filter.class,
        property = {
            "osgi.http.whiteboard.filter.pattern=/*",
            "osgi.http.whiteboard.filter.asyncSupported:Boolean=true",
            "osgi.http.whiteboard.filter.dispatcher=REQUEST",
            "osgi.http.whiteboard.context.select=(osgi.http.whiteboard.context.name=*)",
            "osgi.http.whiteboard.target=(org.apache.felix.http.name=main)",
            "service.ranking:Integer=2000"
        })
public final class RequestFilter implements Filter {

    /** The attribute by which the host of resources says which template a request met. */
    static final String ROUTE = "org.gallra.route";

    private final Requests requests;

    /** Takes the figures. */
    @Activate
    public RequestFilter(@Reference Meters meters) {
        this.requests = meters.requests();
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getDispatcherType() != DispatcherType.REQUEST) {
            chain.doFilter(request, response);
            return;
        }
        long begun = System.nanoTime();
        boolean done = false;
        try {
            chain.doFilter(request, response);
            done = true;
        } finally {
            if (done && request.isAsyncStarted()) {
                request.getAsyncContext().addListener(new End(request, response, begun));
            } else {
                count(request, done ? ((HttpServletResponse) response).getStatus() : 500, begun);
            }
        }
    }

    private void count(ServletRequest request, int status, long begun) {
        Object route = request.getAttribute(ROUTE);
        requests.count(
                ((HttpServletRequest) request).getMethod(),
                route instanceof String template ? template : null,
                status,
                System.nanoTime() - begun);
    }

    /** A request that is answered by another thread. */
    private final class End implements AsyncListener {

        private final ServletRequest request;
        private final ServletResponse response;
        private final long begun;

        End(ServletRequest request, ServletResponse response, long begun) {
            this.request = request;
            this.response = response;
            this.begun = begun;
        }

        @Override
        public void onComplete(AsyncEvent event) {
            count(request, ((HttpServletResponse) response).getStatus(), begun);
        }

        @Override
        public void onTimeout(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
