package org.gallra.freefield;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.gallra.api.Text;
import org.gallra.api.freefield.FreeField;
import org.gallra.api.freefield.FreeField.Special;
import org.gallra.api.freefield.FreeFieldOwner;
import org.gallra.api.ui.Markup;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiSettingsPage;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** CRM settings, fields: which free fields each type of record has, and what is mandatory. */
@Component
public final class FieldsPage implements UiSettingsPage {

    /** Where it is. */
    static final String ADDRESS = "/ui/settings/org.gallra.freefield/fields";

    private final FieldService service;
    private final Owners owners;

    /** Takes the services. */
    @Activate
    public FieldsPage(@Reference FieldService service, @Reference Owners owners) {
        this.service = service;
        this.owners = owners;
    }

    @Override
    public String path() {
        return "fields";
    }

    @Override
    public int rank() {
        return 150;
    }

    @Override
    public Text title() {
        return new Text("Fält", "Fields");
    }

    @Override
    public String icon() {
        return "ui-checks";
    }

    @Override
    public void render(UiContext context, Map<String, String> parameters, Writer out) throws IOException {
        Markup markup = new Markup(out, context.language());
        FreeField field = field(parameters.get("field"));
        String asked = parameters.getOrDefault("owner", field == null ? Purpose.OWNER : field.owner());
        List<FreeFieldOwner> all = owners.all();
        FreeFieldOwner owner =
                all.stream().filter(o -> o.id().equals(asked)).findFirst().orElse(all.isEmpty() ? null : all.get(0));
        if (owner == null) {
            markup.html("<p>")
                    .text("Inget tar fria fält just nu.", "Nothing takes free fields now.")
                    .html("</p>");
            return;
        }
        tabs(all, owner, markup);
        FieldEditor editor = new FieldEditor(context, markup);
        if (field != null && "delete".equals(parameters.get("do"))) {
            editor.delete(field, service.impact(field.id()));
        } else if (field != null) {
            editor.edit(owner, field, service.impact(field.id()));
        } else if ("new".equals(parameters.get("do"))) {
            editor.create(owner);
        } else if ("standard".equals(parameters.get("do"))) {
            standard(context, owner, markup);
        } else {
            list(context, owner, markup);
        }
    }

    private @Nullable FreeField field(@Nullable String id) {
        return id == null
                ? null
                : service.list(null).stream()
                        .filter(f -> f.id().toString().equals(id))
                        .findFirst()
                        .orElse(null);
    }

    private static void tabs(List<FreeFieldOwner> all, FreeFieldOwner owner, Markup markup) throws IOException {
        markup.html("<nav class=\"mb-3\" aria-label=\"")
                .text("Typ av post", "Type of record")
                .html("\"><ul class=\"nav nav-tabs\">");
        for (FreeFieldOwner one : all) {
            boolean here = one.id().equals(owner.id());
            markup.html("<li class=\"nav-item\"><a class=\"nav-link")
                    .html(here ? " active\" aria-current=\"page\"" : "\"")
                    .html(" href=\"" + ADDRESS + "?owner=")
                    .value(one.id())
                    .html("\">")
                    .text(one.label())
                    .html("</a></li>");
        }
        markup.html("</ul></nav>");
    }

    private void list(UiContext context, FreeFieldOwner owner, Markup markup) throws IOException {
        List<FreeField> fields = service.list(owner.id());
        markup.html("<p><a class=\"btn btn-primary\" href=\"" + ADDRESS + "?do=new&amp;owner=")
                .value(owner.id())
                .html("\">")
                .text("Nytt fält", "New field")
                .html("</a>");
        if (!owner.standardFields().isEmpty()) {
            markup.html(" <a class=\"btn btn-secondary\" href=\"" + ADDRESS + "?do=standard&amp;owner=")
                    .value(owner.id())
                    .html("\">")
                    .text("Obligatoriska standardfält", "Mandatory standard fields")
                    .html("</a>");
        }
        markup.html("</p>");
        if (owner.id().equals(Purpose.OWNER) && fields.stream().noneMatch(f -> f.special() == Special.PURPOSE)) {
            purpose(context, markup);
        }
        if (fields.isEmpty()) {
            markup.html("<p class=\"empty\">")
                    .text(
                            "Inga fria fält ännu. Lägg till ett för uppgifter som formuläret saknar.",
                            "No free fields yet. Add one for what the form lacks.")
                    .html("</p>");
        } else {
            table(context, fields, markup);
        }
    }

    private static void purpose(UiContext context, Markup markup) throws IOException {
        markup.html("<form class=\"note info d-block\" method=\"post\" action=\"/ui/x/org.gallra.freefield/purpose\">")
                .hidden(context)
                .html("<p>")
                .text(
                        "Syfte med bearbetning är ett färdigt fält: varför kontaktpersonen lagras, med rättslig grund och"
                                + " gallringstid för varje syfte, och när det ska granskas.",
                        "Purpose of processing is a ready-made field: why the contact is stored, with legal basis and"
                                + " retention for each purpose, and when it is to be reviewed.")
                .html("</p><button class=\"btn btn-secondary\">")
                .text("Slå på syfte", "Switch purpose on")
                .html("</button></form>");
    }

    private static void table(UiContext context, List<FreeField> fields, Markup markup) throws IOException {
        markup.html("<div class=\"table-wrap\"><table class=\"table cards\"><caption class=\"visually-hidden\">")
                .text("Fria fält", "Free fields")
                .html("</caption><thead><tr>");
        head("Fält", "Field", markup);
        head("Nyckel", "Key", markup);
        head("Typ", "Type", markup);
        head("Regler", "Rules", markup);
        head("Ordning", "Order", markup);
        markup.html("</tr></thead><tbody>");
        for (int i = 0; i < fields.size(); i++) {
            row(context, fields.get(i), i == 0, i == fields.size() - 1, markup);
        }
        markup.html("</tbody></table></div>");
    }

    private static void head(String sv, String en, Markup markup) throws IOException {
        markup.html("<th scope=\"col\">").text(sv, en).html("</th>");
    }

    private static void row(UiContext context, FreeField field, boolean first, boolean last, Markup markup)
            throws IOException {
        markup.html("<tr><th scope=\"row\"><a href=\"" + ADDRESS + "?field=")
                .value(field.id().toString())
                .html("\">")
                .text(field.label())
                .html("</a></th>");
        cell("Nyckel", "Key", markup)
                .html("<code class=\"text-body\">")
                .value(field.key())
                .html("</code></td>");
        cell("Typ", "Type", markup).text(field.type().label()).html("</td>");
        cell("Regler", "Rules", markup);
        if (field.mandatory()) {
            markup.html("<span class=\"badge-warn\">")
                    .text("Obligatoriskt", "Mandatory")
                    .html("</span> ");
        }
        if (field.listed()) {
            markup.html("<span class=\"badge text-bg-light border\">")
                    .text("I listan", "In the list")
                    .html("</span> ");
        }
        if (!field.personal()) {
            markup.html("<span class=\"badge text-bg-light border\">")
                    .text("Ej personuppgift", "Not personal")
                    .html("</span>");
        }
        markup.html("</td>");
        cell("Ordning", "Order", markup);
        markup.html("<form class=\"d-inline-flex gap-1\" method=\"post\" action=\"/ui/x/org.gallra.freefield/fields/")
                .value(field.id().toString())
                .html("/move\">")
                .hidden(context);
        arrow(field, "up", "Flytta upp", "Move up", "↑", first, markup);
        arrow(field, "down", "Flytta ned", "Move down", "↓", last, markup);
        markup.html("</form></td></tr>");
    }

    private static Markup cell(String sv, String en, Markup markup) throws IOException {
        return markup.html("<td data-label=\"").text(sv, en).html("\">");
    }

    private static void arrow(
            FreeField field, String way, String sv, String en, String sign, boolean end, Markup markup)
            throws IOException {
        markup.html("<button class=\"btn btn-sm btn-secondary\" name=\"way\" value=\"" + way + "\" aria-label=\"")
                .text(sv + ": " + field.label().sv(), en + ": " + field.label().en())
                .html(end ? "\" disabled>" : "\">")
                .html(sign)
                .html("</button>");
    }

    private void standard(UiContext context, FreeFieldOwner owner, Markup markup) throws IOException {
        Set<String> required = service.required(owner);
        Map<String, Long> lacking = service.lacking(owner);
        markup.html("<h2>")
                .text("Vanliga fält som är obligatoriska", "Standard fields that are mandatory")
                .html("</h2><form method=\"post\" action=\"/ui/x/org.gallra.freefield/standard\">")
                .hidden(context)
                .hidden("owner", owner.id())
                .html("<div class=\"table-wrap\"><table class=\"table\"><thead><tr>");
        head("Obligatoriskt", "Mandatory", markup);
        head("Saknas i dag hos", "Missing today in", markup);
        markup.html("</tr></thead><tbody>");
        for (FreeFieldOwner.Standard field : owner.standardFields()) {
            markup.html(
                            "<tr><th scope=\"row\"><label class=\"check\"><input class=\"form-check-input\" type=\"checkbox\" name=\"field\" value=\"")
                    .value(field.name())
                    .html(required.contains(field.name()) ? "\" checked> " : "\"> ")
                    .text(field.label())
                    .html("</label></th><td>")
                    .value(String.valueOf(lacking.get(field.name())))
                    .html("</td></tr>");
        }
        markup.html("</tbody></table></div><button class=\"btn btn-primary mt-3\">")
                .text("Spara", "Save")
                .html("</button></form>");
    }

    static UUID id(String id) {
        return org.gallra.api.rest.Input.id(id, FieldService::unknown);
    }
}
