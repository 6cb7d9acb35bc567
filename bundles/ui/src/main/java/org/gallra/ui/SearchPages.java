package org.gallra.ui;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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

    /** So long whoever types waits for all groups; later ones come by themselves. */
    private static final Duration PATIENCE = Duration.ofMillis(80);

    /** Longer than any group may take, its first time included. */
    private static final Duration AT_MOST = Duration.ofSeconds(5);

    private final Pages pages;
    private final Searches searches;
    private final AccessControl access;

    /** Takes the groups. */
    @Activate
    public SearchPages(@Reference Pages pages, @Reference Searches searches, @Reference AccessControl access) {
        this.pages = pages;
        this.searches = searches;
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

    /**
     * Answers while somebody types: the groups alone, without a page around, as a stream of events each of which holds all that is there by
     * then. The first one comes after a tenth of a second at the latest, and then one for each group that was late.
     */
    @POST
    @Path("hits")
    @Produces("text/event-stream")
    public Response hits(
            @FormParam("text") @DefaultValue("") String text, @Context HttpHeaders headers, @Context UriInfo uri) {
        Shell shell = pages.shell(headers, uri);
        Searches.Asked asked = ask(words(text), WHILE_TYPING, shell);
        asked.await(PATIENCE);
        return Response.ok((StreamingOutput) out -> {
                    boolean done;
                    do {
                        done = asked.done();
                        String hits = pages.text(shell, "searchHits", "found", asked.found(), "late", !done);
                        out.write(("data: " + hits.strip().replaceAll("\\R", "\ndata: ") + "\n\n")
                                .getBytes(StandardCharsets.UTF_8));
                        out.flush();
                        asked.awaitNext();
                    } while (!done);
                })
                .type("text/event-stream;charset=utf-8")
                .header("Cache-Control", "no-store")
                .build();
    }

    private List<Searches.Found> found(String words, int most, Shell shell) {
        Searches.Asked asked = ask(words, most, shell);
        asked.await(AT_MOST);
        return asked.found();
    }

    private Searches.Asked ask(String words, int most, Shell shell) {
        Caller caller = access.require(Permission.READ);
        return words.length() < SHORTEST ? Searches.NOTHING : searches.ask(words, most, shell.context(caller));
    }

    private static String words(String text) {
        String words = text.strip();
        return words.length() <= LONGEST ? words : words.substring(0, LONGEST).strip();
    }
}
