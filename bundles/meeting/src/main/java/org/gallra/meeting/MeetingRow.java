package org.gallra.meeting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.gallra.api.contact.ContactDirectory.Ref;
import org.gallra.api.contact.ContactId;
import org.gallra.api.persistence.Rows;
import org.jspecify.annotations.Nullable;

/** A row as it is read: with keys, which get their names at the end. */
record MeetingRow(
        long key,
        UUID id,
        long version,
        @Nullable Long company,
        @Nullable String subject,
        @Nullable String notes,
        @Nullable String place,
        Instant startsAt,
        @Nullable Instant endsAt,
        @Nullable Instant heldAt,
        @Nullable String owner,
        Instant createdAt,
        Instant changedAt) {

    static final String SELECT = "SELECT t.* FROM meeting t";

    static MeetingRow read(ResultSet row) throws SQLException {
        return new MeetingRow(
                row.getLong("id"),
                UUID.fromString(row.getString("public_id")),
                row.getLong("version"),
                Rows.longOrNull(row, "company_id"),
                row.getString("subject"),
                row.getString("notes"),
                row.getString("place"),
                Objects.requireNonNull(Rows.instant(row, "starts_at")),
                Rows.instant(row, "ends_at"),
                Rows.instant(row, "held_at"),
                row.getString("owner"),
                Objects.requireNonNull(Rows.instant(row, "created_at")),
                Objects.requireNonNull(Rows.instant(row, "changed_at")));
    }

    Meeting named(
            List<Long> people,
            Map<Long, Ref> contacts,
            Map<Long, Ref> companies,
            Map<Long, Map<String, Object>> values) {
        Ref firm = company == null ? null : companies.get(company);
        return new Meeting(
                id,
                version,
                people.stream()
                        .map(contacts::get)
                        .filter(Objects::nonNull)
                        .map(MeetingRow::participant)
                        .sorted(Comparator.comparing(Meeting.Participant::name))
                        .toList(),
                firm == null ? null : firm.company(),
                firm == null ? null : firm.name(),
                subject,
                notes,
                place,
                startsAt,
                endsAt,
                heldAt,
                owner,
                values.getOrDefault(key, Map.of()),
                createdAt,
                changedAt);
    }

    private static Meeting.Participant participant(@Nullable Ref ref) {
        ContactId contact = Objects.requireNonNull(Objects.requireNonNull(ref).contact());
        return new Meeting.Participant(contact, ref.name());
    }
}
