package org.gallra.sale;

import java.io.IOException;
import java.io.Writer;
import org.gallra.api.Text;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiPanel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The sales on the company card. */
@Component
public final class CompanySales implements UiPanel {

    private final SaleList list;

    /** Takes what draws them. */
    @Activate
    public CompanySales(@Reference SaleList list) {
        this.list = list;
    }

    @Override
    public Slot slot() {
        return Slot.COMPANY_RIGHT;
    }

    @Override
    public int rank() {
        return 3;
    }

    @Override
    public Text title() {
        return new Text("Försäljningar", "Sales");
    }

    @Override
    public void render(UiContext context, Writer out) throws IOException {
        list.render(context, out);
    }
}
