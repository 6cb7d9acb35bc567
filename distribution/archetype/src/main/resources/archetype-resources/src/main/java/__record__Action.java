#set( $symbol_pound = "#" )
package ${package};

import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiRecordAction;
import org.osgi.service.component.annotations.Component;

/** The entry in the plus menu of the contact card that leads to the form of the panel. */
@Component
public final class ${record}Action implements UiRecordAction {

    @Override
    public Card card() {
        return Card.CONTACT;
    }

    @Override
    public int rank() {
        return 550;
    }

    @Override
    public Text label() {
        return new Text("Ny post: ${record}", "New record: ${record}");
    }

    @Override
    public String icon() {
        return "plus-circle";
    }

    @Override
    public Permission permission() {
        return Permission.WRITE;
    }

    @Override
    public String href(UiContext context) {
        return "${symbol_pound}new-${vendor}-${records}";
    }
}
