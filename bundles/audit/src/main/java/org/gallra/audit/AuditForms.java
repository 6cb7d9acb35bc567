package org.gallra.audit;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Locale;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.rest.Preconditions;
import org.gallra.api.ui.FormInput;
import org.gallra.api.ui.PageAddress;
import org.gallra.api.ui.UiResource;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Takes the forms of the page and leads back to it. The host has checked the form's {@code _csrf}. */
@Component(service = AuditForms.class)
@UiResource
@Path("x/org.gallra.audit")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public final class AuditForms {

    private static final String PAGE = "/ui/settings/org.gallra.audit/log";

    private final SqlAuditTrail trail;

    /** Takes the log. */
    @Activate
    public AuditForms(@Reference SqlAuditTrail trail) {
        this.trail = trail;
    }

    /** Turns what was written into an address, in which the user is named by an entry of hers. */
    @POST
    @Path("search")
    public Response search(
            @FormParam("kind") @Nullable String kind,
            @FormParam("user") @Nullable String user,
            @FormParam("from") @Nullable String from,
            @FormParam("through") @Nullable String through,
            @FormParam("record") @Nullable String record) {
        PageAddress address = PageAddress.of(PAGE)
                .with(AuditPage.KIND, kind)
                .with(AuditPage.FROM, from)
                .with(AuditPage.THROUGH, through)
                .with(AuditPage.RECORD, id(record));
        if (user != null && !user.isBlank()) {
            UUID entry = trail.newestOf(user.strip().toLowerCase(Locale.ROOT));
            address = address.with(AuditPage.BY, entry == null ? AuditPage.NOBODY : entry.toString());
        }
        return Response.seeOther(URI.create(address.toString())).build();
    }

    /** Returns the id that was written; what is none finds nothing, and stands in no address. */
    private static @Nullable String id(@Nullable String record) {
        String text = record == null ? "" : record.strip().toLowerCase(Locale.ROOT);
        return text.isEmpty() ? null : text.matches(AuditPage.ID) ? text : AuditPage.NOBODY;
    }

    /** Verifies the chain. */
    @POST
    @Path("verification")
    public Response verify() {
        trail.verify();
        return Response.seeOther(URI.create(PAGE + "?done=checked")).build();
    }

    /** Changes how long entries are kept. */
    @POST
    @Path("settings")
    public Response change(
            @FormParam("version") @Nullable String version, @FormParam("keptYears") @Nullable String keptYears) {
        return Response.seeOther(FormInput.unlessStale(
                        PAGE, "chain", () -> trail.change(Preconditions.version(version), years(keptYears))))
                .build();
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
