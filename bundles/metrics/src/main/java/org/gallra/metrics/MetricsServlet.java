package org.gallra.metrics;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /metrics} on the administrators' port, which listens on this machine only; nobody logs in, as for health. */
@Component(
        service = Servlet.class,
        property = {
            "osgi.http.whiteboard.servlet.pattern=/metrics",
            "osgi.http.whiteboard.context.select=(osgi.http.whiteboard.context.name=*)",
            "osgi.http.whiteboard.target=(org.apache.felix.http.name=admin)"
        })
public final class MetricsServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient Meters meters;

    /** Takes the figures. */
    @Activate
    public MetricsServlet(@Reference Meters meters) {
        this.meters = meters;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        meters.write(text); // first all of it: half an answer would be taken for a whole one
        response.setContentType(meters.contentType());
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(text.toByteArray());
    }
}
