package org.gallra.sale;

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
record SaleRow(
        long key,
        UUID id,
        long version,
        @Nullable Long contact,
        @Nullable Long company,
        @Nullable String orderNumber,
        @Nullable String invoiceNumber,
        @Nullable String description,
        @Nullable String notes,
        @Nullable String documents,
        BigDecimal amount,
        String currency,
        LocalDate soldOn,
        @Nullable String owner,
        Instant createdAt,
        Instant changedAt) {

    static SaleRow read(ResultSet row) throws SQLException {
        return new SaleRow(
                row.getLong("id"),
                UUID.fromString(row.getString("public_id")),
                row.getLong("version"),
                Rows.longOrNull(row, "contact_id"),
                Rows.longOrNull(row, "company_id"),
                row.getString("order_number"),
                row.getString("invoice_number"),
                row.getString("description"),
                row.getString("notes"),
                row.getString("documents"),
                row.getBigDecimal("amount"),
                row.getString("currency"),
                Objects.requireNonNull(Rows.day(row, "sold_on")),
                row.getString("owner"),
                Objects.requireNonNull(Rows.instant(row, "created_at")),
                Objects.requireNonNull(Rows.instant(row, "changed_at")));
    }

    Sale named(Map<Long, Ref> contacts, Map<Long, Ref> companies, Map<Long, Map<String, Object>> values) {
        Ref person = contact == null ? null : contacts.get(contact);
        Ref firm = company == null ? null : companies.get(company);
        return new Sale(
                id,
                version,
                person == null ? null : person.contact(),
                person == null ? null : person.name(),
                firm == null ? null : firm.company(),
                firm == null ? null : firm.name(),
                orderNumber,
                invoiceNumber,
                description,
                notes,
                documents,
                amount,
                currency,
                soldOn,
                owner,
                values.getOrDefault(key, Map.of()),
                createdAt,
                changedAt);
    }
}
