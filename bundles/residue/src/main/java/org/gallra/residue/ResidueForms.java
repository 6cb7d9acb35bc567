package org.gallra.residue;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.residue.ResidueService;
import org.gallra.api.residue.ResidueService.When;
import org.gallra.api.rest.Input;
import org.gallra.api.rest.Preconditions;
import org.gallra.api.ui.FormInput;
import org.gallra.api.ui.UiResource;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Takes the forms of the page and leads back to it. The host has checked the form's {@code _csrf}. */
@Component(service = ResidueForms.class)
@UiResource
@Path("x/org.gallra.residue")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public final class ResidueForms {

    private final ResidueService residue;

    /** Takes the service. */
    @Activate
    public ResidueForms(@Reference ResidueService residue) {
        this.residue = residue;
    }

    /** Changes the settings. */
    @POST
    @Path("settings")
    public Response change(
            @FormParam("version") @Nullable String version,
            @FormParam("when") @Nullable String when,
            @FormParam("hour") @Nullable String hour,
            @FormParam(FormInput.BACK) @Nullable String back) {
        URI page = FormInput.back(back, "settings");
        residue.change(
                Preconditions.version(version),
                Input.constant("when", When.class, when == null ? "" : when),
                hour(hour));
        return Response.seeOther(page).build();
    }

    /** Begins a run. */
    @POST
    @Path("run")
    public Response begin(@FormParam(FormInput.BACK) @Nullable String back) {
        URI page = FormInput.back(back, "run");
        residue.begin();
        return Response.seeOther(page).build();
    }

    private static int hour(@Nullable String text) {
        String digits = text == null ? "" : text.strip();
        if (!digits.matches("\\d{1,2}")) {
            throw GallraException.invalid("hour", new Text("Ange en timme, 0 till 23.", "Give an hour, 0 to 23."));
        }
        return Integer.parseInt(digits);
    }
}
