package org.gallra.requests;

import java.io.IOException;
import java.io.Writer;
import org.gallra.api.Page;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.gallra.api.ui.Markup;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiPanel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The requests of data subjects that are due next, on the start page. */
@Component(service = UiPanel.class)
public final class OpenRequests implements UiPanel {

    private static final int SHOWN = 5;

    private final RequestService requests;

    /** Takes the service. */
    @Activate
    public OpenRequests(@Reference RequestService requests) {
        this.requests = requests;
    }

    @Override
    public Slot slot() {
        return Slot.START;
    }

    @Override
    public int rank() {
        return 20;
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
        Page<DataRequest> page = requests.list(new RequestQuery(true, null, null, SHOWN));
        if (page.items().isEmpty()) {
            return;
        }
        Markup markup = new Markup(out, context.language());
        markup.html("<ul class=\"list-group list-group-flush\" id=\"open-requests\">");
        for (DataRequest request : page.items()) {
            markup.html(
                    "<li class=\"list-group-item px-0\"><div class=\"d-flex gap-2 align-items-baseline\"><div class=\"what\">");
            RequestView.link(request, markup);
            markup.html(" <span class=\"text-break\">");
            RequestView.who(request, markup);
            markup.html("</span></div><span class=\"small ms-auto text-nowrap\">")
                    .text("senast ", "due ");
            RequestView.due(request, markup);
            markup.html("</span></div><div class=\"small text-body-secondary\">")
                    .text(request.kind().label())
                    .html("</div></li>");
        }
        markup.html("</ul><p class=\"small mt-2 mb-0\"><a href=\"" + RequestsPage.ADDRESS + "\">")
                .text("Alla öppna begäranden", "All open requests")
                .html("</a></p>");
    }
}
