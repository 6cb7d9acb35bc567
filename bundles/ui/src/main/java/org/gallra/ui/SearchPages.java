package org.gallra.ui;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Objects;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Permission;
import org.gallra.api.ui.UiResource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The search of the top bar: while one types, and as a page. Words travel in bodies or sealed, never readable in an address. */
@Component(service = SearchPages.class)
@UiResource
@Path("search")
public final class SearchPages {

    /** One letter finds half of everybody. */
    private static final int SHORTEST = 2;

    private static final int LONGEST = 200;
    private static final int WHILE_TYPING = 6;
    private static final int ON_THE_PAGE = 20;

    private final Pages pages;
    private final Parts parts;
    private final AccessControl access;

    /** Takes the parts. */
    @Activate
    public SearchPages(@Reference Pages pages, @Reference Parts parts, @Reference AccessControl access) {
        this.pages = pages;
        this.parts = parts;
        this.access = access;
    }

    /** Takes the form of the top bar; the words travel on sealed. */
    @POST
    public Response search(@FormParam("text") @DefaultValue("") String text) {
        access.require(Permission.READ);
        String words = words(text);
        return Pages.redirect(words.isEmpty() ? "/ui/search" : "/ui/search?q=" + Tokens.seal(words));
    }

    /** Shows what was found. */
    @GET
    public Response show(
            @QueryParam("q") @DefaultValue("") String token, @Context HttpHeaders headers, @Context UriInfo uri) {
        String words = Objects.requireNonNullElse(Tokens.open(token), "");
        Shell shell = pages.shell(headers, uri);
        return pages.page(200, shell, "search", "words", words, "found", found(words, ON_THE_PAGE, shell));
    }

    /** Answers while somebody types: the groups alone, without a page around. */
    @POST
    @Path("hits")
    public Response hits(
            @FormParam("text") @DefaultValue("") String text, @Context HttpHeaders headers, @Context UriInfo uri) {
        Shell shell = pages.shell(headers, uri);
        return pages.page(200, shell, "searchHits", "found", found(words(text), WHILE_TYPING, shell));
    }

    private List<Parts.Found> found(String words, int most, Shell shell) {
        Caller caller = access.require(Permission.READ);
        return words.length() < SHORTEST ? List.of() : parts.find(words, most, shell.context(caller));
    }

    private static String words(String text) {
        String words = text.strip();
        return words.length() <= LONGEST ? words : words.substring(0, LONGEST).strip();
    }
}
