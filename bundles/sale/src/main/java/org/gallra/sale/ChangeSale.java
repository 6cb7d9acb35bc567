package org.gallra.sale;

import java.io.IOException;
import java.util.UUID;
import org.gallra.api.Text;
import org.gallra.api.freefield.FreeFieldForms;
import org.gallra.api.ui.RecordForm;
import org.gallra.api.ui.SentForm;
import org.gallra.api.ui.UiRecordForm;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The page on which a sale is changed; whom it concerns stays. */
@Component
public final class ChangeSale implements UiRecordForm {

    /** Where the page is, for links. */
    static final String FORM = "org.gallra.sale/sales";

    private final SaleService sales;

    /** Optional: without it there are no free fields. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable FreeFieldForms fields;

    /** Takes the service. */
    @Activate
    public ChangeSale(@Reference SaleService sales) {
        this.sales = sales;
    }

    @Override
    public String path() {
        return "sales";
    }

    @Override
    public Text title() {
        return new Text("Ändra försäljning", "Change sale");
    }

    @Override
    public void draw(UUID record, RecordForm form) throws IOException {
        Sale one = sales.get(record);
        form.version(one.version())
                .line("description", new Text("Vad såldes?", "What was sold?"), one.description(), 200, true)
                .amount("amount", new Text("Belopp utan moms", "Amount without VAT"), one.amount(), true)
                .line("currency", new Text("Valuta", "Currency"), one.currency(), 3, false)
                .day("soldOn", new Text("Såld", "Sold on"), one.soldOn(), false)
                .line("orderNumber", new Text("Ordernummer", "Order number"), one.orderNumber(), 64, false)
                .line("invoiceNumber", new Text("Fakturanummer", "Invoice number"), one.invoiceNumber(), 64, false)
                .line("owner", new Text("Ansvarig", "Responsible"), one.owner(), 64, false)
                .lines("notes", new Text("Anteckningar", "Notes"), one.notes(), 8000)
                .lines(
                        "documents",
                        new Text("Namn på dokument, ett per rad", "Names of documents, one per line"),
                        one.documents(),
                        2000)
                .freeFields(fields, SaleFields.OWNER, one.freeFields());
    }

    @Override
    public void save(UUID record, SentForm sent) {
        Sale old = sales.get(record);
        sales.update(
                record,
                sent.version(),
                new SaleDraft(
                        old.contact(),
                        old.company(),
                        sent.text("orderNumber"),
                        sent.text("invoiceNumber"),
                        sent.text("description"),
                        sent.text("notes"),
                        sent.text("documents"),
                        sent.amount("amount"),
                        sent.text("currency"),
                        sent.day("soldOn"),
                        sent.text("owner"),
                        sent.freeFields(fields, SaleFields.OWNER)));
    }
}
