package org.gallra.extract;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.Locale;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.contact.ContactId;
import org.gallra.api.extract.ExtractService;
import org.gallra.api.extract.RegisterExtract;
import org.gallra.api.rest.Operation;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** The register extract over REST, in every format that a bundle brings. */
@Component(service = ExtractResource.class)
@JakartarsResource
@Path("contacts/{id}/extract")
public final class ExtractResource {

    private final ExtractService extracts;

    /** Takes the service. */
    @Activate
    public ExtractResource(@Reference ExtractService extracts) {
        this.extracts = extracts;
    }

    /** Makes an extract. */
    @GET
    @Operation("Returns the register extract of a contact (GDPR article 15).")
    public Response extract(
            @PathParam("id") String id,
            @QueryParam("format") @DefaultValue("json") String format,
            @QueryParam("lang") @Nullable String lang,
            @HeaderParam("Accept-Language") @Nullable String accepted) {
        ContactId contact = ContactId.parse(id);
        Locale language = language(lang, accepted);
        ExtractService.Format writer = extracts.format(format);
        RegisterExtract extract = extracts.extract(contact);
        String name = "registerutdrag-" + extract.id().toString().substring(0, 8) + "." + writer.extension();
        StreamingOutput body = out -> extracts.write(extract, writer, language, out);
        Response.ResponseBuilder response = Response.ok(body, writer.mediaType())
                .header("Cache-Control", "no-store")
                .header("Content-Language", language.getLanguage())
                .header(
                        "Content-Disposition",
                        (writer.inline() ? "inline" : "attachment") + "; filename=\"" + name + "\"");
        if (writer.inline()) {
            // a document of its own: its style is inside, and nothing in it may run or load
            response.header("Content-Security-Policy", "sandbox; default-src 'none'; style-src 'unsafe-inline'");
        }
        return response.build();
    }

    private static Locale language(@Nullable String lang, @Nullable String accepted) {
        if (lang == null) {
            return accepted != null && accepted.strip().toLowerCase(Locale.ROOT).startsWith("en")
                    ? Locale.ENGLISH
                    : Locale.forLanguageTag("sv");
        }
        if (lang.equals("sv") || lang.equals("en")) {
            return Locale.forLanguageTag(lang);
        }
        throw GallraException.invalid("lang", new Text("Språket är sv eller en.", "The language is sv or en."));
    }
}
