package org.gallra.sale;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.gallra.api.contact.ContactId;
import org.gallra.tck.Core;
import org.gallra.tck.PersonalDataContract;

/** The compliance list, for sales. */
class SaleComplianceTest extends PersonalDataContract {

    @Override
    protected void write(ContactId contact, Core core) {
        core.component(SaleService.class)
                .create(new SaleDraft(
                        contact,
                        null,
                        null,
                        null,
                        "Serviceavtal",
                        null,
                        null,
                        BigDecimal.TEN,
                        "SEK",
                        LocalDate.of(2026, 3, 17),
                        null));
    }
}
