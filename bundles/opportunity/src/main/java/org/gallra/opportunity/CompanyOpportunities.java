package org.gallra.opportunity;

import java.io.IOException;
import java.io.Writer;
import org.gallra.api.Text;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiPanel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The opportunities on the company card. */
@Component
public final class CompanyOpportunities implements UiPanel {

    private final OpportunityList list;

    /** Takes what draws them. */
    @Activate
    public CompanyOpportunities(@Reference OpportunityList list) {
        this.list = list;
    }

    @Override
    public Slot slot() {
        return Slot.COMPANY_RIGHT;
    }

    @Override
    public int rank() {
        return 2;
    }

    @Override
    public Text title() {
        return new Text("Affärsmöjligheter", "Opportunities");
    }

    @Override
    public void render(UiContext context, Writer out) throws IOException {
        list.render(context, out);
    }
}
