package ${package};

import java.io.IOException;
import java.io.Writer;
import org.gallra.api.Page;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.gallra.api.freefield.FreeFieldForms;
import org.gallra.api.ui.Markup;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiPanel;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** What the contact card shows, and a form for a new one. */
@Component
public final class ${record}Panel implements UiPanel {

    private static final int SHOWN = 10;

    private final ${record}Service service;

    /** Optional: without it there are no free fields. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable FreeFieldForms fields;

    /** Takes the service. */
    @Activate
    public ${record}Panel(@Reference ${record}Service service) {
        this.service = service;
    }

    @Override
    public Slot slot() {
        return Slot.CONTACT_RIGHT;
    }

    @Override
    public int rank() {
        return 550;
    }

    @Override
    public Text title() {
        return Text.same("${record}");
    }

    @Override
    public void render(UiContext context, Writer out) throws IOException {
        Markup markup = new Markup(out, context.language());
        boolean writable = context.caller().may(Permission.WRITE) && !context.anonymized();
        if (writable) {
            form(context, markup, out);
        }
        Page<${record}Service.${record}> page = service.list(context.contact(), null, SHOWN);
        markup.html("<ul class=\"list-group list-group-flush\" id=\"${records}\">");
        for (${record}Service.${record} one : page.items()) {
            markup.html("<li class=\"list-group-item px-0 text-break\">").value(one.subject());
            if (one.happenedOn() != null) {
                markup.html(" <span class=\"badge text-bg-secondary\">")
                        .value(one.happenedOn().toString())
                        .html("</span>");
            }
            if (one.note() != null) {
                markup.html("<div class=\"small text-body-secondary\">").lines(one.note()).html("</div>");
            }
            FreeFieldForms.details(fields, ${record}Fields.OWNER, one.freeFields(), context.language(), out);
            if (writable) {
                markup.change(${record}Change.FORM, one.id(), context.path(), one.subject());
            }
            markup.html("</li>");
        }
        markup.html("</ul>");
        if (page.items().isEmpty()) {
            markup.html("<p class=\"text-body-secondary mb-0\">").text("Inga ännu.", "None yet.").html("</p>");
        }
    }

    private void form(UiContext context, Markup markup, Writer out) throws IOException {
        markup.html("<details class=\"mb-3\"><summary class=\"btn btn-secondary mb-2\">")
                .text("Lägg till", "Add")
                .html("</summary><form id=\"new-${vendor}-${records}\" class=\"row g-2\" method=\"post\"")
                .html(" action=\"/ui/x/${artifactId}/${records}\">")
                .hidden(context)
                .hidden("contact", String.valueOf(context.contact()))
                .html("<div class=\"col-12\"><label class=\"form-label\" for=\"${vendor}-subject\">")
                .text("Ämne", "Subject")
                .html("</label><input class=\"form-control\" id=\"${vendor}-subject\" name=\"subject\" maxlength=\"200\" required>")
                .html("</div><div class=\"col-12\"><label class=\"form-label\" for=\"${vendor}-note\">")
                .text("Anteckning", "Note")
                .html("</label><textarea class=\"form-control\" id=\"${vendor}-note\" name=\"note\" rows=\"2\" maxlength=\"4000\">")
                .html("</textarea></div><div class=\"col-12\"><label class=\"form-label\" for=\"${vendor}-day\">")
                .text("Dag", "Day")
                .html("</label><input class=\"form-control\" type=\"date\" id=\"${vendor}-day\" name=\"happenedOn\"></div>");
        FreeFieldForms.inputs(fields, ${record}Fields.OWNER, "${vendor}", context.language(), out);
        markup.html("<div class=\"col-12\"><button class=\"btn btn-primary\">")
                .text("Spara", "Save")
                .html("</button></div></form></details>");
    }
}
