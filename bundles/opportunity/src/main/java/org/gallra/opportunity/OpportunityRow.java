package org.gallra.opportunity;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.gallra.api.contact.ContactDirectory.Ref;
import org.gallra.api.persistence.Rows;
import org.jspecify.annotations.Nullable;

/** A row as it is read: with the keys of its contact and company, which get their names at the end. */
record OpportunityRow(
        long key,
        UUID id,
        long version,
        @Nullable Long contact,
        @Nullable Long company,
        @Nullable String name,
        @Nullable String notes,
        Stage stage,
        int probability,
        @Nullable BigDecimal amount,
        String currency,
        @Nullable LocalDate expectedOn,
        @Nullable LocalDate closedOn,
        @Nullable String lostReason,
        @Nullable String owner,
        Instant createdAt,
        Instant changedAt) {

    static OpportunityRow read(ResultSet row) throws SQLException {
        return new OpportunityRow(
                row.getLong("id"),
                UUID.fromString(row.getString("public_id")),
                row.getLong("version"),
                Rows.longOrNull(row, "contact_id"),
                Rows.longOrNull(row, "company_id"),
                row.getString("name"),
                row.getString("notes"),
                Stage.valueOf(row.getString("stage")),
                row.getInt("probability"),
                row.getBigDecimal("amount"),
                row.getString("currency"),
                Rows.day(row, "expected_on"),
                Rows.day(row, "closed_on"),
                row.getString("lost_reason"),
                row.getString("owner"),
                Objects.requireNonNull(Rows.instant(row, "created_at")),
                Objects.requireNonNull(Rows.instant(row, "changed_at")));
    }

    Opportunity named(Map<Long, Ref> contacts, Map<Long, Ref> companies, Map<Long, Map<String, Object>> values) {
        Ref person = contact == null ? null : contacts.get(contact);
        Ref firm = company == null ? null : companies.get(company);
        return new Opportunity(
                id,
                version,
                person == null ? null : person.contact(),
                person == null ? null : person.name(),
                firm == null ? null : firm.company(),
                firm == null ? null : firm.name(),
                name,
                notes,
                stage,
                probability,
                amount,
                currency,
                expectedOn,
                closedOn,
                lostReason,
                owner,
                values.getOrDefault(key, Map.of()),
                createdAt,
                changedAt);
    }
}
