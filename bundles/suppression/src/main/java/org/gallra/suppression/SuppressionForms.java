package org.gallra.suppression;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.rest.Input;
import org.gallra.api.rest.Preconditions;
import org.gallra.api.ui.FormInput;
import org.gallra.api.ui.UiResource;
import org.gallra.suppression.ListAdministration.Wanted;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Takes the forms of the page and leads back to it. The host has checked the form's {@code _csrf}. */
@Component(service = SuppressionForms.class)
@UiResource
@Path("x/org.gallra.suppression")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public final class SuppressionForms {

    private final ListAdministration list;

    /** Takes the service. */
    @Activate
    public SuppressionForms(@Reference ListAdministration list) {
        this.list = list;
    }

    /** Changes the settings. */
    @POST
    @Path("settings")
    public Response change(
            @FormParam("version") @Nullable String version,
            @FormParam("reaction") @Nullable String reaction,
            @FormParam("keptYears") @Nullable String keptYears,
            @FormParam(FormInput.BACK) @Nullable String back) {
        URI page = FormInput.back(back, "settings");
        list.change(
                Preconditions.version(version),
                new Wanted(
                        reaction == null ? null : Input.constant("reaction", Reaction.class, reaction),
                        years(keptYears)));
        return Response.seeOther(page).build();
    }

    /** Empties the list, if that is confirmed. */
    @POST
    @Path("emptying")
    public Response empty(@FormParam("sure") @Nullable String sure, @FormParam(FormInput.BACK) @Nullable String back) {
        URI page = FormInput.back(back, "state");
        if (!"on".equals(sure)) {
            throw GallraException.invalid(
                    "sure", new Text("Kryssa i att listan ska tömmas.", "Tick that the list shall be emptied."));
        }
        list.empty();
        return Response.seeOther(page).build();
    }

    private static @Nullable Integer years(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (!text.strip().matches("\\d{1,4}")) {
            throw GallraException.invalid(
                    "keptYears", new Text("Skriv antalet år med siffror.", "Write the number of years in digits."));
        }
        return Integer.valueOf(text.strip());
    }
}
