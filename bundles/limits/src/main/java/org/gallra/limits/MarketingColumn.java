package org.gallra.limits;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gallra.api.Text;
import org.gallra.api.ui.UiColumn;
import org.gallra.api.ui.UiContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells in the list of contacts who objects to direct marketing. */
@Component
public final class MarketingColumn implements UiColumn {

    private final LimitService limits;

    /** Takes the service. */
    @Activate
    public MarketingColumn(@Reference LimitService limits) {
        this.limits = limits;
    }

    @Override
    public String id() {
        return "limits.marketing";
    }

    @Override
    public Table table() {
        return Table.CONTACTS;
    }

    @Override
    public int rank() {
        return 300;
    }

    @Override
    public Text title() {
        return new Text("Invändning", "Objection");
    }

    @Override
    public Map<UUID, String> cells(List<UUID> rows, UiContext context) {
        String words = new Text("Ingen direktmarknadsföring", "No direct marketing").in(context.language());
        Map<UUID, String> cells = new HashMap<>();
        limits.objecting(rows).forEach(id -> cells.put(id, words));
        return cells;
    }
}
