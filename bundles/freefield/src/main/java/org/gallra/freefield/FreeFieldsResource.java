package org.gallra.freefield;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import java.util.UUID;
import org.gallra.api.Text;
import org.gallra.api.freefield.FreeField;
import org.gallra.api.freefield.FreeFieldOwner;
import org.gallra.api.rest.Input;
import org.gallra.api.rest.Operation;
import org.gallra.api.rest.Preconditions;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** Definitions of free fields over REST; values travel with their records. */
@Component(service = FreeFieldsResource.class)
@JakartarsResource
@Path("free-fields")
@Produces(MediaType.APPLICATION_JSON)
public final class FreeFieldsResource {

    private final FieldService fields;
    private final Owners owners;

    /** Takes the services. */
    @Activate
    public FreeFieldsResource(@Reference FieldService fields, @Reference Owners owners) {
        this.fields = fields;
        this.owners = owners;
    }

    /**
     * A type of record that takes free fields.
     *
     * @param id its id
     * @param label its name in the plural
     * @param standard the fields of its own that can be made mandatory
     */
    public record Owner(String id, Text label, List<Standard> standard) {}

    /**
     * A field that a type of record has anyway.
     *
     * @param name its name in JSON
     * @param label the name shown to people
     * @param mandatory whether a record without it is refused
     */
    public record Standard(String name, Text label, boolean mandatory) {}

    /**
     * Whether a standard field is mandatory.
     *
     * @param mandatory whether a record without it is refused; null is no
     */
    public record Mandatory(@Nullable Boolean mandatory) {}

    /**
     * What a deletion took.
     *
     * @param records how many records lost a value
     */
    public record Deleted(long records) {}

    /** Lists definitions. */
    @GET
    @Operation("Lists the free fields, of all types of record or of one, in their order.")
    public List<FreeField> list(@QueryParam("owner") @Nullable String owner) {
        return fields.list(owner);
    }

    /** Lists who takes fields. */
    @GET
    @Path("owners")
    @Operation("Lists the types of record that take free fields, and which of their own fields are mandatory.")
    public List<Owner> owners() {
        return owners.all().stream()
                .map(o -> {
                    var required = fields.required(o);
                    return new Owner(
                            o.id(),
                            o.label(),
                            o.standardFields().stream()
                                    .map((FreeFieldOwner.Standard s) ->
                                            new Standard(s.name(), s.label(), required.contains(s.name())))
                                    .toList());
                })
                .toList();
    }

    /** Makes a standard field mandatory. */
    @PUT
    @Path("owners/{owner}/{field}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(value = "Makes a standard field mandatory, or not any more; for system administrators.", status = 204)
    public Response require(
            @PathParam("owner") String owner, @PathParam("field") String field, @Nullable Mandatory mandatory) {
        fields.require(owner, field, Boolean.TRUE.equals(Input.body(mandatory).mandatory()));
        return Response.noContent().build();
    }

    /** Defines a field. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(value = "Defines a free field; for system administrators.", answer = FreeField.class, status = 201)
    public Response create(@Nullable FieldDraft draft) {
        FreeField made = fields.create(Input.body(draft));
        return Response.created(URI.create("free-fields/" + made.id()))
                .tag(Long.toString(made.version()))
                .entity(made)
                .build();
    }

    /** Switches the purpose of processing on. */
    @POST
    @Path("purpose")
    @Operation("Makes the ready-made fields of the purpose of processing; for system administrators.")
    public List<FreeField> purpose() {
        fields.switchOn(Purpose.ready());
        return fields.list(Purpose.OWNER);
    }

    /** Returns a definition. */
    @GET
    @Path("{id}")
    @Operation(value = "Returns a free field; the ETag is its version.", answer = FreeField.class)
    public Response get(@PathParam("id") String id) {
        return answer(fields.get(parse(id)));
    }

    /** Says what a change would mean. */
    @GET
    @Path("{id}/impact")
    @Operation("Counts the records that have a value, and those that lack one.")
    public FieldService.Impact impact(@PathParam("id") String id) {
        return fields.impact(parse(id));
    }

    /** Changes a definition. */
    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(value = "Replaces a free field; If-Match names the version.", answer = FreeField.class)
    public Response update(
            @PathParam("id") String id, @HeaderParam("If-Match") @Nullable String match, @Nullable FieldDraft draft) {
        return answer(fields.update(parse(id), Preconditions.version(match), Input.body(draft)));
    }

    /** Deletes a definition with its values. */
    @DELETE
    @Path("{id}")
    @Operation("Deletes a free field with all its values; If-Match names the version.")
    public Deleted delete(@PathParam("id") String id, @HeaderParam("If-Match") @Nullable String match) {
        return new Deleted(fields.delete(parse(id), Preconditions.version(match)));
    }

    private static Response answer(FreeField field) {
        return Response.ok(field).tag(Long.toString(field.version())).build();
    }

    private static UUID parse(String id) {
        return Input.id(id, FieldService::unknown);
    }
}
