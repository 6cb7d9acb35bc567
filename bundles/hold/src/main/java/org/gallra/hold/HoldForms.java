package org.gallra.hold;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import org.gallra.api.contact.CompanyId;
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
@Component(service = HoldForms.class)
@UiResource
@Path("x/org.gallra.hold")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public final class HoldForms {

    private final HoldService holds;

    /** Takes the service. */
    @Activate
    public HoldForms(@Reference HoldService holds) {
        this.holds = holds;
    }

    /** Places a hold. */
    @POST
    @Path("holds")
    public Response place(
            @FormParam("contact") @Nullable String contact,
            @FormParam("company") @Nullable String company,
            @FormParam("ground") @Nullable String ground,
            @FormParam("reason") @Nullable String reason,
            @FormParam("until") @Nullable String until,
            @FormParam(FormInput.BACK) @Nullable String back) {
        URI card = FormInput.back(back, "holds");
        holds.place(new HoldDraft(
                contact == null || contact.isBlank() ? null : ContactId.parse(contact),
                company == null || company.isBlank() ? null : CompanyId.parse(company),
                ground(ground),
                reason,
                FormInput.day("until", until)));
        return Response.seeOther(card).build();
    }

    /** Changes or lifts a hold, as the button says. */
    @POST
    @Path("holds/{id}")
    public Response act(
            @PathParam("id") String id,
            @FormParam("act") @Nullable String act,
            @FormParam("version") @Nullable String version,
            @FormParam("ground") @Nullable String ground,
            @FormParam("reason") @Nullable String reason,
            @FormParam("until") @Nullable String until,
            @FormParam(FormInput.BACK) @Nullable String back) {
        URI card = FormInput.back(back, "holds");
        UUID hold = Input.id(id, HoldService::unknown);
        if ("lift".equals(act)) {
            holds.lift(hold, Preconditions.version(version));
        } else {
            holds.change(
                    hold,
                    Preconditions.version(version),
                    new HoldTerms(ground(ground), reason, FormInput.day("until", until)));
        }
        return Response.seeOther(card).build();
    }

    private static @Nullable HoldGround ground(@Nullable String ground) {
        return ground == null || ground.isBlank() ? null : Input.constant("ground", HoldGround.class, ground);
    }
}
