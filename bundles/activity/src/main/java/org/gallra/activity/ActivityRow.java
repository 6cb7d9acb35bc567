package org.gallra.activity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.gallra.api.contact.ContactDirectory.Ref;
import org.gallra.api.persistence.Rows;
import org.jspecify.annotations.Nullable;

/** A row as it is read: with the keys of its contact and company, which get their names at the end. */
record ActivityRow(
        long key,
        UUID id,
        long version,
        ActivityType type,
        @Nullable Long contact,
        @Nullable Long company,
        @Nullable String subject,
        @Nullable String notes,
        @Nullable String place,
        @Nullable String outcome,
        @Nullable Instant dueAt,
        @Nullable Instant doneAt,
        @Nullable String owner,
        Instant createdAt,
        Instant changedAt) {

    static final String SELECT = "SELECT t.* FROM activity t";

    static ActivityRow read(ResultSet row) throws SQLException {
        return new ActivityRow(
                row.getLong("id"),
                UUID.fromString(row.getString("public_id")),
                row.getLong("version"),
                ActivityType.valueOf(row.getString("kind")),
                Rows.longOrNull(row, "contact_id"),
                Rows.longOrNull(row, "company_id"),
                row.getString("subject"),
                row.getString("notes"),
                row.getString("place"),
                row.getString("outcome"),
                Rows.instant(row, "due_at"),
                Rows.instant(row, "done_at"),
                row.getString("owner"),
                Objects.requireNonNull(Rows.instant(row, "created_at")),
                Objects.requireNonNull(Rows.instant(row, "changed_at")));
    }

    Activity named(Map<Long, Ref> contacts, Map<Long, Ref> companies, Map<Long, Map<String, Object>> values) {
        Ref person = contact == null ? null : contacts.get(contact);
        Ref firm = company == null ? null : companies.get(company);
        return new Activity(
                id,
                version,
                type,
                person == null ? null : person.contact(),
                person == null ? null : person.name(),
                firm == null ? null : firm.company(),
                firm == null ? null : firm.name(),
                subject,
                notes,
                place,
                outcome,
                dueAt,
                doneAt,
                owner,
                values.getOrDefault(key, Map.of()),
                createdAt,
                changedAt);
    }
}
