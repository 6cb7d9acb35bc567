package org.gallra.ui;

import gg.jte.Content;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gallra.api.ui.ListLook;
import org.gallra.api.ui.Markup;
import org.gallra.api.ui.PageAddress;
import org.gallra.api.ui.UiContext;
import org.gallra.api.view.ListViews;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** How the core's own lists look; as they are made here while the bundle of views is away. */
@Component(service = Lists.class)
public final class Lists {

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ListViews views;

    /**
     * A view that comes with the product.
     *
     * @param title a key of the texts
     * @param href the list with its filter
     * @param here whether it is the one that is shown
     */
    public record Ready(String title, String href, boolean here) {}

    /** Returns the service, or null while its bundle is away. */
    @Nullable
    ListViews service() {
        return views;
    }

    /** Reads how a list looks. */
    ListLook look(String list, UriInfo uri) {
        Map<String, String> parameters = new HashMap<>();
        uri.getQueryParameters().forEach((name, values) -> parameters.put(name, values.get(0)));
        return ListLook.of(views, list, parameters);
    }

    /** Returns the address of a list with the view that its filter form was drawn in. */
    static PageAddress marked(String path, MultivaluedMap<String, String> form) {
        String view = form.getFirst(ListLook.VIEW);
        return PageAddress.of(path)
                .with(ListLook.VIEW, view != null && view.matches("[0-9a-f-]{36}") ? view : null)
                .with("x", form.containsKey("x") ? "1" : null);
    }

    /** Draws what stands above a list. */
    Content drawn(
            ListLook look,
            UiContext context,
            PageAddress address,
            Map<String, String> query,
            List<ListLook.Column> all,
            List<String> shown) {
        StringWriter out = new StringWriter();
        try {
            look.write(views, context, address, query, all, shown, new Markup(out, context.language()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String markup = out.toString();
        return output -> output.writeContent(markup);
    }
}
