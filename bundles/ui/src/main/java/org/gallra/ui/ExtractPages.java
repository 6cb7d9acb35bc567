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
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Permission;
import org.gallra.api.contact.ContactId;
import org.gallra.api.contact.ContactService;
import org.gallra.api.extract.ExtractOrder;
import org.gallra.api.extract.ExtractOrder.IdentityCheck;
import org.gallra.api.extract.ExtractService;
import org.gallra.api.extract.RegisterExtract;
import org.gallra.api.ui.UiResource;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Export of one person's data (UI.md S4): format, language, request, and whether other people stay readable. */
@Component(service = ExtractPages.class)
@UiResource
@Path("extract")
public final class ExtractPages {

    /** So many people one file holds: as many as one page of the list can have. */
    private static final int MOST = 200;

    private final Pages pages;
    private final ContactService contacts;
    private final ExtractService extracts;
    private final AccessControl access;

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
        return shown(200, ContactId.parse(id), values, null, headers, uri);
    }

    /**
     * Makes an extract of each contact that was marked, other people masked, and hands them out in one file, one contact after the
     * other. Who goes meanwhile is named in it by the error and nothing else.
     */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response several(MultivaluedMap<String, String> form, @Context HttpHeaders headers, @Context UriInfo uri) {
        access.require(Permission.EXTRACT);
        Shell shell = pages.shell(headers, uri);
        List<ContactId> ids = List.copyOf(new LinkedHashSet<>(ContactPages.ticked(form, "id")));
        List<ExtractService.Format> formats = extracts.formats();
        boolean many = "1".equals(form.getFirst("all")) || ids.size() > MOST;
        if (many || ids.isEmpty() || formats.isEmpty()) {
            String text = many ? shell.t("extract.tooMany", MOST) : shell.t("nothing.marked");
            return pages.page(422, shell, "message", "title", shell.t("extract.title"), "text", text);
        }
        ExtractService.Format format =
                formats.stream().filter(f -> f.id().equals("pdf")).findFirst().orElse(formats.get(0));
        ExtractOrder order = ExtractOrder.in(shell.language());
        StreamingOutput body = out -> zip(ids, order, format, out);
        return Response.ok(body, "application/zip")
                .header("Cache-Control", "no-store")
                .header("Content-Disposition", "attachment; filename=\"registerutdrag.zip\"")
                .build();
    }

    private void zip(List<ContactId> ids, ExtractOrder order, ExtractService.Format format, OutputStream out)
            throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            int number = 0;
            for (ContactId id : ids) {
                number++;
                try {
                    RegisterExtract extract = extracts.extract(id, order);
                    zip.putNextEntry(new ZipEntry(name(extract, format)));
                    extracts.write(extract, format, zip);
                } catch (GallraException e) {
                    zip.closeEntry();
                    zip.putNextEntry(new ZipEntry("fel-" + number + ".txt"));
                    zip.write(e.text().in(order.language()).getBytes(StandardCharsets.UTF_8));
                }
                zip.closeEntry();
            }
        }
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
        Map<String, String> values = new LinkedHashMap<>();
        form.forEach((name, all) -> values.put(name, all.get(0).strip()));
        try {
            ExtractService.Format format = extracts.format(values.getOrDefault("format", ""));
            return file(extracts.extract(contact, order(values)), format);
        } catch (GallraException e) {
            if (e.code() != GallraException.Code.INVALID) {
                throw e;
            }
            return shown(422, contact, values, e.text(), headers, uri);
        }
    }

    private static ExtractOrder order(Map<String, String> values) {
        String request = values.getOrDefault("request", "");
        boolean shown = !values.containsKey("masked");
        return new ExtractOrder(
                Locale.forLanguageTag(values.getOrDefault("lang", "sv")),
                request.isEmpty() ? null : request,
                IdentityCheck.of(values.get("identity")),
                shown,
                shown ? values.getOrDefault("reason", "") : null,
                !values.containsKey("cards") || values.containsKey("otherCards"));
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
            @Nullable Text error,
            HttpHeaders headers,
            UriInfo uri) {
        Shell shell = pages.shell(headers, uri);
        return pages.page(
                status,
                shell,
                "extract",
                "contact",
                contacts.get(contact),
                "extract",
                extracts.extract(contact, ExtractOrder.in(Locale.forLanguageTag(shell.lang()))),
                "formats",
                extracts.formats(),
                "values",
                values,
                "error",
                error);
    }
}
