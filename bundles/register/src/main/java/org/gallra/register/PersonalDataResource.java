package org.gallra.register;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.LocalDate;
import java.util.List;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Permission;
import org.gallra.api.contributor.ContributorCalls;
import org.gallra.api.personaldata.DepartedBundles;
import org.gallra.api.personaldata.PersonalDataRegister;
import org.gallra.api.personaldata.RegisterSnapshot;
import org.gallra.api.rest.Input;
import org.gallra.api.rest.Operation;
import org.jspecify.annotations.Nullable;
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
    private final DepartedBundles departed;
    private final ContributorCalls calls;
    private final AccessControl access;

    /** Takes the register. */
    @Activate
    public PersonalDataResource(
            @Reference PersonalDataRegister register,
            @Reference DepartedBundles departed,
            @Reference ContributorCalls calls,
            @Reference AccessControl access) {
        this.register = register;
        this.departed = departed;
        this.calls = calls;
        this.access = access;
    }

    /**
     * What shall become of the data of a departed bundle.
     *
     * @param keepUntil the last day on which it is kept; then it is erased
     */
    public record Decision(@Nullable LocalDate keepUntil) {}

    /** Returns the register as it is now; it names tables and fields, never a person. */
    @GET
    @Operation("Returns what every bundle declares to hold about people.")
    public RegisterSnapshot register() {
        access.require(Permission.READ);
        return register.snapshot();
    }

    /** Returns what went wrong with services that bundles contribute, since the start. */
    @GET
    @Path("troubles")
    @Operation("Returns the time-outs and errors of services that bundles contribute.")
    public List<ContributorCalls.Trouble> troubles() {
        access.require(Permission.ADMINISTER);
        return calls.troubles();
    }

    /** Returns the departed bundles whose data was erased. */
    @GET
    @Path("erased")
    @Operation("Returns the departed bundles whose data was erased, the newest first.")
    public List<DepartedBundles.Erased> erased() {
        return departed.erased();
    }

    /** Keeps the data of a departed bundle until a day. */
    @PUT
    @Path("{bundle}/departure")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation("Keeps the data of a departed bundle until a day and erases it then.")
    public void keep(@PathParam("bundle") String bundle, @Nullable Decision decision) {
        LocalDate until = Input.body(decision).keepUntil();
        if (until == null) {
            throw GallraException.invalid("keepUntil", new Text("Ange en dag.", "Give a day."));
        }
        departed.keepUntil(bundle, until);
    }

    /** Hands over the data of a departed bundle. */
    @GET
    @Path("{bundle}/data")
    @Produces("application/zip")
    @Operation("Returns all rows of a departed bundle as a ZIP file of CSV files.")
    public Response handOver(@PathParam("bundle") String bundle) {
        access.require(Permission.ADMINISTER);
        departed.check(bundle);
        StreamingOutput body = out -> departed.handOver(bundle, out);
        return Response.ok(body, "application/zip")
                .header("Cache-Control", "no-store")
                .header("Content-Disposition", "attachment; filename=\"data.zip\"")
                .build();
    }

    /** Erases the data of a departed bundle for good. */
    @DELETE
    @Path("{bundle}/data")
    @Operation("Erases all rows and tables of a departed bundle; cannot be undone.")
    public DepartedBundles.Erased erase(@PathParam("bundle") String bundle) {
        return departed.erase(bundle);
    }
}
