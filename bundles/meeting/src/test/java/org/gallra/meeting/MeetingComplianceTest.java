package org.gallra.meeting;

import java.time.Instant;
import java.util.List;
import org.gallra.api.contact.ContactId;
import org.gallra.tck.Core;
import org.gallra.tck.PersonalDataContract;

/** The compliance list, for meetings. */
class MeetingComplianceTest extends PersonalDataContract {

    @Override
    protected void write(ContactId contact, Core core) {
        core.component(MeetingService.class)
                .create(new MeetingDraft(
                        List.of(contact),
                        null,
                        "Genomgång",
                        null,
                        null,
                        Instant.EPOCH.plusSeconds(1_800_000_000),
                        null,
                        null,
                        null));
    }
}
