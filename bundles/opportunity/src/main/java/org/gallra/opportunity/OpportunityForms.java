package org.gallra.opportunity;

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
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactId;
import org.gallra.api.freefield.FreeFieldForms;
import org.gallra.api.rest.Input;
import org.gallra.api.rest.Preconditions;
import org.gallra.api.ui.FormInput;
import org.gallra.api.ui.UiResource;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Takes the form of the panel and leads back to the card. The host has checked the form's {@code _csrf}. */
@Component(service = OpportunityForms.class)
@UiResource
@Path("x/org.gallra.opportunity")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public final class OpportunityForms {

    private final OpportunityService opportunities;

    /** Optional: without it there are no free fields. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable FreeFieldForms fields;

    /** Takes the service. */
    @Activate
    public OpportunityForms(@Reference OpportunityService opportunities) {
        this.opportunities = opportunities;
    }

    /** Creates an opportunity. */
    @POST
    @Path("opportunities")
    public Response create(
            @FormParam("contact") @Nullable String contact,
            @FormParam("company") @Nullable String company,
            @FormParam("name") @Nullable String name,
            @FormParam("amount") @Nullable String amount,
            @FormParam("currency") @Nullable String currency,
            @FormParam("stage") @Nullable String stage,
            @FormParam("expected") @Nullable String expected,
            @FormParam(FormInput.BACK) @Nullable String back,
            MultivaluedMap<String, String> form) {
        URI card = FormInput.back(back, "opportunities");
        opportunities.create(new OpportunityDraft(
                contact == null || contact.isBlank() ? null : ContactId.parse(contact),
                company == null || company.isBlank() ? null : CompanyId.parse(company),
                name,
                null,
                stage == null ? null : Input.constant("stage", Stage.class, stage),
                null,
                FormInput.amount("amount", amount),
                currency,
                FormInput.day("expectedOn", expected),
                null,
                null,
                null,
                FreeFieldForms.read(fields, OpportunityFields.OWNER, form)));
        return Response.seeOther(card).build();
    }

    /** Moves an opportunity to another stage, from the board or a list. */
    @POST
    @Path("opportunities/{id}/stage")
    public Response move(
            @PathParam("id") String id,
            @FormParam("version") @Nullable String version,
            @FormParam("stage") @Nullable String stage,
            @FormParam(FormInput.BACK) @Nullable String back) {
        UUID one = OpportunitiesResource.parse(id);
        long seen = Preconditions.version(version);
        Stage to = Input.constant("stage", Stage.class, stage == null ? "" : stage);
        return Response.seeOther(FormInput.unlessStale(back, "opportunities", () -> opportunities.move(one, seen, to)))
                .build();
    }
}
