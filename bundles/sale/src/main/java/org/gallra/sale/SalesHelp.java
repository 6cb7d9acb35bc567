package org.gallra.sale;

import org.gallra.api.Text;
import org.gallra.api.ui.UiHelp;
import org.osgi.service.component.annotations.Component;

/** The chapter of the user guide about sales. */
@Component
public final class SalesHelp implements UiHelp {

    @Override
    public String chapter() {
        return "sales";
    }

    @Override
    public int rank() {
        return 900;
    }

    @Override
    public Text title() {
        return new Text("Försäljning", "Sales");
    }

    @Override
    public Part part() {
        return Part.WORK;
    }
}
