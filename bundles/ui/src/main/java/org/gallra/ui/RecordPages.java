package org.gallra.ui;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.rest.Input;
import org.gallra.api.ui.FormInput;
import org.gallra.api.ui.RecordForm;
import org.gallra.api.ui.SentForm;
import org.gallra.api.ui.UiResource;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The pages on which records of bundles are changed. What was typed and refused stands in the form again. */
@Component(service = RecordPages.class)
@UiResource
@Path("records/{bundle}/{form}/{record}")
public final class RecordPages {

    /** What a form says that was sent again too late. */
    static final Text OVERTAKEN =
            new Text("Någon annan sparade medan du skrev.", "Somebody else saved while you were writing.");

    private final Pages pages;
    private final Parts parts;
    private final AccessControl access;

    /** Takes the parts. */
    @Activate
    public RecordPages(@Reference Pages pages, @Reference Parts parts, @Reference AccessControl access) {
        this.pages = pages;
        this.parts = parts;
        this.access = access;
    }

    /** Shows the form. */
    @GET
    public Response form(
            @PathParam("bundle") String bundle,
            @PathParam("form") String form,
            @PathParam("record") String record,
            @QueryParam(FormInput.BACK) @Nullable String back,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        return page(200, known(bundle, form), id(record), back, null, null, headers, uri);
    }

    /** Changes the record and leads back to where the form was opened. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response save(
            @PathParam("bundle") String bundle,
            @PathParam("form") String form,
            @PathParam("record") String record,
            MultivaluedMap<String, String> sent,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        Parts.Change change = known(bundle, form);
        UUID id = id(record);
        String back = sent.getFirst(FormInput.BACK);
        URI saved = FormInput.done(back, form, FormInput.SAVED);
        try {
            change.service().save(id, new SentForm(sent, Shell.ZONE));
        } catch (GallraException e) {
            int status =
                    switch (e.code()) {
                        case INVALID -> 422;
                        case STALE -> 412;
                        case CONFLICT -> 409;
                        default -> throw e;
                    };
            return page(status, change, id, back, sent, e, headers, uri);
        }
        return Response.seeOther(saved).build();
    }

    private Response page(
            int status,
            Parts.Change change,
            UUID record,
            @Nullable String back,
            @Nullable MultivaluedMap<String, String> sent,
            @Nullable GallraException refused,
            HttpHeaders headers,
            UriInfo uri) {
        String home = FormInput.back(back, change.service().path()).toString();
        Shell shell = pages.shell(headers, uri);
        Map<String, String> errors = new LinkedHashMap<>();
        if (refused != null) {
            refused.violations().forEach(v -> errors.put(v.field(), shell.t(v.text())));
        }
        StringWriter inputs = new StringWriter();
        try {
            RecordForm form = new RecordForm(shell.context(access.caller()), sent, errors, inputs);
            change.service().draw(record, form);
            form.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pages.page(
                status,
                shell,
                "recordForm",
                "title",
                change.title(),
                "address",
                shell.path(),
                "back",
                String.valueOf(back),
                "home",
                home,
                "error",
                refused == null ? null : status == 412 ? OVERTAKEN : refused.text(),
                "stale",
                status == 412,
                "others",
                others(inputs.toString(), errors),
                "inputs",
                (gg.jte.Content) out -> out.writeContent(inputs.toString()));
    }

    /** Returns the errors of fields that the form has not. */
    private static Map<String, String> others(String inputs, Map<String, String> errors) {
        Map<String, String> others = new LinkedHashMap<>(errors);
        others.keySet().removeIf(field -> inputs.contains("name=\"" + field + "\"") || field.startsWith("freeFields."));
        return others;
    }

    private Parts.Change known(String bundle, String path) {
        Parts.Change change = parts.form(bundle, path);
        if (change == null) {
            throw new GallraException(
                    GallraException.Code.GONE,
                    new Text(
                            "Sidan finns inte (längre): tillägget är borta eller stoppat.",
                            "There is no such page (any more): its bundle is gone or stopped."));
        }
        access.require(change.permission());
        return change;
    }

    private static UUID id(String record) {
        return Input.id(
                record,
                () -> GallraException.notFound(
                        new Text("Posten finns inte (längre).", "There is no such record (any more).")));
    }
}
