package org.gallra.views;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.gallra.api.rest.Input;
import org.gallra.api.rest.Operation;
import org.gallra.api.rest.Preconditions;
import org.gallra.api.view.ListViews;
import org.gallra.api.view.ListViews.Draft;
import org.gallra.api.view.ListViews.Layout;
import org.gallra.api.view.ListViews.View;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** Views and layouts over REST. */
@Component(service = ViewsResource.class)
@JakartarsResource
@Path("views")
@Produces(MediaType.APPLICATION_JSON)
public final class ViewsResource {

    private final ListViews views;

    /** Takes the service. */
    @Activate
    public ViewsResource(@Reference ListViews views) {
        this.views = views;
    }

    /**
     * How a list shall look.
     *
     * @param columns the columns in their order; none for the list's own
     * @param view the view with which the list opens, or null
     */
    public record Wanted(
            @Nullable List<String> columns, @Nullable UUID view) {}

    /** The views of a list. */
    public record Views(List<View> items) {}

    /** Lists views. */
    @GET
    @Operation("Lists your own views of a list, such as contacts, and those that are shared; the own ones first.")
    public Views list(@QueryParam("list") @DefaultValue("contacts") String list) {
        return new Views(views.list(list));
    }

    /** Saves a view. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            value =
                    "Saves filter, order and columns of a list under a name; shared ones are for system administrators.",
            answer = View.class,
            status = 201)
    public Response create(@Nullable Draft draft) {
        View created = views.create(Input.body(draft));
        return Response.created(URI.create("views/" + created.id()))
                .tag(Long.toString(created.version()))
                .entity(created)
                .build();
    }

    /** Returns how a list looks. */
    @GET
    @Path("layout")
    @Operation("Says which columns of a list you see, and with which view it opens.")
    public Layout layout(@QueryParam("list") @DefaultValue("contacts") String list) {
        return views.layout(list);
    }

    /** Says how a list shall look. */
    @PUT
    @Path("layout")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation("Says which columns of a list you see, none for the list's own, and with which view it opens.")
    public Layout lay(@QueryParam("list") @DefaultValue("contacts") String list, @Nullable Wanted layout) {
        Wanted wanted = Input.body(layout);
        views.open(list, wanted.view());
        views.choose(list, Objects.requireNonNullElse(wanted.columns(), List.of()));
        return views.layout(list);
    }

    /** Returns a view. */
    @GET
    @Path("{id}")
    @Operation(value = "Returns a view; the ETag is its version.", answer = View.class)
    public Response get(@PathParam("id") String id) {
        return answer(views.get(parse(id)));
    }

    /** Changes a view. */
    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(value = "Changes a view of your own; shared ones also as a system administrator.", answer = View.class)
    public Response update(
            @PathParam("id") String id, @HeaderParam("If-Match") @Nullable String match, @Nullable Draft draft) {
        return answer(views.update(parse(id), Preconditions.version(match), Input.body(draft)));
    }

    /** Deletes a view. */
    @DELETE
    @Path("{id}")
    public void delete(@PathParam("id") String id, @HeaderParam("If-Match") @Nullable String match) {
        views.delete(parse(id), Preconditions.version(match));
    }

    private static Response answer(View view) {
        return Response.ok(view).tag(Long.toString(view.version())).build();
    }

    private static UUID parse(String id) {
        return Input.id(id, SqlListViews::unknown);
    }
}
