package org.gallra.register;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Permission;
import org.gallra.api.personaldata.PersonalDataRegister;
import org.gallra.api.personaldata.RegisterSnapshot;
import org.gallra.api.rest.Operation;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** The register over REST: what each bundle declared, whether it holds true, and what becomes of each field. */
@Component(service = PersonalDataResource.class)
@JakartarsResource
@Path("personal-data")
@Produces(MediaType.APPLICATION_JSON)
public final class PersonalDataResource {

    private final PersonalDataRegister register;
    private final AccessControl access;

    /** Takes the register. */
    @Activate
    public PersonalDataResource(@Reference PersonalDataRegister register, @Reference AccessControl access) {
        this.register = register;
        this.access = access;
    }

    /** Returns the register as it is now; it names tables and fields, never a person. */
    @GET
    @Operation("Returns what every bundle declares to hold about people.")
    public RegisterSnapshot register() {
        access.require(Permission.READ);
        return register.snapshot();
    }
}
