package org.gallra.meeting;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactService;
import org.gallra.api.freefield.FreeFieldForms;
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
@Component(service = MeetingForms.class)
@UiResource
@Path("x/org.gallra.meeting")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public final class MeetingForms {

    private final MeetingService meetings;
    private final ContactService contacts;

    /** Optional: without it there are no free fields. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable FreeFieldForms fields;

    /** Takes the services. */
    @Activate
    public MeetingForms(@Reference MeetingService meetings, @Reference ContactService contacts) {
        this.meetings = meetings;
        this.contacts = contacts;
    }

    /** Creates a meeting. */
    @POST
    @Path("meetings")
    public Response create(
            @FormParam("participant") List<String> participants,
            @FormParam("others") @Nullable String others,
            @FormParam("company") @Nullable String company,
            @FormParam("subject") @Nullable String subject,
            @FormParam("notes") @Nullable String notes,
            @FormParam("place") @Nullable String place,
            @FormParam("starts") @Nullable String starts,
            @FormParam("ends") @Nullable String ends,
            @FormParam("zone") @Nullable String zone,
            @FormParam(FormInput.BACK) @Nullable String back,
            MultivaluedMap<String, String> form) {
        URI card = FormInput.back(back, "meetings");
        meetings.create(new MeetingDraft(
                Invited.people(contacts, participants, others),
                company == null || company.isBlank() ? null : CompanyId.parse(company),
                subject,
                notes,
                place,
                FormInput.time("starts", starts, zone),
                FormInput.time("ends", ends, zone),
                null,
                null,
                FreeFieldForms.read(fields, MeetingFields.OWNER, form)));
        return Response.seeOther(card).build();
    }

    /** Says that a meeting was held: on a card or the start page, or in a list, which sends the version that it shows. */
    @POST
    @Path("{id}/held")
    public Response held(
            @PathParam("id") String id,
            @FormParam("version") @Nullable String version,
            @FormParam(FormInput.BACK) @Nullable String back) {
        URI card = FormInput.back(back, "meetings");
        UUID meeting = MeetingsResource.parse(id);
        if (version == null) {
            meetings.held(meeting);
            return Response.seeOther(card).build();
        }
        return Response.seeOther(FormInput.unlessStale(
                        back, "meetings", () -> meetings.held(meeting, Preconditions.version(version))))
                .build();
    }
}
