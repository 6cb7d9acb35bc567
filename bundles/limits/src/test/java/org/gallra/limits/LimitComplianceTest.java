package org.gallra.limits;

import org.gallra.api.contact.ContactId;
import org.gallra.api.erasure.ErasureBlocker;
import org.gallra.tck.Core;
import org.gallra.tck.PersonalDataContract;

/** The compliance list, for restrictions and objections. */
class LimitComplianceTest extends PersonalDataContract {

    @Override
    protected void write(ContactId contact, Core core) {
        core.component(LimitService.class)
                .place(new LimitDraft(contact, LimitGround.MARKETING, "Vill inte ha brev", null, null));
    }

    /** Whoever is restricted may object too. */
    @Override
    protected boolean preserves() {
        return true;
    }

    @Override
    protected void block(ErasureBlocker blocker, ContactId contact, long contactKey, Core core) {
        core.component(LimitService.class)
                .place(new LimitDraft(contact, LimitGround.ACCURACY, "Fel adress", null, null));
    }
}
