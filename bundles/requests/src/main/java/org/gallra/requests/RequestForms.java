package org.gallra.requests;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import org.gallra.api.contact.ContactId;
import org.gallra.api.extract.ExtractOrder.IdentityCheck;
import org.gallra.api.rest.Input;
import org.gallra.api.rest.Preconditions;
import org.gallra.api.ui.FormInput;
import org.gallra.api.ui.UiResource;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Takes the forms of the register and leads back to the request. The host has checked the form's {@code _csrf}. */
@Component(service = RequestForms.class)
@UiResource
@Path("x/org.gallra.requests/requests")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public final class RequestForms {

    private final RequestService requests;

    /** Takes the service. */
    @Activate
    public RequestForms(@Reference RequestService requests) {
        this.requests = requests;
    }

    /** Registers a request. */
    @POST
    public Response register(MultivaluedMap<String, String> form) {
        return shown(requests.register(draft(form)));
    }

    /** Changes what came in. */
    @POST
    @Path("{id}/change")
    public Response change(@PathParam("id") String id, MultivaluedMap<String, String> form) {
        return shown(requests.change(parse(id), version(form), draft(form)));
    }

    /** Notes the identity, or that more was asked for, as the button says. */
    @POST
    @Path("{id}/identity")
    public Response identify(
            @PathParam("id") String id,
            @FormParam("act") @Nullable String act,
            @FormParam("check") @Nullable String check,
            @FormParam("version") @Nullable String version) {
        long base = Preconditions.version(version);
        return shown(
                "ask".equals(act)
                        ? requests.askIdentity(parse(id), base)
                        : requests.identify(parse(id), base, constant("check", IdentityCheck.class, check)));
    }

    /** Adds two months. */
    @POST
    @Path("{id}/extension")
    public Response extend(@PathParam("id") String id, MultivaluedMap<String, String> form) {
        return shown(requests.extend(
                parse(id), version(form), form.getFirst("reason"), FormInput.day("toldOn", form.getFirst("toldOn"))));
    }

    /** Ends a request. */
    @POST
    @Path("{id}/ending")
    public Response end(@PathParam("id") String id, MultivaluedMap<String, String> form) {
        return shown(requests.close(
                parse(id),
                version(form),
                new Ending(
                        constant("ground", RefusalGround.class, form.getFirst("ground")),
                        form.getFirst("answer"),
                        FormInput.day("answeredOn", form.getFirst("answeredOn")))));
    }

    private static RequestDraft draft(MultivaluedMap<String, String> form) {
        String contact = form.getFirst("contact");
        return new RequestDraft(
                constant("kind", RequestKind.class, form.getFirst("kind")),
                contact == null || contact.isBlank() ? null : ContactId.parse(contact),
                form.getFirst("requester"),
                form.getFirst("replyTo"),
                FormInput.day("receivedOn", form.getFirst("receivedOn")),
                constant("channel", Channel.class, form.getFirst("channel")),
                form.getFirst("responsible"),
                form.getFirst("notes"));
    }

    private static long version(MultivaluedMap<String, String> form) {
        return Preconditions.version(form.getFirst("version"));
    }

    private static <E extends Enum<E>> @Nullable E constant(String field, Class<E> type, @Nullable String name) {
        return name == null || name.isBlank() ? null : Input.constant(field, type, name);
    }

    private static UUID parse(String id) {
        return Input.id(id, RequestStore::unknown);
    }

    private static Response shown(DataRequest request) {
        return Response.seeOther(URI.create(RequestsPage.ADDRESS + "?request=" + request.id()))
                .build();
    }
}
