package org.gallra.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import java.util.List;
import org.glassfish.jersey.server.ExtendedUriInfo;
import org.glassfish.jersey.uri.UriTemplate;

/**
 * Notes at the request which template of a path it met, such as {@code /api/v1/contacts/{id}}, for whoever counts requests: the path
 * itself leads to people, the template to none.
 */
final class Routes implements ContainerResponseFilter {

    /** The attribute of the servlet request. */
    static final String ROUTE = "org.gallra.route";

    private final String mount;

    Routes(String mount) {
        this.mount = mount;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getUriInfo() instanceof ExtendedUriInfo uri) {
            List<UriTemplate> innermostFirst = uri.getMatchedTemplates();
            if (!innermostFirst.isEmpty()) {
                StringBuilder route = new StringBuilder(mount);
                for (int i = innermostFirst.size() - 1; i >= 0; i--) {
                    route.append(innermostFirst.get(i).getTemplate());
                }
                request.setProperty(ROUTE, route.toString());
            }
        }
    }
}
