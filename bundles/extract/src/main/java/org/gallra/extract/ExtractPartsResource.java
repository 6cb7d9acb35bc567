package org.gallra.extract;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Permission;
import org.gallra.api.extract.ExtractService;
import org.gallra.api.rest.Input;
import org.gallra.api.rest.Operation;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** What an extract can do without, over REST. */
@Component(service = ExtractPartsResource.class)
@JakartarsResource
@Path("extract-parts")
@Produces(MediaType.APPLICATION_JSON)
public final class ExtractPartsResource {

    private final ExtractService extracts;
    private final AccessControl access;

    /** Takes the service. */
    @Activate
    public ExtractPartsResource(@Reference ExtractService extracts, @Reference AccessControl access) {
        this.extracts = extracts;
        this.access = access;
    }

    /**
     * A part as it is answered.
     *
     * @param id the id for {@code leftOut}
     * @param label its name in the language that the caller prefers
     */
    public record Part(String id, String label) {}

    /** Lists the parts. */
    @GET
    @Operation("Lists what an extract can do without: the ids for leftOut.")
    public List<Part> parts(@HeaderParam("Accept-Language") @Nullable String accepted) {
        access.require(Permission.EXTRACT);
        Locale language = Input.language(null, accepted);
        return extracts.parts().stream()
                .map(part -> new Part(part.record(), part.label().in(language)))
                .toList();
    }
}
