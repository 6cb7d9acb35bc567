package org.gallra.limits;

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

/** A row as it is read: with the key of its contact, which gets its name at the end. */
record LimitRow(
        UUID id,
        long version,
        long contact,
        LimitGround ground,
        @Nullable String reason,
        LocalDate since,
        @Nullable String request,
        String placedBy,
        Instant placedAt,
        @Nullable String liftReason,
        @Nullable String liftedBy,
        @Nullable Instant liftedAt) {

    static LimitRow read(ResultSet row) throws SQLException {
        return new LimitRow(
                UUID.fromString(row.getString("public_id")),
                row.getLong("version"),
                row.getLong("contact_id"),
                LimitGround.valueOf(row.getString("ground")),
                row.getString("reason"),
                Objects.requireNonNull(Rows.day(row, "since")),
                row.getString("request"),
                row.getString("placed_by"),
                Objects.requireNonNull(Rows.instant(row, "placed_at")),
                row.getString("lift_reason"),
                row.getString("lifted_by"),
                Rows.instant(row, "lifted_at"));
    }

    Limit named(Map<Long, Ref> contacts) {
        Ref person = contacts.get(contact);
        return new Limit(
                id,
                version,
                liftedAt == null,
                person == null ? null : person.contact(),
                person == null ? null : person.name(),
                ground,
                ground.restricts(),
                reason,
                since,
                request,
                placedBy,
                placedAt,
                liftReason,
                liftedBy,
                liftedAt);
    }

    /** Returns the id only. */
    @Override
    public String toString() {
        return "LimitRow[" + id + "]";
    }
}
