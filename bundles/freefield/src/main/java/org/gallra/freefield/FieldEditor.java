package org.gallra.freefield;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.gallra.api.Text;
import org.gallra.api.freefield.FreeField;
import org.gallra.api.freefield.FreeField.Choice;
import org.gallra.api.freefield.FreeField.LegalBasis;
import org.gallra.api.freefield.FreeField.Special;
import org.gallra.api.freefield.FreeFieldOwner;
import org.gallra.api.personaldata.DataCategory;
import org.gallra.api.ui.Markup;
import org.gallra.api.ui.UiContext;
import org.jspecify.annotations.Nullable;

/** Draws the forms in which a definition is made, changed and deleted. */
final class FieldEditor {

    private static final int EMPTY_CHOICES = 3;

    private final UiContext context;
    private final Markup markup;
    private final Locale language;

    FieldEditor(UiContext context, Markup markup) {
        this.context = context;
        this.markup = markup;
        this.language = context.language();
    }

    void create(FreeFieldOwner owner) throws IOException {
        markup.html("<h2>").text("Nytt fält", "New field").html("</h2>");
        markup.html(
                        "<form id=\"field-form\" class=\"panel form\" method=\"post\" action=\"/ui/x/org.gallra.freefield/fields\">")
                .hidden(context)
                .hidden("owner", owner.id());
        label("f-type", "Typ", "Type");
        markup.html("<select class=\"form-select\" id=\"f-type\" name=\"type\">");
        for (FreeField.Type type : FreeField.Type.values()) {
            option(type.name(), type.label(), false);
        }
        markup.html("</select></div>");
        common(owner, null);
        choices(null);
        buttons(owner.id());
    }

    void edit(FreeFieldOwner owner, FreeField field, FieldService.Impact impact) throws IOException {
        markup.html("<h2>").text(field.label()).html("</h2><p class=\"text-body-secondary\">");
        markup.text(field.type().label())
                .html(" · <code class=\"text-body\">")
                .value(field.key())
                .html("</code> · ");
        markup.text(
                        "ifyllt hos " + impact.filled() + ", saknas hos " + impact.lacking(),
                        "filled in for " + impact.filled() + ", missing for " + impact.lacking())
                .html("</p>");
        markup.html(
                        "<form id=\"field-form\" class=\"panel form\" method=\"post\" action=\"/ui/x/org.gallra.freefield/fields/")
                .value(field.id().toString())
                .html("\">")
                .hidden(context)
                .hidden("version", Long.toString(field.version()));
        common(owner, field);
        if (!field.mandatory() && impact.lacking() > 0) {
            markup.html("<div class=\"note warn d-block\">")
                    .text(
                            "Om fältet görs obligatoriskt måste " + impact.lacking()
                                    + " poster fyllas i när de ändras nästa gång. De ändras inte av sig själva.",
                            "If the field is made mandatory, " + impact.lacking()
                                    + " records have to be filled in at their next change. They do not change by themselves.")
                    .html("</div>");
        }
        if (field.type().chosen()) {
            choices(field);
        }
        buttons(field.owner());
        markup.html("<p class=\"mt-3\"><a class=\"btn btn-secondary\" href=\"" + FieldsPage.ADDRESS
                        + "?do=delete&amp;field=")
                .value(field.id().toString())
                .html("\">")
                .text("Ta bort fältet…", "Delete the field…")
                .html("</a></p>");
    }

    void delete(FreeField field, FieldService.Impact impact) throws IOException {
        markup.html("<h2>")
                .text("Ta bort ", "Delete ")
                .text(field.label())
                .html("</h2><div class=\"note danger d-block\">");
        markup.text(
                        impact.filled()
                                + " poster har ett värde i fältet. Värdena försvinner och kan inte återställas.",
                        impact.filled() + " records have a value in the field. The values go and cannot be restored.")
                .html("</div><form method=\"post\" action=\"/ui/x/org.gallra.freefield/fields/")
                .value(field.id().toString())
                .html("/delete\">")
                .hidden(context)
                .hidden("version", Long.toString(field.version()))
                .html("<button class=\"btn btn-danger\">")
                .text(
                        "Ta bort fältet och " + impact.filled() + " värden",
                        "Delete the field and " + impact.filled() + " values")
                .html("</button> <a class=\"btn btn-quiet\" href=\"" + FieldsPage.ADDRESS + "?owner=")
                .value(field.owner())
                .html("\">")
                .text("Avbryt", "Cancel")
                .html("</a></form>");
    }

    private void common(FreeFieldOwner owner, @Nullable FreeField field) throws IOException {
        Text help = field == null ? null : field.help();
        markup.html("<div class=\"grid\">");
        input(
                "f-label-sv",
                "labelSv",
                "Namn på svenska",
                "Name in Swedish",
                field == null ? "" : field.label().sv(),
                100,
                true);
        input(
                "f-label-en",
                "labelEn",
                "Namn på engelska",
                "Name in English",
                field == null ? "" : field.label().en(),
                100,
                false);
        area("f-help-sv", "helpSv", "Hjälptext på svenska", "Help in Swedish", help == null ? "" : help.sv());
        area("f-help-en", "helpEn", "Hjälptext på engelska", "Help in English", help == null ? "" : help.en());
        Object initial = field == null ? null : field.initial();
        List<String> written = field == null ? List.of() : Inputs.written(field, initial);
        String value = String.join("; ", written);
        input(
                "f-initial",
                "initial",
                "Förifyllt värde",
                "Initial value",
                field != null && field.type() == FreeField.Type.CURRENCY && !value.isEmpty()
                        ? value + " " + Inputs.currency(initial)
                        : value,
                500,
                false);
        label("f-category", "Kategori av personuppgift", "Category of personal data");
        markup.html("<select class=\"form-select\" id=\"f-category\" name=\"category\">");
        for (DataCategory category : DataCategory.values()) {
            option(
                    category.name(),
                    category.label(),
                    field == null ? category == DataCategory.OTHER : category == field.category());
        }
        markup.html("</select></div></div>");
        check("mandatory", "Obligatoriskt", "Mandatory", field != null && field.mandatory());
        check("listed", "Visas som kolumn i listor", "Shown as a column in lists", field != null && field.listed());
        if (owner.personal()) {
            markup.hidden("personal", "on");
        } else {
            check(
                    "personal",
                    "Är personuppgift (anonymiseras och visas i registerutdrag)",
                    "Is personal data (is anonymized and shown in extracts)",
                    field == null || field.personal());
        }
    }

    private void choices(@Nullable FreeField field) throws IOException {
        boolean purpose = field != null && field.special() == Special.PURPOSE;
        markup.html("<fieldset class=\"ff-choices-of\"><legend>")
                .text("Val i listan", "Choices of the list")
                .html("</legend><p class=\"help\">");
        markup.text(
                "Lämna namnet tomt för en rad som inte ska användas. Ett val som någon post har blir kvar som avslutat."
                        + " Spara för att få fler tomma rader.",
                "Leave the name empty for a line that is not used. A choice that some record has stays as retired."
                        + " Save to get more empty lines.");
        markup.html("</p>");
        List<Choice> choices = field == null ? List.of() : field.choices();
        for (int i = 0; i < choices.size() + EMPTY_CHOICES; i++) {
            choice(i, i < choices.size() ? choices.get(i) : null, purpose);
        }
        markup.html("</fieldset>");
    }

    private void choice(int at, @Nullable Choice choice, boolean purpose) throws IOException {
        String n = "choice" + at;
        markup.html("<fieldset class=\"ff-choice\"><legend>")
                .text("Val " + (at + 1), "Choice " + (at + 1))
                .html("</legend><div class=\"grid\">")
                .hidden(n + ".key", choice == null ? "" : choice.key());
        input(
                n + "-sv",
                n + ".sv",
                "Namn på svenska",
                "Name in Swedish",
                choice == null ? "" : choice.label().sv(),
                100,
                false);
        input(
                n + "-en",
                n + ".en",
                "Namn på engelska",
                "Name in English",
                choice == null ? "" : choice.label().en(),
                100,
                false);
        if (purpose) {
            label(n + "-basis", "Rättslig grund", "Legal basis");
            markup.html("<select class=\"form-select\" id=\"" + n + "-basis\" name=\"" + n
                    + ".basis\"><option value=\"\"></option>");
            for (LegalBasis basis : LegalBasis.values()) {
                option(basis.name(), basis.label(), choice != null && choice.legalBasis() == basis);
            }
            markup.html("</select></div>");
            Integer months = choice == null ? null : choice.retentionMonths();
            String source = choice == null ? null : choice.source();
            input(n + "-source", n + ".source", "Källa", "Source", source == null ? "" : source, 200, false);
            input(
                    n + "-months",
                    n + ".months",
                    "Gallras efter (månader)",
                    "Retention (months)",
                    months == null ? "" : months.toString(),
                    4,
                    false);
        }
        markup.html("</div>");
        if (choice != null) {
            check(
                    n + ".retired",
                    "Avslutat: kan inte väljas längre",
                    "Retired: cannot be chosen any more",
                    choice.retired());
        }
        markup.html("</fieldset>");
    }

    private void buttons(String owner) throws IOException {
        markup.html("<div class=\"form-buttons\"><button class=\"btn btn-primary\">")
                .text("Spara", "Save")
                .html("</button> <a class=\"btn btn-quiet\" href=\"" + FieldsPage.ADDRESS + "?owner=")
                .value(owner)
                .html("\">")
                .text("Avbryt", "Cancel")
                .html("</a></div></form>");
    }

    private void label(String id, String sv, String en) throws IOException {
        markup.html("<div class=\"field\"><label for=\"")
                .value(id)
                .html("\">")
                .text(sv, en)
                .html("</label>");
    }

    private void input(String id, String name, String sv, String en, String value, int max, boolean required)
            throws IOException {
        label(id, sv, en);
        markup.html("<input class=\"form-control\" id=\"")
                .value(id)
                .html("\" name=\"")
                .value(name);
        markup.html("\" maxlength=\"" + max + "\" value=\"")
                .value(value)
                .html(required ? "\" required></div>" : "\"></div>");
    }

    private void area(String id, String name, String sv, String en, String value) throws IOException {
        label(id, sv, en);
        markup.html("<textarea class=\"form-control\" rows=\"2\" maxlength=\"1000\" id=\"")
                .value(id)
                .html("\" name=\"")
                .value(name);
        markup.html("\">\n").value(value).html("</textarea></div>");
    }

    private void check(String name, String sv, String en, boolean checked) throws IOException {
        markup.html("<div><label class=\"check\"><input class=\"form-check-input\" type=\"checkbox\" name=\"")
                .value(name);
        markup.html(checked ? "\" checked> " : "\"> ").text(sv, en).html("</label></div>");
    }

    private void option(String value, Text label, boolean selected) throws IOException {
        markup.html("<option value=\"").value(value).html(selected ? "\" selected>" : "\">");
        markup.value(label.in(language)).html("</option>");
    }
}
