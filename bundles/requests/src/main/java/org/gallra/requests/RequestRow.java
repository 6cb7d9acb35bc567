package org.gallra.requests;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.gallra.api.contact.ContactDirectory.Ref;
import org.gallra.api.extract.ExtractOrder.IdentityCheck;
import org.gallra.api.persistence.Rows;
import org.jspecify.annotations.Nullable;

/**
 * A row as it is read: with the key of its contact, which gets its name at the end.
 *
 * @param request everything but the contact
 * @param key the contact's key, or null
 */
record RequestRow(DataRequest request, @Nullable Long key) {

    UUID id() {
        return request.id();
    }

    static RequestRow read(ResultSet row, LocalDate today) throws SQLException {
        RequestState state = RequestState.valueOf(row.getString("state"));
        LocalDate due = day(row, "due_on");
        Long key = Rows.longOrNull(row, "contact_id");
        String requester = row.getString("requester");
        String check = row.getString("identity_check");
        String ground = row.getString("refusal_ground");
        return new RequestRow(
                new DataRequest(
                        UUID.fromString(row.getString("public_id")),
                        row.getLong("version"),
                        new RequestNumber(row.getInt("number_year"), row.getInt("number_in_year")).toString(),
                        RequestKind.valueOf(row.getString("kind")),
                        state,
                        Urgency.of(state, due, today),
                        null,
                        null,
                        key == null && requester == null,
                        requester,
                        row.getString("reply_to"),
                        day(row, "received_on"),
                        Channel.valueOf(row.getString("channel")),
                        due,
                        Rows.day(row, "extended_on"),
                        row.getString("extension_reason"),
                        Rows.day(row, "identity_asked_on"),
                        check == null ? null : IdentityCheck.valueOf(check),
                        Rows.day(row, "identity_on"),
                        row.getString("identity_by"),
                        ground == null ? null : RefusalGround.valueOf(ground),
                        row.getString("answer"),
                        Rows.day(row, "answered_on"),
                        row.getString("closed_by"),
                        Rows.instant(row, "closed_at"),
                        row.getString("responsible"),
                        row.getString("notes"),
                        row.getString("created_by"),
                        Objects.requireNonNull(Rows.instant(row, "created_at")),
                        extract(row),
                        uuid(row.getString("erasure_plan")),
                        uuid(row.getString("receipt"))),
                key);
    }

    private static DataRequest.@Nullable MadeExtract extract(ResultSet row) throws SQLException {
        UUID id = uuid(row.getString("extract_id"));
        Instant at = Rows.instant(row, "extract_at");
        return id == null || at == null ? null : new DataRequest.MadeExtract(id, row.getString("extract_digest"), at);
    }

    private static LocalDate day(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(Rows.day(row, column));
    }

    private static @Nullable UUID uuid(@Nullable String text) {
        return text == null ? null : UUID.fromString(text);
    }

    /** Returns the request with its contact, as far as the caller meets her. */
    DataRequest named(Map<Long, Ref> contacts) {
        Ref ref = key == null ? null : contacts.get(key);
        DataRequest r = request;
        return ref == null
                ? r
                : new DataRequest(
                        r.id(),
                        r.version(),
                        r.number(),
                        r.kind(),
                        r.state(),
                        r.urgency(),
                        ref.contact(),
                        ref.name(),
                        ref.anonymized(),
                        r.requester(),
                        r.replyTo(),
                        r.receivedOn(),
                        r.channel(),
                        r.dueOn(),
                        r.extendedOn(),
                        r.extensionReason(),
                        r.identityAskedOn(),
                        r.identityCheck(),
                        r.identityOn(),
                        r.identityBy(),
                        r.refusalGround(),
                        r.answer(),
                        r.answeredOn(),
                        r.closedBy(),
                        r.closedAt(),
                        r.responsible(),
                        r.notes(),
                        r.createdBy(),
                        r.createdAt(),
                        r.extract(),
                        r.erasurePlan(),
                        r.receipt());
    }

    /** Returns the id only. */
    @Override
    public String toString() {
        return "RequestRow[" + id() + "]";
    }
}
