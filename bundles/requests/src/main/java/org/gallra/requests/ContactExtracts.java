package org.gallra.requests;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.gallra.api.ui.Markup;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiPanel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Who exported the contact of the card and when, for system administrators. */
@Component
public final class ContactExtracts implements UiPanel {

    private static final int SHOWN = 10;

    /** The audit log's entries of one extract. */
    private static final String LOG = "/ui/settings/org.gallra.audit/log?record=";

    private final MadeExtracts extracts;

    /** Takes what was made. */
    @Activate
    public ContactExtracts(@Reference MadeExtracts extracts) {
        this.extracts = extracts;
    }

    @Override
    public Slot slot() {
        return Slot.CONTACT_RIGHT;
    }

    @Override
    public int rank() {
        return 90;
    }

    @Override
    public Text title() {
        return new Text("Exporterade personuppgifter", "Exported personal data");
    }

    @Override
    public Permission permission() {
        return Permission.ADMINISTER;
    }

    @Override
    public void render(UiContext context, Writer out) throws IOException {
        if (context.contact() == null) {
            return;
        }
        List<MadeExtracts.Made> made = extracts.of(context.contact(), SHOWN);
        if (made.isEmpty()) {
            return;
        }
        Markup markup = new Markup(out, context.language());
        markup.html("<ul class=\"list-unstyled small mb-0\" id=\"extracts\">");
        for (MadeExtracts.Made one : made) {
            markup.html("<li class=\"mb-1\">")
                    .time(one.madeAt(), context.zone())
                    .html(" · ")
                    .value(one.madeBy())
                    .html(" · ")
                    .value(one.format());
            if (one.othersShown()) {
                markup.html(" · ").text("andra personer läsbara", "other people readable");
            }
            if (one.request() != null) {
                markup.html(" · ").text("begäran ", "request ").value(one.request());
            }
            markup.html(" · ")
                    .html("<a href=\"" + LOG)
                    .value(one.id().toString())
                    .html("\">")
                    .text("i loggen", "in the log")
                    .html("</a></li>");
        }
        markup.html("</ul>");
    }
}
