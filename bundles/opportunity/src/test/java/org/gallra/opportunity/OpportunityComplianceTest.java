package org.gallra.opportunity;

import java.util.List;
import org.gallra.api.contact.ContactId;
import org.gallra.api.erasure.ErasureBlocker;
import org.gallra.tck.Core;
import org.gallra.tck.PersonalDataContract;
import org.jspecify.annotations.Nullable;

/** The compliance list, for opportunities, with the veto that an administrator can switch on. */
class OpportunityComplianceTest extends PersonalDataContract {

    @Override
    protected void write(ContactId contact, Core core) {
        open(contact, core);
    }

    @Override
    protected List<ErasureBlocker> blockers(Core core) {
        return List.of(new HeldByOpportunity(true));
    }

    @Override
    protected void block(ErasureBlocker blocker, ContactId contact, long contactKey, Core core) {
        open(contact, core);
    }

    @Override
    protected @Nullable Object value(String table, String column, int number) {
        // what the kit fills in holds nobody
        return table.equals("opportunity") && column.equals("stage") ? Stage.LOST.name() : null;
    }

    private static void open(ContactId contact, Core core) {
        core.component(OpportunityService.class)
                .create(new OpportunityDraft(
                        contact, null, "Ramavtal", null, Stage.NEW, null, null, null, null, null, null, null));
    }
}
