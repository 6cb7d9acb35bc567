package org.gallra.hold;

import java.util.Locale;
import org.gallra.api.contact.ContactId;
import org.gallra.api.erasure.ErasureBlocker;
import org.gallra.tck.Core;
import org.gallra.tck.PersonalDataContract;

/** The compliance list, for holds. */
class HoldComplianceTest extends PersonalDataContract {

    @Override
    protected void write(ContactId contact, Core core) {
        core.component(HoldService.class).place(new HoldDraft(contact, null, HoldGround.CLAIM, "Tvist", null));
    }

    @Override
    protected boolean preserves() {
        return true;
    }

    @Override
    protected void block(ErasureBlocker blocker, ContactId contact, long contactKey, Core core) {
        String ground = blocker.id().substring("hold.".length()).toUpperCase(Locale.ROOT);
        core.component(HoldService.class)
                .place(new HoldDraft(contact, null, HoldGround.valueOf(ground), "Tvist", null));
    }
}
