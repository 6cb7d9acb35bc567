package org.gallra.hold;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.gallra.api.contact.ContactDirectory.Ref;
import org.gallra.api.persistence.Rows;
import org.gallra.hold.Hold.State;
import org.jspecify.annotations.Nullable;

/** A row as it is read: with the keys of its contact and company, which get their names at the end. */
record HoldRow(
        UUID id,
        long version,
        @Nullable Long contact,
        @Nullable Long company,
        HoldGround ground,
        @Nullable String reason,
        @Nullable Instant heldUntil,
        String placedBy,
        Instant placedAt,
        @Nullable String liftedBy,
        @Nullable Instant liftedAt) {

    static HoldRow read(ResultSet row) throws SQLException {
        return new HoldRow(
                UUID.fromString(row.getString("public_id")),
                row.getLong("version"),
                Rows.longOrNull(row, "contact_id"),
                Rows.longOrNull(row, "company_id"),
                HoldGround.valueOf(row.getString("ground")),
                row.getString("reason"),
                Rows.instant(row, "held_until"),
                row.getString("placed_by"),
                Objects.requireNonNull(Rows.instant(row, "placed_at")),
                row.getString("lifted_by"),
                Rows.instant(row, "lifted_at"));
    }

    State state(Instant now) {
        if (liftedAt != null) {
            return State.LIFTED;
        }
        return heldUntil == null || !heldUntil.isBefore(now) ? State.ACTIVE : State.EXPIRED;
    }

    /** Returns the hold; only administrators see the words and who acted. */
    Hold named(Map<Long, Ref> contacts, Map<Long, Ref> companies, Instant now, boolean all) {
        Ref person = contact == null ? null : contacts.get(contact);
        Ref firm = company == null ? null : companies.get(company);
        return new Hold(
                id,
                version,
                state(now),
                person == null ? null : person.contact(),
                person == null ? null : person.name(),
                firm == null ? null : firm.company(),
                firm == null ? null : firm.name(),
                ground,
                all ? reason : null,
                heldUntil == null ? null : LocalDate.ofInstant(heldUntil, HoldTerms.ZONE),
                all ? placedBy : null,
                placedAt,
                all ? liftedBy : null,
                liftedAt);
    }

    /** Returns the id only. */
    @Override
    public String toString() {
        return "HoldRow[" + id + "]";
    }
}
