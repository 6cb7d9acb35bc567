#set( $table = $vendor + "_" + $record.toLowerCase() )
package ${package};

import java.util.List;
import java.util.Objects;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.search.KeyFiller;
import org.gallra.api.ui.PageAddress;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiSearch;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The records among the hits of the search in the top bar. */
@Component(service = UiSearch.class)
public final class ${record}Hits implements UiSearch {

    private final ${record}Service service;
    private final KeyFiller filler;

    /** Gives rows that came by SQL their keys in the background. */
    @Activate
    public ${record}Hits(
            @Reference ${record}Service service,
            @Reference Database database,
            @Reference(target = "(gallra.schema=${artifactId})") SchemaReady schema) {
        this.service = service;
        this.filler = KeyFiller.start(database, "${table}", "subject");
    }

    /** Ends the filling. */
    @Deactivate
    public void stop() {
        filler.close();
    }

    @Override
    public int rank() {
        return 1000;
    }

    @Override
    public Text title() {
        return Text.same("${record}");
    }

    @Override
    public List<Hit> find(String words, int most, UiContext context) {
        return service.find(words, most).stream().map(one -> hit(one, context)).toList();
    }

    private static Hit hit(${record}Service.${record} one, UiContext context) {
        PageAddress card = PageAddress.card(one.contact(), null);
        return new Hit(
                one.subject(),
                Objects.toString(one.happenedOn(), ""),
                (context.caller().may(Permission.WRITE)
                                ? PageAddress.record(${record}Change.FORM, one.id(), card.toString())
                                : card)
                        .toString());
    }
}
