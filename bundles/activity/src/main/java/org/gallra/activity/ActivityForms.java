package org.gallra.activity;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
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

/** Takes the forms of the panel and leads back to the card. The host has checked the form's {@code _csrf}. */
@Component(service = ActivityForms.class)
@UiResource
@Path("x/org.gallra.activity")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public final class ActivityForms {

    private final ActivityService activities;

    /** Optional: without it there are no free fields. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable FreeFieldForms fields;

    /** Takes the service. */
    @Activate
    public ActivityForms(@Reference ActivityService activities) {
        this.activities = activities;
    }

    /** Creates an activity. */
    @POST
    @Path("activities")
    public Response create(
            @FormParam("contact") @Nullable String contact,
            @FormParam("company") @Nullable String company,
            @FormParam("type") @Nullable String type,
            @FormParam("subject") @Nullable String subject,
            @FormParam("notes") @Nullable String notes,
            @FormParam("due") @Nullable String due,
            @FormParam("zone") @Nullable String zone,
            @FormParam("done") @Nullable String done,
            @FormParam(FormInput.BACK) @Nullable String back,
            MultivaluedMap<String, String> form) {
        URI card = FormInput.back(back, "activities");
        Instant planned = FormInput.time("due", due, zone);
        activities.create(new ActivityDraft(
                type == null ? null : Input.constant("type", ActivityType.class, type),
                contact == null || contact.isBlank() ? null : ContactId.parse(contact),
                company == null || company.isBlank() ? null : CompanyId.parse(company),
                subject,
                notes,
                null,
                null,
                planned,
                done == null ? null : planned == null ? Instant.now() : planned,
                null,
                FreeFieldForms.read(fields, ActivityFields.OWNER, form)));
        return Response.seeOther(card).build();
    }

    /** Says that an activity is done: on a card or the start page, or in a list, which sends the version that it shows. */
    @POST
    @Path("{id}/done")
    public Response done(
            @PathParam("id") String id,
            @FormParam("version") @Nullable String version,
            @FormParam(FormInput.BACK) @Nullable String back) {
        URI card = FormInput.back(back, "activities");
        UUID activity = ActivitiesResource.parse(id);
        if (version == null) {
            activities.done(activity);
            return Response.seeOther(card).build();
        }
        return Response.seeOther(FormInput.unlessStale(
                        back, "activities", () -> activities.done(activity, Preconditions.version(version))))
                .build();
    }
}
