package org.gallra.ui;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardTarget;

/** Sends a visitor of the bare address to the first page; whatever nobody else serves is not there. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/")
@HttpWhiteboardTarget("(org.apache.felix.http.name=main)")
public final class Home extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getRequestURI();
        if (path.equals("/favicon.ico")) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        } else if (path.equals("/") || path.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader("Location", "/ui/start");
        } else {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            response.setContentType("application/problem+json;charset=utf-8");
            response.setHeader("Cache-Control", "no-store");
            response.getWriter()
                    .write(
                            "{\"type\":\"about:blank\",\"title\":\"Not found\",\"status\":404,\"detail\":\"Nothing is served"
                                    + " here. Pages begin with /ui/, the API with /api/v1/.\"}");
        }
    }
}
