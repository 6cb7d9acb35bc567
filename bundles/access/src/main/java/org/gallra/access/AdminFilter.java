package org.gallra.access;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.service.component.annotations.Component;

/**
 * On the administrators' port nothing is served but the web console, which has a login of its own, health and metrics; and no form of
 * another site is taken: the console knows nothing of that.
 */
@Component(
        service = Filter.class,
        property = {
            "osgi.http.whiteboard.filter.pattern=/*",
            "osgi.http.whiteboard.filter.asyncSupported:Boolean=true",
            "osgi.http.whiteboard.context.select=(osgi.http.whiteboard.context.name=*)",
            "osgi.http.whiteboard.target=(org.apache.felix.http.name=admin)",
            "service.ranking:Integer=1000"
        })
public final class AdminFilter implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest asked = (HttpServletRequest) request;
        String path = asked.getRequestURI();
        if (!path.startsWith("/system/") && !path.equals("/metrics")) {
            ((HttpServletResponse) response).setStatus(404);
        } else if (Origins.foreign(asked)) {
            ((HttpServletResponse) response).setStatus(403);
        } else {
            chain.doFilter(request, response);
        }
    }
}
