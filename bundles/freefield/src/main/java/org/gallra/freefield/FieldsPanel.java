package org.gallra.freefield;

import java.io.IOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.gallra.api.access.Permission;
import org.gallra.api.freefield.FreeField;
import org.gallra.api.freefield.FreeFieldForms;
import org.gallra.api.freefield.FreeFieldOwner;
import org.gallra.api.freefield.FreeFields;
import org.gallra.api.ui.Markup;
import org.gallra.api.ui.UiContext;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Draws the free fields of a card, with the help that the administrator wrote (PRIVACY.md rule 32). */
@Component(service = FieldsPanel.class)
public final class FieldsPanel {

    private final Owners owners;
    private final FreeFields fields;
    private final FreeFieldForms forms;

    /** Takes the services. */
    @Activate
    public FieldsPanel(@Reference Owners owners, @Reference FreeFields fields, @Reference FreeFieldForms forms) {
        this.owners = owners;
        this.fields = fields;
        this.forms = forms;
    }

    void render(String id, @Nullable Map<String, Object> values, UiContext context, Writer out) throws IOException {
        FreeFieldOwner owner = owners.find(id).orElse(null);
        if (owner == null || values == null || context.anonymized() && values.isEmpty()) {
            return;
        }
        if (fields.fields(owner).isEmpty()) {
            return;
        }
        Locale language = context.language();
        Markup markup = new Markup(out, language);
        markup.html("<div id=\"free-fields\">");
        details(owner, values, language, markup, out);
        for (FreeField field : fields.fields(owner)) {
            if (field.mandatory() && !values.containsKey(field.key())) {
                markup.html("<p><span class=\"badge-warn\">")
                        .text(field.label().sv() + " saknas", field.label().en() + " is missing")
                        .html("</span></p>");
            }
        }
        if (values.isEmpty()) {
            markup.html("<p class=\"text-body-secondary\">")
                    .text("Inget ifyllt.", "Nothing filled in.")
                    .html("</p>");
        }
        help(owner, context, markup);
        markup.html("</div>");
    }

    /** Writes the purpose and its days under the name that it has in the law's words, and then all else. */
    private void details(FreeFieldOwner owner, Map<String, Object> values, Locale language, Markup markup, Writer out)
            throws IOException {
        Map<String, Object> purpose = new HashMap<>();
        Map<String, Object> others = new HashMap<>(values);
        for (FreeField field : fields.fields(owner)) {
            Object value = field.special() == null ? null : others.remove(field.key());
            if (value != null) {
                purpose.put(field.key(), value);
            }
        }
        if (!purpose.isEmpty()) {
            markup.html("<h3 class=\"h6\">")
                    .text("Syfte med bearbetning", "Purpose of processing")
                    .html("</h3>");
            forms.details(owner, purpose, language, out);
        }
        forms.details(owner, others, language, out);
    }

    private void help(FreeFieldOwner owner, UiContext context, Markup markup) throws IOException {
        markup.html("<details><summary>")
                .text("Hjälp om fria fält", "Help on free fields")
                .html("</summary><p class=\"help\">");
        markup.text(
                "Fria fält är fält som systemadministratören har lagt till. Syfte säger varför kontaktpersonen lagras.",
                "Free fields are fields that the system administrator has added. Purpose says why the contact is stored.");
        markup.html("</p><dl class=\"details\">");
        for (FreeField field : fields.fields(owner)) {
            markup.html("<dt>")
                    .text(field.label())
                    .html("</dt><dd>")
                    .text(field.type().label());
            if (field.mandatory()) {
                markup.text(", obligatoriskt", ", mandatory");
            }
            if (field.help() != null) {
                markup.html("<br>").lines(field.help().in(context.language()));
            }
            markup.html("</dd>");
        }
        markup.html("</dl>");
        if (context.caller().may(Permission.ADMINISTER)) {
            markup.html("<p><a href=\"" + FieldsPage.ADDRESS + "?owner=")
                    .value(owner.id())
                    .html("\">")
                    .text("Ändra fälten", "Change the fields")
                    .html("</a></p>");
        }
        markup.html("</details>");
    }
}
