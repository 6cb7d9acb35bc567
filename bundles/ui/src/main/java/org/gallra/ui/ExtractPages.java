package org.gallra.ui;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Permission;
import org.gallra.api.contact.ContactId;
import org.gallra.api.contact.ContactService;
import org.gallra.api.extract.ExportService;
import org.gallra.api.extract.ExtractOrder;
import org.gallra.api.extract.ExtractOrder.IdentityCheck;
import org.gallra.api.extract.ExtractService;
import org.gallra.api.extract.RegisterExtract;
import org.gallra.api.ui.UiResource;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Export of people's data (UI.md S4): format, language, request, parts, and for one person whether others stay readable. */
@Component(service = ExtractPages.class)
@UiResource
@Path("extract")
public final class ExtractPages {

    private static final String EXPORTS = "/ui/settings/org.gallra.exports/exports";

    private final Pages pages;
    private final ContactService contacts;
    private final ExtractService extracts;
    private final AccessControl access;

    /** Optional: without it one person's extract is still made at once. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ExportService exports;

    /** Takes the services. */
    @Activate
    public ExtractPages(
            @Reference Pages pages,
            @Reference ContactService contacts,
            @Reference ExtractService extracts,
            @Reference AccessControl access) {
        this.pages = pages;
        this.contacts = contacts;
        this.extracts = extracts;
        this.access = access;
    }

    /** Shows what the extract will hold, and the choices. */
    @GET
    @Path("{contact}")
    public Response form(@PathParam("contact") String id, @Context HttpHeaders headers, @Context UriInfo uri) {
        access.require(Permission.EXTRACT);
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : new String[] {"request", "identity"}) {
            String value = uri.getQueryParameters().getFirst(name);
            if (value != null) {
                values.put(name, value);
                values.put("masked", "1");
                values.put("otherCards", "1");
            }
        }
        return shown(200, ContactId.parse(id), values, Set.of(), null, headers, uri);
    }

    /** Shows the choices for everybody who is marked in the list. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response several(MultivaluedMap<String, String> form, @Context HttpHeaders headers, @Context UriInfo uri) {
        access.require(Permission.EXTRACT);
        return several(200, form, Map.of(), null, headers, uri);
    }

    /** Orders the export of everybody who is marked, and goes to where it is fetched. */
    @POST
    @Path("several")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response order(MultivaluedMap<String, String> form, @Context HttpHeaders headers, @Context UriInfo uri) {
        access.require(Permission.EXTRACT);
        Map<String, String> values = values(form);
        Marked marked = Marked.of(form);
        try {
            return ordered(exports()
                    .order(marked.named(), marked.filter(), values.getOrDefault("format", ""), order(values, form)));
        } catch (GallraException e) {
            if (e.code() != GallraException.Code.INVALID) {
                throw e;
            }
            return several(422, form, values, e.text(), headers, uri);
        }
    }

    /** Orders the export of one contact, for when making it takes long. */
    @POST
    @Path("{contact}/later")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response later(
            @PathParam("contact") String id,
            MultivaluedMap<String, String> form,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        ContactId contact = ContactId.parse(id);
        Map<String, String> values = values(form);
        try {
            return ordered(
                    exports().order(List.of(contact), null, values.getOrDefault("format", ""), order(values, form)));
        } catch (GallraException e) {
            if (e.code() != GallraException.Code.INVALID) {
                throw e;
            }
            return shown(422, contact, values, leftOut(form), e.text(), headers, uri);
        }
    }

    private static Response ordered(ExportService.Linked linked) {
        return Response.seeOther(
                        URI.create(EXPORTS + "?link=" + URLEncoder.encode(linked.link(), StandardCharsets.UTF_8)))
                .build();
    }

    private ExportService exports() {
        ExportService there = exports;
        if (there == null) {
            throw new GallraException(
                    GallraException.Code.UNAVAILABLE,
                    new Text(
                            "Exporter görs inte just nu. Exportera en person i taget, eller försök igen om en stund.",
                            "Exports are not made at the moment. Export one person at a time, or try again in a while."));
        }
        return there;
    }

    private Response several(
            int status,
            MultivaluedMap<String, String> form,
            Map<String, String> values,
            @Nullable Text error,
            HttpHeaders headers,
            UriInfo uri) {
        Shell shell = pages.shell(headers, uri);
        Marked marked = Marked.of(form);
        long count = marked.count(contacts);
        if (count == 0) {
            return pages.page(
                    422, shell, "message", "title", shell.t("extract.title"), "text", shell.t("nothing.marked"));
        }
        return pages.page(
                status,
                shell,
                "extractSeveral",
                "ids",
                marked.ids(),
                "all",
                marked.all(),
                "f",
                Objects.requireNonNullElse(form.getFirst("f"), ""),
                Origin.FIELD,
                Origin.of(form),
                "count",
                shell.n("contacts.count", count),
                "formats",
                extracts.formats(),
                "parts",
                extracts.parts(),
                "leftOut",
                leftOut(form),
                "values",
                values,
                "error",
                error);
    }

    /** Returns the ids of the parts that the form shows and that are not ticked. */
    private static Set<String> leftOut(MultivaluedMap<String, String> form) {
        Set<String> leftOut = new TreeSet<>(form.getOrDefault("part", List.of()));
        leftOut.removeAll(form.getOrDefault("with", List.of()));
        return leftOut;
    }

    private static Map<String, String> values(MultivaluedMap<String, String> form) {
        Map<String, String> values = new LinkedHashMap<>();
        form.forEach((name, all) -> values.put(name, all.get(0).strip()));
        return values;
    }

    private static String name(RegisterExtract extract, ExtractService.Format format) {
        return "registerutdrag-" + extract.id().toString().substring(0, 8) + "." + format.extension();
    }

    /** Makes the extract; shows the dialog again if something is wrong with it. */
    @POST
    @Path("{contact}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response make(
            @PathParam("contact") String id,
            MultivaluedMap<String, String> form,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        ContactId contact = ContactId.parse(id);
        Map<String, String> values = values(form);
        try {
            ExtractService.Format format = extracts.format(values.getOrDefault("format", ""));
            return file(extracts.extract(contact, order(values, form)), format);
        } catch (GallraException e) {
            if (e.code() != GallraException.Code.INVALID) {
                throw e;
            }
            return shown(422, contact, values, leftOut(form), e.text(), headers, uri);
        }
    }

    private static ExtractOrder order(Map<String, String> values, MultivaluedMap<String, String> form) {
        String request = values.getOrDefault("request", "");
        boolean shown = !values.containsKey("masked");
        return new ExtractOrder(
                Locale.forLanguageTag(values.getOrDefault("lang", "sv")),
                request.isEmpty() ? null : request,
                IdentityCheck.of(values.get("identity")),
                shown,
                shown ? values.getOrDefault("reason", "") : null,
                !values.containsKey("cards") || values.containsKey("otherCards"),
                leftOut(form));
    }

    private Response file(RegisterExtract extract, ExtractService.Format format) {
        String name = name(extract, format);
        StreamingOutput body = out -> extracts.write(extract, format, out);
        Response.ResponseBuilder response = Response.ok(body, format.mediaType())
                .header("Cache-Control", "no-store")
                .header("Content-Language", extract.language().getLanguage())
                .header(
                        "Content-Disposition",
                        (format.inline() ? "inline" : "attachment") + "; filename=\"" + name + "\"");
        if (format.inline()) {
            response.header("Content-Security-Policy", "sandbox; default-src 'none'; style-src 'unsafe-inline'");
        }
        return response.build();
    }

    private Response shown(
            int status,
            ContactId contact,
            Map<String, String> values,
            Set<String> leftOut,
            @Nullable Text error,
            HttpHeaders headers,
            UriInfo uri) {
        Shell shell = pages.shell(headers, uri);
        String posted = values.get(Origin.FIELD);
        return pages.page(
                status,
                shell,
                "extract",
                Origin.FIELD,
                Pages.local(
                        posted == null ? uri.getQueryParameters().getFirst(Origin.FIELD) : posted,
                        "/ui/contacts/" + contact),
                "contact",
                contacts.get(contact),
                "extract",
                extracts.extract(contact, ExtractOrder.in(Locale.forLanguageTag(shell.lang()))),
                "formats",
                extracts.formats(),
                "parts",
                extracts.parts(),
                "leftOut",
                leftOut,
                "later",
                exports != null,
                "values",
                values,
                "error",
                error);
    }
}
