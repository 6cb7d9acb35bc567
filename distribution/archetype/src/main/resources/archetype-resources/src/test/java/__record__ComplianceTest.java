package ${package};

import org.gallra.api.contact.ContactId;
import org.gallra.tck.Core;
import org.gallra.tck.PersonalDataContract;

/** What a bundle owes that holds personal data, checked by Gallra's core. Only how something is written has to be said here. */
class ${record}ComplianceTest extends PersonalDataContract {

    @Override
    protected void write(ContactId contact, Core core) {
        core.component(${record}Service.class).create(new ${record}Service.Draft(contact, "Hej", null, null, null));
    }
}
