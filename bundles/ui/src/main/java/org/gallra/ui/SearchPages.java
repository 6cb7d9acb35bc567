package org.gallra.ui;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Permission;
import org.gallra.api.ui.Sealed;
import org.gallra.api.ui.UiResource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The search of the top bar: while one types, and as a page. Words travel in bodies or sealed, never readable in an address. */
@Component(service = SearchPages.class)
@UiResource
@Path("search")
public final class SearchPages {

    /** One letter finds half of everybody. */
    static final int SHORTEST = 2;

    private static final int LONGEST = 200;
    private static final int WHILE_TYPING = 6;
    private static final int ON_THE_PAGE = 20;

    /** So long whoever types waits for all groups; later ones come by themselves. */
    private static final Duration PATIENCE = Duration.ofMillis(60);

    /** Longer than any group may take, its first time included. */
    private static final Duration AT_MOST = Duration.ofSeconds(5);

    private final Pages pages;
    private final Searches searches;
    private final AccessControl access;
    private final ExecutorService late = Executors.newCachedThreadPool(run -> {
        Thread thread = new Thread(run, "gallra-search-late");
        thread.setDaemon(true);
        return thread;
    });

    /** Takes the groups. */
    @Activate
    public SearchPages(@Reference Pages pages, @Reference Searches searches, @Reference AccessControl access) {
        this.pages = pages;
        this.searches = searches;
        this.access = access;
    }

    /** Takes the form of the top bar; the words travel on sealed. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response search(@FormParam("text") @DefaultValue("") String text) {
        access.require(Permission.READ);
        String words = words(text);
        return Pages.redirect(words.isEmpty() ? "/ui/search" : "/ui/search?q=" + Sealed.seal(words));
    }

    /** Shows what was found. */
    @GET
    public Response show(
            @QueryParam("q") @DefaultValue("") String token, @Context HttpHeaders headers, @Context UriInfo uri) {
        String words = Objects.requireNonNullElse(Sealed.open(token), "");
        Shell shell = pages.shell(headers, uri);
        return pages.page(200, shell, "search", "words", words, "found", found(words, ON_THE_PAGE, shell));
    }

    /**
     * Answers while somebody types: the groups alone, without a page around, as a stream of events each of which holds all that is there by
     * then. The first one comes after a tenth of a second at the latest, and then one for each group that was late.
     */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Path("hits")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void hits(
            @FormParam("text") @DefaultValue("") String text,
            @Context SseEventSink sink,
            @Context Sse sse,
            @Context HttpServletResponse response,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        Shell shell = pages.shell(headers, uri);
        Searches.Asked asked = ask(words(text), WHILE_TYPING, false, shell);
        response.setHeader("Cache-Control", "no-store");
        asked.await(PATIENCE);
        if (send(asked, shell, sink, sse)) {
            sink.close();
        } else {
            late.execute(() -> {
                do {
                    asked.awaitNext();
                } while (!send(asked, shell, sink, sse) && !sink.isClosed());
                sink.close();
            });
        }
    }

    /** Sends what is there; returns whether that is all. */
    private boolean send(Searches.Asked asked, Shell shell, SseEventSink sink, Sse sse) {
        boolean done = asked.done();
        String hits = pages.text(shell, "searchHits", "found", asked.found(), "late", !done)
                .strip();
        if (!sink.isClosed()) {
            sink.send(sse.newEvent(hits));
        }
        return done;
    }

    /** Ends the threads. */
    @Deactivate
    public void stop() {
        late.shutdown();
    }

    private List<Searches.Found> found(String words, int most, Shell shell) {
        Searches.Asked asked = ask(words, most, true, shell);
        asked.await(AT_MOST);
        return asked.found();
    }

    private Searches.Asked ask(String words, int most, boolean counting, Shell shell) {
        Caller caller = access.require(Permission.READ);
        return words.length() < SHORTEST
                ? Searches.NOTHING
                : searches.ask(words, most, counting, shell.context(caller));
    }

    /** Returns what was typed, as far as it is sought. */
    static String words(String text) {
        String words = text.strip();
        return words.length() <= LONGEST ? words : words.substring(0, LONGEST).strip();
    }
}
