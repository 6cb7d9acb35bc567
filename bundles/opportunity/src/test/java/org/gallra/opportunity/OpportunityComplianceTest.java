package org.gallra.opportunity;

import org.gallra.api.contact.ContactId;
import org.gallra.tck.Core;
import org.gallra.tck.PersonalDataContract;

/** The compliance list, for opportunities. */
class OpportunityComplianceTest extends PersonalDataContract {

    @Override
    protected void write(ContactId contact, Core core) {
        core.component(OpportunityService.class)
                .create(new OpportunityDraft(
                        contact, null, "Ramavtal", null, Stage.NEW, null, null, null, null, null, null, null));
    }
}
