package org.gallra.rules;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Permission;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.ui.Markup;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiPanel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What rules propose and an administrator has to approve or decline, on the start page. */
@Component(service = UiPanel.class)
public final class OpenProposals implements UiPanel {

    private final Database database;
    private final AccessControl access;

    /** Takes the service. */
    @Activate
    public OpenProposals(
            @Reference Database database,
            @Reference AccessControl access,
            @Reference(target = "(gallra.schema=org.gallra.rules)") SchemaReady schema) {
        this.database = database;
        this.access = access;
    }

    @Override
    public Slot slot() {
        return Slot.START;
    }

    @Override
    public int rank() {
        return 10;
    }

    @Override
    public Text title() {
        return new Text("Förslag att ta ställning till", "Proposals to decide on");
    }

    @Override
    public Permission permission() {
        return Permission.ANONYMIZE;
    }

    @Override
    public void render(UiContext context, Writer out) throws IOException {
        access.require(Permission.ANONYMIZE);
        List<RuleStore.Proposal> proposals = database.read(c -> RuleStore.proposals(c, database.kind()));
        if (proposals.isEmpty()) {
            return;
        }
        Markup markup = new Markup(out, context.language());
        markup.html("<ul class=\"list-group list-group-flush\" id=\"open-proposals\">");
        for (RuleStore.Proposal one : proposals) {
            markup.html(
                            "<li class=\"list-group-item px-0\"><div class=\"d-flex gap-2 align-items-baseline\"><div class=\"what\">")
                    .html("<a class=\"text-break\" href=\"/ui/rules/")
                    .value(one.rule().toString())
                    .html("/runs/")
                    .value(one.run().toString())
                    .html("\">")
                    .value(one.name())
                    .html("</a></div><time class=\"text-body-secondary small ms-auto text-nowrap\" datetime=\"")
                    .value(one.startedAt().toString())
                    .html("\">")
                    .time(one.startedAt(), context.zone())
                    .html("</time></div><div class=\"small text-body-secondary\">")
                    .text(
                            one.hits() == 1 ? "1 kontaktperson" : one.hits() + " kontaktpersoner",
                            one.hits() == 1 ? "1 contact" : one.hits() + " contacts")
                    .html("</div></li>");
        }
        markup.html("</ul>");
    }
}
