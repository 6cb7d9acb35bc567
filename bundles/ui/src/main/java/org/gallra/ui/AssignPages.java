package org.gallra.ui;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gallra.api.GallraException;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Permission;
import org.gallra.api.contact.ContactService;
import org.gallra.api.ui.UiResource;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Sets free fields, such as the purpose, of all contacts that are marked in the list. */
@Component(service = AssignPages.class)
@UiResource
@Path("assign")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public final class AssignPages {

    private final Pages pages;
    private final ContactService contacts;
    private final AccessControl access;
    private final FreeParts free;

    /** Takes the services. */
    @Activate
    public AssignPages(
            @Reference Pages pages,
            @Reference ContactService contacts,
            @Reference AccessControl access,
            @Reference FreeParts free) {
        this.pages = pages;
        this.contacts = contacts;
        this.access = access;
        this.free = free;
    }

    /** Shows the fields. */
    @POST
    public Response choose(MultivaluedMap<String, String> form, @Context HttpHeaders headers, @Context UriInfo uri) {
        access.require(Permission.WRITE);
        return form(200, form, null, Map.of(), headers, uri);
    }

    /** Writes what was filled in. */
    @POST
    @Path("run")
    public Response run(MultivaluedMap<String, String> form, @Context HttpHeaders headers, @Context UriInfo uri) {
        access.require(Permission.WRITE);
        Shell shell = pages.shell(headers, uri);
        try {
            Map<String, @Nullable Object> given = Objects.requireNonNullElse(free.read("contact", form), Map.of());
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            given.forEach((key, value) -> {
                if (value != null && !List.of().equals(value)) {
                    values.put(key, value);
                }
            });
            if (values.isEmpty()) {
                return form(422, form, shell.t("assign.nothing"), Map.of(), headers, uri);
            }
            Marked marked = Marked.of(form);
            long changed = contacts.assign(marked.named(), marked.filter(), values);
            return pages.page(
                    200,
                    shell,
                    "message",
                    "title",
                    shell.t("bulk.fields"),
                    "text",
                    shell.t("assign.done", shell.n("contacts.count", changed)));
        } catch (GallraException e) {
            if (e.code() != GallraException.Code.INVALID) {
                throw e;
            }
            Map<String, String> errors = new LinkedHashMap<>();
            e.violations().forEach(v -> errors.put(v.field(), shell.t(v.text())));
            return form(422, form, shell.t(e.text()), errors, headers, uri);
        }
    }

    private Response form(
            int status,
            MultivaluedMap<String, String> form,
            @Nullable String error,
            Map<String, String> errors,
            HttpHeaders headers,
            UriInfo uri) {
        Shell shell = pages.shell(headers, uri);
        Marked marked = Marked.of(form);
        long count = marked.count(contacts);
        if (count == 0) {
            return pages.page(
                    422, shell, "message", "title", shell.t("bulk.fields"), "text", shell.t("nothing.marked"));
        }
        return pages.page(
                status,
                shell,
                "assign",
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
                "error",
                error,
                "fields",
                free.inputs("contact", Map.of(), form, errors, shell.language()));
    }
}
