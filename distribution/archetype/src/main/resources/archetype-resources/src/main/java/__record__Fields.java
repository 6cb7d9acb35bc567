#set( $table = $vendor + "_" + $record.toLowerCase() )
#set( $lower = $record.toLowerCase() )
package ${package};

import org.gallra.api.Text;
import org.gallra.api.freefield.FreeFieldOwner;
import org.osgi.service.component.annotations.Component;

/** Administrators can define fields of their own: the values lie in ${table}_field. */
@Component
public final class ${record}Fields implements FreeFieldOwner {

    static final FreeFieldOwner OWNER = new ${record}Fields();

    @Override
    public String id() {
        return "${vendor}.${lower}";
    }

    @Override
    public Text label() {
        return Text.same("${record}");
    }

    @Override
    public String recordTable() {
        return "${table}";
    }
}
