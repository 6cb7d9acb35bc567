package org.gallra.ui;

import gg.jte.Content;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gallra.api.GallraException;
import org.gallra.api.Page;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.contact.Contact;
import org.gallra.api.contact.ContactFilter;
import org.gallra.api.contact.ContactId;
import org.gallra.api.contact.ContactQuery;
import org.gallra.api.contact.ContactService;
import org.gallra.api.ui.RecordForm;
import org.gallra.api.ui.SentForm;
import org.gallra.api.ui.UiBulkAction;
import org.gallra.api.ui.UiResource;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What bundles do to all contacts that are marked in the list. */
@Component(service = BulkPages.class)
@UiResource
@Path("bulk/{bundle}/{action}")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public final class BulkPages {

    private static final int SLICE = 200;

    /** A request is no job: more take longer than anybody waits for a page. */
    private static final int MOST = 10_000;

    private final Pages pages;
    private final ContactService contacts;
    private final AccessControl access;
    private final Parts parts;

    /** Takes the services. */
    @Activate
    public BulkPages(
            @Reference Pages pages,
            @Reference ContactService contacts,
            @Reference AccessControl access,
            @Reference Parts parts) {
        this.pages = pages;
        this.contacts = contacts;
        this.access = access;
        this.parts = parts;
    }

    /** Asks what is to be done. */
    @POST
    public Response choose(
            @PathParam("bundle") String bundle,
            @PathParam("action") String action,
            MultivaluedMap<String, String> form,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        return shown(200, known(bundle, action), form, null, headers, uri);
    }

    /** Does it and says how many were treated. */
    @POST
    @Path("run")
    public Response run(
            @PathParam("bundle") String bundle,
            @PathParam("action") String action,
            MultivaluedMap<String, String> form,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        Parts.Bulk bulk = known(bundle, action);
        Shell shell = pages.shell(headers, uri);
        Marked marked = Marked.of(form);
        if (marked.count(contacts) >= MOST) {
            throw new GallraException(
                    GallraException.Code.TOO_LARGE,
                    new Text(
                            "Högst 9 999 kontaktpersoner åt gången. Filtrera listan och gör det i flera omgångar.",
                            "At most 9,999 contacts at a time. Filter the list and do it in several rounds."));
        }
        try {
            long treated = act(bulk.service(), marked, new SentForm(form, Shell.ZONE));
            return pages.page(
                    200,
                    shell,
                    "bulkDone",
                    "title",
                    shell.t(bulk.label()),
                    "text",
                    shell.t("bulk.done", shell.n("contacts.count", treated)),
                    Origin.FIELD,
                    Origin.of(form));
        } catch (GallraException e) {
            if (e.code() != GallraException.Code.INVALID && e.code() != GallraException.Code.CONFLICT) {
                throw e;
            }
            return shown(e.code() == GallraException.Code.INVALID ? 422 : 409, bulk, form, e, headers, uri);
        }
    }

    private long act(UiBulkAction action, Marked marked, SentForm sent) {
        ContactFilter filter = marked.filter();
        long treated = 0;
        if (filter == null) {
            for (int from = 0; from < marked.ids().size(); from += SLICE) {
                treated += action.act(
                        marked.ids()
                                .subList(
                                        from,
                                        Math.min(from + SLICE, marked.ids().size())),
                        sent);
            }
            return treated;
        }
        String cursor = null;
        do {
            Page<Contact> page = contacts.list(new ContactQuery(filter, ContactQuery.Sort.NAME, false, cursor, SLICE));
            // what comes next is asked for before the act, which may take contacts out of the filter: the place stays
            cursor = page.next();
            List<ContactId> ids = page.items().stream().map(Contact::id).toList();
            treated += ids.isEmpty() ? 0 : action.act(ids, sent);
        } while (cursor != null);
        return treated;
    }

    private Response shown(
            int status,
            Parts.Bulk bulk,
            MultivaluedMap<String, String> form,
            @Nullable GallraException refused,
            HttpHeaders headers,
            UriInfo uri) {
        Shell shell = pages.shell(headers, uri);
        Marked marked = Marked.of(form);
        long count = marked.count(contacts);
        if (count == 0) {
            return pages.page(422, shell, "message", "title", shell.t(bulk.label()), "text", shell.t("nothing.marked"));
        }
        return pages.page(
                status,
                shell,
                "bulk",
                "title",
                shell.t(bulk.label()),
                "action",
                bulk.href() + "/run",
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
                refused == null ? null : shell.t(refused.text()),
                "inputs",
                inputs(bulk.service(), form, refused, shell));
    }

    private Content inputs(
            UiBulkAction action, MultivaluedMap<String, String> form, @Nullable GallraException refused, Shell shell) {
        Map<String, String> errors = new LinkedHashMap<>();
        if (refused != null) {
            refused.violations().forEach(v -> errors.put(v.field(), shell.t(v.text())));
        }
        StringWriter inputs = new StringWriter();
        try {
            RecordForm drawn =
                    new RecordForm(shell.context(access.caller()), refused == null ? null : form, errors, inputs);
            action.draw(drawn);
            drawn.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out -> out.writeContent(inputs.toString());
    }

    private Parts.Bulk known(String bundle, String path) {
        Parts.Bulk bulk = parts.bulk(bundle, path);
        if (bulk == null) {
            throw new GallraException(
                    GallraException.Code.GONE,
                    new Text(
                            "Det går inte (längre): tillägget är borta eller stoppat. Inget har ändrats.",
                            "That is not possible (any more): its bundle is gone or stopped. Nothing was changed."));
        }
        access.require(bulk.permission());
        return bulk;
    }
}
