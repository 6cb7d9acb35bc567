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

/** The requests of the contact on the card; without any there is no box. */
@Component
public final class ContactRequests implements UiPanel {

    private static final int SHOWN = 20;

    private final RequestService requests;

    /** Takes the service. */
    @Activate
    public ContactRequests(@Reference RequestService requests) {
        this.requests = requests;
    }

    @Override
    public Slot slot() {
        return Slot.CONTACT_RIGHT;
    }

    @Override
    public int rank() {
        return 15;
    }

    @Override
    public Text title() {
        return new Text("Begäranden", "Requests");
    }

    @Override
    public Permission permission() {
        return Permission.EXTRACT;
    }

    @Override
    public void render(UiContext context, Writer out) throws IOException {
        if (context.contact() == null) {
            return;
        }
        List<DataRequest> all = requests.list(new RequestQuery(null, context.contact(), null, SHOWN))
                .items();
        if (all.isEmpty()) {
            return;
        }
        Markup markup = new Markup(out, context.language());
        markup.html("<ul class=\"list-unstyled mb-0\" id=\"requests\">");
        for (DataRequest request : all) {
            markup.html("<li class=\"mb-2\">");
            RequestView.link(request, markup);
            markup.html(" ")
                    .text(request.kind().label())
                    .html("<div class=\"small\">")
                    .text(request.state().label());
            if (request.state().open()) {
                markup.html(" · ").text("senast ", "due ");
                RequestView.due(request, markup);
            } else if (request.answeredOn() != null) {
                markup.html(" ").value(request.answeredOn().toString());
            }
            markup.html("</div></li>");
        }
        markup.html("</ul>");
    }
}
