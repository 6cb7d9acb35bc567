package org.gallra.backup;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.gallra.api.backup.BackupService;
import org.gallra.api.backup.BackupService.Backup;
import org.gallra.api.backup.BackupService.Drill;
import org.gallra.api.rest.Operation;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** Backups over REST, for system administrators; only into the configured directory, and nothing of them leaves this way. */
@Component(service = BackupsResource.class)
@JakartarsResource
@Path("backups")
@Produces(MediaType.APPLICATION_JSON)
public final class BackupsResource {

    private final BackupService backups;

    /** Takes the service. */
    @Activate
    public BackupsResource(@Reference BackupService backups) {
        this.backups = backups;
    }

    /** Lists the backups. */
    @GET
    @Operation("Lists the whole backups in the configured directory, the newest first.")
    public List<Backup> list() {
        return backups.list();
    }

    /** Makes a backup. */
    @POST
    @Operation(
            value =
                    "Makes a backup while the system is in use, and answers when it is whole; 409 while another is made.",
            status = 201,
            answer = Backup.class)
    public Response create() {
        return Response.status(201).entity(backups.create()).build();
    }

    /** Makes a restore drill. */
    @POST
    @Path("drill")
    @Operation(
            "Restores the newest backup into a scratch database, counts its rows, removes it again, and says what it found.")
    public Drill drill() {
        return backups.drill();
    }
}
