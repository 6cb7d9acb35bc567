package org.gallra.sale;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.search.KeyFiller;
import org.gallra.api.ui.ListLook;
import org.gallra.api.ui.PageAddress;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiSearch;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The sales among the hits of the search. */
@Component(service = UiSearch.class)
public final class SaleHits implements UiSearch {

    private final SaleService sales;
    private final KeyFiller filler;

    /** Gives older rows their keys in the background. */
    @Activate
    public SaleHits(
            @Reference SaleService sales,
            @Reference Database database,
            @Reference(target = "(gallra.schema=org.gallra.sale)") SchemaReady schema) {
        this.sales = sales;
        this.filler = KeyFiller.start(database, "sale", "description", "order_number", "invoice_number");
    }

    /** Ends the filling. */
    @Deactivate
    public void stop() {
        filler.close();
    }

    @Override
    public int rank() {
        return 600;
    }

    @Override
    public Text title() {
        return new Text("Försäljning", "Sales");
    }

    @Override
    public List<Hit> find(String words, int most, UiContext context) {
        return sales.find(words, most).stream()
                .filter(one -> one.description() != null)
                .map(one -> hit(one, context))
                .toList();
    }

    @Override
    public String all(String words) {
        return ListLook.sought(
                PageAddress.of("/ui/settings/org.gallra.sale/sales")
                        .with("who", "all")
                        .with("period", "ever"),
                words);
    }

    @Override
    public long count(String words) {
        return sales.count(words);
    }

    private static Hit hit(Sale one, UiContext context) {
        String detail = Stream.of(
                        one.contactName(), one.companyName(), one.soldOn().toString())
                .filter(part -> part != null && !part.isEmpty())
                .collect(Collectors.joining(" · "));
        PageAddress card = PageAddress.card(one.contact(), one.company());
        return new Hit(
                Objects.requireNonNull(one.description()),
                detail,
                (context.caller().may(Permission.WRITE)
                                ? PageAddress.record(ChangeSale.FORM, one.id(), card.toString())
                                : card)
                        .toString());
    }
}
