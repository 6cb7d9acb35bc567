package org.gallra.tck;

import java.net.URISyntaxException;
import java.nio.file.Path;
import org.gallra.api.contact.Contact;
import org.gallra.api.contact.ContactDraft;
import org.gallra.api.contact.ContactId;
import org.gallra.api.contact.ContactService;
import org.gallra.contact.SqlContactDirectory;

/** The core's own bundle of contacts and companies; its tests stand here because the kit itself needs it. */
class ContactComplianceTest extends PersonalDataContract {

    @Override
    protected Path bundle() {
        try {
            return Path.of(SqlContactDirectory.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected void write(ContactId contact, Core core) {
        ContactService contacts = core.component(ContactService.class);
        Contact now = contacts.get(contact);
        contacts.update(
                contact, now.version(), ContactDraft.builder().lastName("Ek").build());
    }
}
