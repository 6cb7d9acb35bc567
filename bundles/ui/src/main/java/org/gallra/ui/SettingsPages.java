package org.gallra.ui;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.HashMap;
import java.util.Map;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.ui.UiResource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The pages that bundles add to the menu. */
@Component(service = SettingsPages.class)
@UiResource
@Path("settings")
public final class SettingsPages {

    private final Pages pages;
    private final Parts parts;
    private final AccessControl access;

    /** Takes the parts. */
    @Activate
    public SettingsPages(@Reference Pages pages, @Reference Parts parts, @Reference AccessControl access) {
        this.pages = pages;
        this.parts = parts;
        this.access = access;
    }

    /** Shows a page. */
    @GET
    @Path("{bundle}/{page}")
    public Response page(
            @PathParam("bundle") String bundle,
            @PathParam("page") String page,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        Map<String, String> parameters = new HashMap<>();
        uri.getQueryParameters().forEach((name, values) -> parameters.put(name, values.get(0)));
        Parts.Settings settings = parts.page(bundle, page, Map.copyOf(parameters));
        if (settings == null) {
            throw new GallraException(
                    GallraException.Code.GONE,
                    new Text(
                            "Sidan finns inte (längre): tillägget är borta eller stoppat.",
                            "There is no such page (any more): its bundle is gone or stopped."));
        }
        access.require(settings.permission());
        Shell shell = pages.shell(headers, uri);
        return pages.page(
                200,
                shell,
                "settings",
                "crumbs",
                switch (settings.menu()) {
                    case WORK, ACCOUNT -> "";
                    case SETTINGS -> shell.t("nav.settings");
                    case DATA -> shell.t("nav.settings") + " › " + shell.t("rules.area");
                    case SECURITY -> shell.t("nav.settings") + " › " + shell.t("nav.security");
                },
                "page",
                settings.drawn().apply(shell.context(access.caller())));
    }
}
