package org.gallra.rules;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import org.gallra.api.contact.ContactId;
import org.gallra.api.rest.Operation;
import org.gallra.api.rule.RetentionOutlook;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** Why a person is still here, over REST. */
@Component(service = OutlookResource.class)
@JakartarsResource
@Path("contacts/{id}/retention")
@Produces(MediaType.APPLICATION_JSON)
public final class OutlookResource {

    private static final Duration BUDGET = Duration.ofSeconds(5);

    private final RetentionOutlook outlook;

    /** Takes the service. */
    @Activate
    public OutlookResource(@Reference RetentionOutlook outlook) {
        this.outlook = outlook;
    }

    /** Returns what is ahead of a contact. */
    @GET
    @Operation(
            "Tells why a contact is still here: which rule will act on which day, what holds, and what last counted as contact.")
    public RetentionOutlook.Outlook get(@PathParam("id") String id) {
        return outlook.of(ContactId.parse(id), BUDGET);
    }
}
