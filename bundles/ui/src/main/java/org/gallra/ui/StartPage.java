package org.gallra.ui;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Permission;
import org.gallra.api.access.UserService;
import org.gallra.api.ui.UiPanel;
import org.gallra.api.ui.UiResource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The first page after a login: what waits for whoever looks, from all bundles that have something. */
@Component(service = StartPage.class)
@UiResource
@Path("start")
public final class StartPage {

    private final Pages pages;
    private final Parts parts;
    private final AccessControl access;
    private final UserService users;
    private final Clock clock = Clock.systemUTC();

    /** Takes the parts. */
    @Activate
    public StartPage(
            @Reference Pages pages,
            @Reference Parts parts,
            @Reference AccessControl access,
            @Reference UserService users) {
        this.pages = pages;
        this.parts = parts;
        this.access = access;
        this.users = users;
    }

    /** Shows the page. */
    @GET
    public Response show(@Context HttpHeaders headers, @Context UriInfo uri) {
        Caller caller = access.require(Permission.READ);
        Shell shell = pages.shell(headers, uri);
        String day = DateTimeFormatter.ofPattern(shell.t("start.day"), shell.language())
                .format(LocalDate.ofInstant(clock.instant(), Shell.ZONE));
        return pages.page(
                200,
                shell,
                "start",
                "day",
                day.substring(0, 1).toUpperCase(shell.language()) + day.substring(1),
                "name",
                name(users.self()),
                "panels",
                parts.panels(shell.context(caller), UiPanel.Slot.START).getOrDefault(UiPanel.Slot.START, List.of()));
    }

    /** Returns the name of a person, or an empty text: who has none is stored with the login name in its place. */
    private static String name(UserService.User user) {
        return user.displayName().equals(user.userName()) ? "" : user.displayName();
    }
}
