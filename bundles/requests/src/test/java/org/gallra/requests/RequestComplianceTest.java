package org.gallra.requests;

import java.time.LocalDate;
import org.gallra.api.contact.ContactId;
import org.gallra.tck.Core;
import org.gallra.tck.PersonalDataContract;

/** The compliance list, for requests. */
class RequestComplianceTest extends PersonalDataContract {

    @Override
    protected void write(ContactId contact, Core core) {
        core.component(RequestService.class)
                .register(new RequestDraft(
                        RequestKind.ACCESS, contact, null, null, LocalDate.EPOCH, Channel.EMAIL, null, "Brådskar"));
    }

    /** Whoever is restricted may still ask for what the law gives her. */
    @Override
    protected boolean preserves() {
        return true;
    }
}
