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
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.Contact;
import org.gallra.api.contact.ContactFilter;
import org.gallra.api.contact.ContactId;
import org.gallra.api.contact.ContactQuery;
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
        List<@Nullable ContactId> people = new ArrayList<>();
        participants.forEach(p -> people.add(ContactId.parse(p)));
        if (others != null) {
            for (String email : others.split("[\\s,;]+", -1)) {
                if (!email.isEmpty()) {
                    people.add(withEmail(email));
                }
            }
        }
        meetings.create(new MeetingDraft(
                people,
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

    private ContactId withEmail(String email) {
        List<Contact> found = contacts.list(ContactQuery.of(ContactFilter.matching(email))).items().stream()
                .filter(c -> email.equalsIgnoreCase(c.email()))
                .toList();
        if (found.size() != 1) {
            throw GallraException.invalid(
                    "others",
                    found.isEmpty()
                            ? new Text(
                                    "Ingen kontaktperson har en av adresserna. Kontrollera dem, eller lägg upp personen först.",
                                    "No contact has one of the addresses. Check them, or create the person first.")
                            : new Text(
                                    "Flera kontaktpersoner har en av adresserna. Lägg till mötet från en annan av deltagarna.",
                                    "Several contacts have one of the addresses. Add the meeting from another participant."));
        }
        return found.get(0).id();
    }
}
