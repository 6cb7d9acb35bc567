package ${package};

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.gallra.api.contact.ContactId;
import org.gallra.api.freefield.FreeFieldForms;
import org.gallra.api.ui.FormInput;
import org.gallra.api.ui.UiResource;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Takes the form of the panel and leads back to the card. The server has checked the form's {@code _csrf}. */
@Component(service = ${record}Forms.class)
@UiResource
@Path("x/${artifactId}")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public final class ${record}Forms {

    private final ${record}Service service;

    /** Optional: without it there are no free fields. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable FreeFieldForms fields;

    /** Takes the service. */
    @Activate
    public ${record}Forms(@Reference ${record}Service service) {
        this.service = service;
    }

    /** Creates one. */
    @POST
    @Path("${records}")
    public Response create(
            @FormParam("contact") @Nullable String contact,
            @FormParam("subject") @Nullable String subject,
            @FormParam("note") @Nullable String note,
            @FormParam("happenedOn") @Nullable String happenedOn,
            @FormParam("_return") @Nullable String back,
            MultivaluedMap<String, String> form) {
        URI card = FormInput.back(back, "${records}");
        service.create(new ${record}Service.Draft(
                contact == null || contact.isBlank() ? null : ContactId.parse(contact),
                subject,
                note,
                FormInput.day("happenedOn", happenedOn),
                FreeFieldForms.read(fields, ${record}Fields.OWNER, form)));
        return Response.seeOther(card).build();
    }
}
