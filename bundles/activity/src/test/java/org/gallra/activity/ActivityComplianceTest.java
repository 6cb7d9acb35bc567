package org.gallra.activity;

import org.gallra.api.contact.ContactId;
import org.gallra.tck.Core;
import org.gallra.tck.PersonalDataContract;

/** The compliance list, for activities. */
class ActivityComplianceTest extends PersonalDataContract {

    @Override
    protected void write(ContactId contact, Core core) {
        core.component(ActivityService.class)
                .create(new ActivityDraft(
                        ActivityType.CALL, contact, null, "Samtal", null, null, null, null, null, null));
    }
}
