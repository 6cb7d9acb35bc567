package org.gallra.requests;

import jakarta.ws.rs.Consumes;
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
import java.time.LocalDate;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Page;
import org.gallra.api.Text;
import org.gallra.api.contact.ContactId;
import org.gallra.api.extract.ExtractOrder.IdentityCheck;
import org.gallra.api.rest.Input;
import org.gallra.api.rest.Operation;
import org.gallra.api.rest.Preconditions;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** The request register over REST. */
@Component(service = RequestsResource.class)
@JakartarsResource
@Path("requests")
@Produces(MediaType.APPLICATION_JSON)
public final class RequestsResource {

    private final RequestService requests;
    private final RequestLinks links;

    /** Takes the services. */
    @Activate
    public RequestsResource(@Reference RequestService requests, @Reference RequestLinks links) {
        this.requests = requests;
        this.links = links;
    }

    /**
     * What is noted of the identity of who asks.
     *
     * @param check the name of an {@link IdentityCheck}; null notes that more was asked for
     */
    public record Identity(@Nullable String check) {}

    /**
     * That an answer takes two months longer.
     *
     * @param reason why, as the person was told
     * @param toldOn when she was told, in Swedish time
     */
    public record Extension(
            @Nullable String reason, @Nullable LocalDate toldOn) {

        /** Returns nothing that somebody wrote. */
        @Override
        public String toString() {
            return "Extension[" + toldOn + "]";
        }
    }

    /** Lists requests. */
    @GET
    @Operation("Lists requests of data subjects; open=true only the open ones, the next due first.")
    public Page<DataRequest> list(
            @QueryParam("open") @Nullable String open,
            @QueryParam("contact") @Nullable String contact,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        links.settle();
        return requests.list(
                new RequestQuery(yesOrNo(open), contact == null ? null : ContactId.parse(contact), cursor, limit));
    }

    /** Registers a request. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            value = "Registers a request and gives it a number; it is due a month after its receipt.",
            answer = DataRequest.class,
            status = 201)
    public Response register(@Nullable RequestDraft draft) {
        DataRequest made = requests.register(Input.body(draft));
        return Response.created(URI.create("requests/" + made.id()))
                .tag(Long.toString(made.version()))
                .entity(made)
                .build();
    }

    /** Returns a request. */
    @GET
    @Path("{id}")
    @Operation(value = "Returns a request; the ETag is its version.", answer = DataRequest.class)
    public Response get(@PathParam("id") String id) {
        links.settle();
        return answer(requests.get(parse(id)));
    }

    /** Changes what came in. */
    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(value = "Replaces what came in; If-Match names the version.", answer = DataRequest.class)
    public Response change(
            @PathParam("id") String id, @HeaderParam("If-Match") @Nullable String match, @Nullable RequestDraft draft) {
        return answer(requests.change(parse(id), Preconditions.version(match), Input.body(draft)));
    }

    /** Notes the identity. */
    @POST
    @Path("{id}/identity")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            value = "Notes how the identity was checked, or without a check that more was asked for.",
            answer = DataRequest.class)
    public Response identify(
            @PathParam("id") String id, @HeaderParam("If-Match") @Nullable String match, @Nullable Identity identity) {
        String check = Input.body(identity).check();
        UUID request = parse(id);
        long version = Preconditions.version(match);
        return answer(
                check == null
                        ? requests.askIdentity(request, version)
                        : requests.identify(request, version, Input.constant("check", IdentityCheck.class, check)));
    }

    /** Extends the time. */
    @POST
    @Path("{id}/extension")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            value = "Adds two months, of which the person was told within the first month.",
            answer = DataRequest.class)
    public Response extend(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String match,
            @Nullable Extension extension) {
        Extension told = Input.body(extension);
        return answer(requests.extend(parse(id), Preconditions.version(match), told.reason(), told.toldOn()));
    }

    /**
     * The erasure by which a request is met.
     *
     * @param plan the id of the plan, of an anonymization or a deletion of the one who asked, with all cards of hers
     */
    public record Erasure(@Nullable UUID plan) {}

    /** Ties an erasure to a request. */
    @POST
    @Path("{id}/erasure")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            value = "Notes by which planned erasure a request is met; once it is done, the request names its receipt.",
            answer = DataRequest.class)
    public Response tie(
            @PathParam("id") String id, @HeaderParam("If-Match") @Nullable String match, @Nullable Erasure erasure) {
        UUID plan = Input.body(erasure).plan();
        if (plan == null) {
            throw GallraException.invalid("plan", new Text("Fyll i fältet.", "Fill in the field."));
        }
        UUID request = parse(id);
        links.tie(request, Preconditions.version(match), plan);
        return answer(requests.get(request));
    }

    /** Ends a request. */
    @POST
    @Path("{id}/ending")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(value = "Ends a request: answered, or with a ground refused.", answer = DataRequest.class)
    public Response end(
            @PathParam("id") String id, @HeaderParam("If-Match") @Nullable String match, @Nullable Ending ending) {
        return answer(requests.close(parse(id), Preconditions.version(match), Input.body(ending)));
    }

    private static Response answer(DataRequest request) {
        return Response.ok(request).tag(Long.toString(request.version())).build();
    }

    private static @Nullable Boolean yesOrNo(@Nullable String open) {
        if (open == null) {
            return null;
        }
        if (!open.equals("true") && !open.equals("false")) {
            throw GallraException.invalid("open", new Text("Ange true eller false.", "Give true or false."));
        }
        return Boolean.valueOf(open);
    }

    private static UUID parse(String id) {
        return Input.id(id, RequestStore::unknown);
    }
}
