package org.gallra.freefield;

import java.io.IOException;
import java.io.Writer;
import java.util.Objects;
import org.gallra.api.Text;
import org.gallra.api.contact.CompanyService;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiPanel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The free fields on the company card. */
@Component
public final class CompanyFieldsPanel implements UiPanel {

    private final CompanyService records;
    private final FieldsPanel panel;

    /** Takes what draws them. */
    @Activate
    public CompanyFieldsPanel(@Reference CompanyService records, @Reference FieldsPanel panel) {
        this.records = records;
        this.panel = panel;
    }

    @Override
    public Slot slot() {
        return Slot.COMPANY_LEFT;
    }

    @Override
    public int rank() {
        return 5;
    }

    @Override
    public Text title() {
        return new Text("Fria fält", "Free fields");
    }

    @Override
    public void render(UiContext context, Writer out) throws IOException {
        panel.render(
                "company",
                records.get(Objects.requireNonNull(context.company())).freeFields(),
                context,
                out);
    }
}
