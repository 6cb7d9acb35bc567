package org.gallra.person;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.gallra.api.contact.ContactId;
import org.gallra.api.persistence.Rows;
import org.gallra.tck.Core;
import org.gallra.tck.PersonalDataContract;

/** The compliance list, for decisions about cards. */
class PersonComplianceTest extends PersonalDataContract {

    @Override
    protected void write(ContactId contact, Core core) {
        ContactId another = new ContactId(UUID.randomUUID());
        core.database().inTransaction(connection -> {
            try (var statement =
                    connection.prepareStatement("INSERT INTO contact (public_id, version, last_name, sort_key,"
                            + " search_key, created_at, changed_at) VALUES (?, 1, 'Ek', 'ek', 'ek', ?, ?)")) {
                Timestamp now = Timestamp.from(Instant.EPOCH);
                Rows.bind(statement, List.of(another.toString(), now, now));
                statement.executeUpdate();
            }
            return core.component(PersonService.class).decide(contact, another, true);
        });
    }
}
