#set( $lower = $record.toLowerCase() )
package ${package};

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gallra.api.Text;
import org.gallra.api.contact.ContactId;
import org.gallra.api.ui.UiColumn;
import org.gallra.api.ui.UiContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The column of the contact list with the last day of each contact. */
@Component
public final class ${record}Column implements UiColumn {

    private final ${record}Service service;

    /** Takes the service. */
    @Activate
    public ${record}Column(@Reference ${record}Service service) {
        this.service = service;
    }

    @Override
    public String id() {
        return "${vendor}.last${lower}";
    }

    @Override
    public Table table() {
        return Table.CONTACTS;
    }

    @Override
    public int rank() {
        return 550;
    }

    @Override
    public Text title() {
        return new Text("Senast: ${record}", "Last: ${record}");
    }

    @Override
    public Map<UUID, String> cells(List<UUID> rows, UiContext context) {
        Map<UUID, String> cells = new HashMap<>();
        service.last(rows.stream().map(ContactId::new).toList())
                .forEach((contact, day) -> cells.put(contact.value(), day.toString()));
        return cells;
    }
}
