package org.gallra.limits;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.gallra.api.contact.ContactId;
import org.gallra.api.rest.Input;
import org.gallra.api.rest.Preconditions;
import org.gallra.api.ui.FormInput;
import org.gallra.api.ui.UiResource;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Takes the forms of the panel and leads back to the card. The host has checked the form's {@code _csrf}. */
@Component(service = LimitForms.class)
@UiResource
@Path("x/org.gallra.limits")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public final class LimitForms {

    private final LimitService limits;

    /** Takes the service. */
    @Activate
    public LimitForms(@Reference LimitService limits) {
        this.limits = limits;
    }

    /** Sets a limit. */
    @POST
    @Path("limits")
    public Response place(
            @FormParam("contact") @Nullable String contact,
            @FormParam("ground") @Nullable String ground,
            @FormParam("reason") @Nullable String reason,
            @FormParam("since") @Nullable String since,
            @FormParam("request") @Nullable String request,
            @FormParam(FormInput.BACK) @Nullable String back) {
        var card = FormInput.back(back, "limits");
        limits.place(new LimitDraft(
                contact == null || contact.isBlank() ? null : ContactId.parse(contact),
                ground == null || ground.isBlank() ? null : Input.constant("ground", LimitGround.class, ground),
                reason,
                FormInput.day("since", since),
                request));
        return Response.seeOther(card).build();
    }

    /** Lifts a limit. */
    @POST
    @Path("limits/{id}")
    public Response lift(
            @PathParam("id") String id,
            @FormParam("version") @Nullable String version,
            @FormParam("reason") @Nullable String reason,
            @FormParam(FormInput.BACK) @Nullable String back) {
        var card = FormInput.back(back, "limits");
        limits.lift(Input.id(id, LimitService::unknown), Preconditions.version(version), reason);
        return Response.seeOther(card).build();
    }
}
