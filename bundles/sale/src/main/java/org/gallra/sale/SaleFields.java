package org.gallra.sale;

import org.gallra.api.Text;
import org.gallra.api.freefield.FreeFieldOwner;
import org.osgi.service.component.annotations.Component;

/** Sales take free fields. */
@Component
public final class SaleFields implements FreeFieldOwner {

    static final FreeFieldOwner OWNER = new SaleFields();

    @Override
    public String id() {
        return "sale";
    }

    @Override
    public Text label() {
        return new Text("Försäljning", "Sales");
    }

    @Override
    public String recordTable() {
        return "sale";
    }
}
