package org.gallra.contact;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.contact.ContactFilter;
import org.gallra.api.contact.ContactId;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.personaldata.PersonalDataRegister;
import org.gallra.api.selection.ListCriteria;
import org.jspecify.annotations.Nullable;

/** Writes the same free fields to many contacts, a thousand at a time, so that nobody waits long for their locks. */
final class Assignment {

    private static final int BATCH = 1_000;
    private static final int MOST = 10_000;

    private final Database database;
    private final FreeValues fields;
    private final @Nullable PersonalDataRegister register;
    private final @Nullable ListCriteria criteria;
    private final Clock clock;

    Assignment(
            Database database,
            FreeValues fields,
            @Nullable PersonalDataRegister register,
            @Nullable ListCriteria criteria,
            Clock clock) {
        this.database = database;
        this.fields = fields;
        this.register = register;
        this.criteria = criteria;
        this.clock = clock;
    }

    long run(@Nullable List<ContactId> contacts, @Nullable ContactFilter filter, Map<String, @Nullable Object> values) {
        if ((contacts == null) == (filter == null)) {
            throw GallraException.invalid(
                    "contacts",
                    new Text("Ange antingen kontaktpersoner eller ett filter.", "Name either contacts or a filter."));
        }
        if (filter != null) {
            return matching(filter, values);
        }
        if (contacts == null || contacts.isEmpty()) {
            return 0;
        }
        if (contacts.size() > MOST) {
            throw GallraException.invalid(
                    "contacts", new Text("Högst " + MOST + " åt gången.", "At most " + MOST + " at a time."));
        }
        long changed = 0;
        for (int from = 0; from < contacts.size(); from += BATCH) {
            List<ContactId> chunk = contacts.subList(from, Math.min(contacts.size(), from + BATCH));
            SqlFragment named = SqlFragment.of(
                    " AND c.public_id IN (?" + ", ?".repeat(chunk.size() - 1) + ")",
                    chunk.stream().map(ContactId::toString).toArray());
            changed += batch(
                            ContactSql.where(database.kind(), ContactFilter.ALL).append(named), 0, values)
                    .changed();
        }
        return changed;
    }

    private long matching(ContactFilter filter, Map<String, @Nullable Object> values) {
        ListCriteria.Condition met = Met.of(criteria, filter, clock.instant());
        SqlFragment where = met.join()
                .append(ContactSql.where(database.kind(), filter))
                .append(fields.where(filter.freeFields()))
                .append(Uncontacted.where(register, filter, clock.instant()))
                .append(met.where());
        long changed = 0;
        Done done = new Done(0, 0, 0);
        do {
            done = batch(where, done.last(), values);
            changed += done.changed();
        } while (done.found() == BATCH);
        return changed;
    }

    /** What came of a batch: how many were found and changed, and the greatest key of them. */
    private record Done(int found, int changed, long last) {}

    private Done batch(SqlFragment where, long after, Map<String, @Nullable Object> values) {
        return database.inTransaction(connection -> {
            List<Long> keys = Rows.list(
                    connection,
                    SqlFragment.of("SELECT c.id" + ContactSql.FROM)
                            .append(where)
                            .append(Restricted.NOT + " AND c.anonymized_at IS NULL AND c.id > ? ORDER BY c.id", after)
                            .append(" FETCH FIRST " + BATCH + " ROWS ONLY"),
                    row -> row.getLong(1));
            List<Long> touched = touch(connection, keys);
            if (!touched.isEmpty()) {
                fields.assign(touched, values);
            }
            return new Done(keys.size(), touched.size(), keys.isEmpty() ? after : keys.get(keys.size() - 1));
        });
    }

    /** Raises the versions, which locks the contacts; leaves out who was anonymized in this moment. */
    private List<Long> touch(Connection connection, List<Long> keys) throws SQLException {
        List<Long> touched = new ArrayList<>();
        try (PreparedStatement update = connection.prepareStatement("UPDATE contact SET version = version + 1,"
                + " changed_at = ? WHERE id = ? AND anonymized_at IS NULL")) {
            Timestamp now = Timestamp.from(clock.instant());
            for (Long key : keys) {
                update.setTimestamp(1, now);
                update.setLong(2, key);
                update.addBatch();
            }
            int[] counts = update.executeBatch();
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] != 0) {
                    touched.add(keys.get(i));
                }
            }
        }
        return touched;
    }
}
