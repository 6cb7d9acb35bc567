package org.gallra.extract;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.gallra.api.contact.ContactId;
import org.gallra.api.extract.ExtractOrder;
import org.gallra.api.extract.ExtractService;
import org.gallra.api.extract.RegisterExtract;
import org.gallra.api.rest.Input;
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

    private static final String DEFAULT = "json";

    private final ExtractService extracts;

    /** Takes the service. */
    @Activate
    public ExtractResource(@Reference ExtractService extracts) {
        this.extracts = extracts;
    }

    /**
     * How an extract is wanted; what is null is as with GET.
     *
     * @param format the id of the format
     * @param lang {@code sv} or {@code en}
     * @param request the number of the person's request
     * @param identity the name of an {@link ExtractOrder.IdentityCheck}
     * @param othersShown whether other people stay readable
     * @param reason why they do
     * @param otherCards whether other cards of the same person are part of it; null is true
     * @param leftOut ids of what is not wanted; null is nothing
     */
    public record Wanted(
            @Nullable String format,
            @Nullable String lang,
            @Nullable String request,
            @Nullable String identity,
            @Nullable Boolean othersShown,
            @Nullable String reason,
            @Nullable Boolean otherCards,
            @Nullable Set<String> leftOut) {

        /** Returns nothing that somebody wrote. */
        @Override
        public String toString() {
            return "Wanted";
        }
    }

    /** Makes an extract in which other people are masked. */
    @GET
    @Operation(
            "Returns the register extract of a contact (GDPR article 15); without a format, in one that is accepted.")
    public Response extract(
            @PathParam("id") String id,
            @QueryParam("format") @Nullable String format,
            @QueryParam("lang") @Nullable String lang,
            @QueryParam("request") @Nullable String request,
            @QueryParam("identity") @Nullable String identity,
            @QueryParam("otherCards") @Nullable Boolean otherCards,
            @QueryParam("leftOut") Set<String> leftOut,
            @HeaderParam("Accept-Language") @Nullable String accepted,
            @Context HttpHeaders headers) {
        return answer(
                id, new Wanted(format, lang, request, identity, false, null, otherCards, leftOut), accepted, headers);
    }

    /** Makes an extract; only so can other people stay readable, for the reason has no place in an address. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation("Returns the register extract as wanted; other people stay readable only for a reason.")
    public Response extract(
            @PathParam("id") String id,
            @HeaderParam("Accept-Language") @Nullable String accepted,
            @Context HttpHeaders headers,
            @Nullable Wanted wanted) {
        return answer(id, Input.body(wanted), accepted, headers);
    }

    private Response answer(String id, Wanted wanted, @Nullable String accepted, HttpHeaders headers) {
        ContactId contact = ContactId.parse(id);
        Locale language = Input.language(wanted.lang(), accepted);
        ExtractOrder order = new ExtractOrder(
                language,
                wanted.request(),
                ExtractOrder.IdentityCheck.of(wanted.identity()),
                Boolean.TRUE.equals(wanted.othersShown()),
                wanted.reason(),
                !Boolean.FALSE.equals(wanted.otherCards()),
                wanted.leftOut() == null ? Set.of() : wanted.leftOut());
        ExtractService.Format writer = wanted.format() == null
                ? accepted(headers.getAcceptableMediaTypes())
                : extracts.format(wanted.format());
        RegisterExtract extract = extracts.extract(contact, order);
        String name = "registerutdrag-" + extract.id().toString().substring(0, 8) + "." + writer.extension();
        StreamingOutput body = out -> extracts.write(extract, writer, out);
        Response.ResponseBuilder response = Response.ok(body, writer.mediaType())
                .header("Cache-Control", "no-store")
                .header("Vary", "Accept, Accept-Language")
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

    /** Returns the format that is wanted most; JSON if everything will do. */
    private ExtractService.Format accepted(List<MediaType> wanted) {
        List<ExtractService.Format> all = extracts.formats();
        for (MediaType type : wanted) {
            if (type.isWildcardType()) {
                return extracts.format(DEFAULT);
            }
            for (ExtractService.Format format : all) {
                if (type.isCompatible(MediaType.valueOf(format.mediaType()))) {
                    return format;
                }
            }
        }
        throw new NotAcceptableException();
    }
}
