package org.gallra.freefield;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.freefield.FreeField;
import org.gallra.api.freefield.FreeField.LegalBasis;
import org.gallra.api.freefield.FreeFieldOwner;
import org.gallra.api.personaldata.DataCategory;
import org.gallra.api.rest.Input;
import org.gallra.api.rest.Preconditions;
import org.gallra.api.ui.UiResource;
import org.gallra.freefield.FieldDraft.ChoiceDraft;
import org.gallra.freefield.FieldDraft.Words;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Takes the forms of the settings page and leads back to it. The host has checked the form's {@code _csrf}. */
@Component(service = FieldPageForms.class)
@UiResource
@Path("x/org.gallra.freefield")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public final class FieldPageForms {

    private final FieldService service;
    private final Owners owners;

    /** Takes the services. */
    @Activate
    public FieldPageForms(@Reference FieldService service, @Reference Owners owners) {
        this.service = service;
        this.owners = owners;
    }

    /** Switches the purpose on. */
    @POST
    @Path("purpose")
    public Response purpose() {
        service.switchOn(Purpose.ready());
        return back(Purpose.OWNER);
    }

    /** Defines a field; a list is opened again so that its choices can go on. */
    @POST
    @Path("fields")
    public Response create(MultivaluedMap<String, String> form) {
        FreeField.Type type = Input.constant("type", FreeField.Type.class, value(form, "type"));
        FreeField made = service.create(draft(form, value(form, "owner"), type, List.of()));
        return back(made.owner());
    }

    /** Changes a field. */
    @POST
    @Path("fields/{id}")
    public Response update(@PathParam("id") String id, MultivaluedMap<String, String> form) {
        UUID field = FieldsPage.id(id);
        FreeField old = service.get(field);
        service.update(
                field, Preconditions.version(value(form, "version")), draft(form, null, old.type(), old.choices()));
        return back(old.owner());
    }

    /** Puts a field one place up or down. */
    @POST
    @Path("fields/{id}/move")
    public Response move(@PathParam("id") String id, @FormParam("way") @Nullable String way) {
        UUID field = FieldsPage.id(id);
        service.move(field, "up".equals(way));
        return back(service.get(field).owner());
    }

    /** Deletes a field. */
    @POST
    @Path("fields/{id}/delete")
    public Response delete(@PathParam("id") String id, @FormParam("version") @Nullable String version) {
        UUID field = FieldsPage.id(id);
        String owner = service.get(field).owner();
        service.delete(field, Preconditions.version(version));
        return back(owner);
    }

    /** Says which standard fields are mandatory. */
    @POST
    @Path("standard")
    public Response standard(MultivaluedMap<String, String> form) {
        FreeFieldOwner owner = owners.get(value(form, "owner"));
        List<String> ticked = form.getOrDefault("field", List.of());
        var required = service.required(owner);
        for (FreeFieldOwner.Standard field : owner.standardFields()) {
            boolean wanted = ticked.contains(field.name());
            if (wanted != required.contains(field.name())) {
                service.require(owner.id(), field.name(), wanted);
            }
        }
        return back(owner.id());
    }

    private static FieldDraft draft(
            MultivaluedMap<String, String> form,
            @Nullable String owner,
            FreeField.Type type,
            List<FreeField.Choice> known) {
        List<ChoiceDraft> choices = type.chosen() ? choices(form) : List.of();
        return new FieldDraft(
                owner,
                type,
                new Words(value(form, "labelSv"), value(form, "labelEn")),
                new Words(value(form, "helpSv"), value(form, "helpEn")),
                null,
                form.containsKey("mandatory"),
                form.containsKey("listed"),
                form.containsKey("personal"),
                Input.constant("category", DataCategory.class, value(form, "category")),
                initial(type, value(form, "initial"), known),
                choices);
    }

    private static @Nullable Object initial(FreeField.Type type, String text, List<FreeField.Choice> known) {
        try {
            return Parser.parse(Fields.of(type, known), text);
        } catch (GallraException e) {
            throw GallraException.invalid("initial", e.violations().get(0).text());
        }
    }

    private static List<ChoiceDraft> choices(MultivaluedMap<String, String> form) {
        List<ChoiceDraft> choices = new ArrayList<>();
        for (int i = 0; form.containsKey("choice" + i + ".sv"); i++) {
            String n = "choice" + i;
            String sv = value(form, n + ".sv");
            String basis = value(form, n + ".basis");
            String key = value(form, n + ".key");
            if (!sv.isBlank()) {
                choices.add(new ChoiceDraft(
                        key.isEmpty() ? null : key,
                        new Words(sv, value(form, n + ".en")),
                        form.containsKey(n + ".retired"),
                        basis.isEmpty() ? null : Input.constant(n + ".basis", LegalBasis.class, basis),
                        value(form, n + ".source"),
                        months(n, value(form, n + ".months"))));
            }
        }
        return choices;
    }

    private static @Nullable Integer months(String choice, String text) {
        if (text.isBlank()) {
            return null;
        }
        if (!text.strip().matches("[0-9]{1,4}")) {
            throw GallraException.invalid(
                    choice + ".months", new Text("Ange 1 till 1200 månader.", "Give 1 to 1200 months."));
        }
        return Integer.valueOf(text.strip());
    }

    private static String value(MultivaluedMap<String, String> form, String name) {
        String value = form.getFirst(name);
        return value == null ? "" : value;
    }

    private static Response back(String owner) {
        return Response.seeOther(URI.create(FieldsPage.ADDRESS + "?owner=" + owner))
                .build();
    }
}
