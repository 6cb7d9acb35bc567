package org.gallra.requests;

import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Page;
import org.gallra.api.Text;
import org.gallra.api.persistence.Listing;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.request.SubjectRequests.Load;
import org.jspecify.annotations.Nullable;

/** The SQL of the register. Every method runs in the caller's transaction. */
final class RequestStore {

    private static final String OPEN = "t.closed_at IS NULL";

    private RequestStore() {}

    static RequestRow find(Connection connection, UUID id, LocalDate today) throws SQLException {
        return one(connection, SqlFragment.of("t.public_id = ?", id.toString()), today);
    }

    /** Returns the request with the number, if there is one. */
    static Optional<RequestRow> find(Connection connection, RequestNumber number, LocalDate today) throws SQLException {
        return list(
                        connection,
                        SqlFragment.of("t.number_year = ? AND t.number_in_year = ?", number.year(), number.inYear()),
                        today)
                .stream()
                .findFirst();
    }

    private static RequestRow one(Connection connection, SqlFragment where, LocalDate today) throws SQLException {
        List<RequestRow> found = list(connection, where, today);
        if (found.isEmpty()) {
            throw unknown();
        }
        return found.get(0);
    }

    private static List<RequestRow> list(Connection connection, SqlFragment where, LocalDate today)
            throws SQLException {
        return Rows.list(
                connection,
                SqlFragment.of("SELECT t.* FROM data_request t WHERE ").append(where),
                row -> RequestRow.read(row, today));
    }

    /**
     * Returns a page.
     *
     * @param key the key of the contact whose requests are wanted, or null for all
     */
    static Page<RequestRow> page(Connection connection, RequestQuery query, @Nullable Long key, LocalDate today)
            throws SQLException {
        boolean open = Boolean.TRUE.equals(query.open());
        SqlFragment where = SqlFragment.of(
                query.open() == null ? "WHERE 1 = 1" : open ? "WHERE " + OPEN : "WHERE t.closed_at IS NOT NULL");
        if (key != null) {
            where = where.append(" AND t.contact_id = ?", key);
        }
        return new Listing(
                        "data_request",
                        open ? "t.due_on" : "t.received_on",
                        !open,
                        where,
                        query.cursor(),
                        query.limit())
                .read(connection, row -> RequestRow.read(row, today), RequestRow::id);
    }

    static Load load(Connection connection, LocalDate today) throws SQLException {
        return Rows.list(
                        connection,
                        SqlFragment.of(
                                "SELECT COUNT(*), SUM(CASE WHEN t.due_on >= ? AND t.due_on <= ? THEN 1 ELSE 0 END),"
                                        + " SUM(CASE WHEN t.due_on < ? THEN 1 ELSE 0 END) FROM data_request t WHERE "
                                        + OPEN,
                                Date.valueOf(today),
                                Date.valueOf(today.plusDays(Deadline.SOON_DAYS)),
                                Date.valueOf(today)),
                        row -> new Load(row.getLong(1), row.getLong(2), row.getLong(3)))
                .get(0);
    }

    /** Returns the next number of a year; two may find the same one, and the table takes only one of them. */
    static RequestNumber next(Connection connection, int year) throws SQLException {
        long last = Rows.number(
                connection,
                SqlFragment.of("SELECT MAX(t.number_in_year) FROM data_request t WHERE t.number_year = ?", year));
        return new RequestNumber(year, Math.toIntExact(last + 1));
    }

    static void extract(Connection connection, UUID request, UUID extract, String digest, Instant at)
            throws SQLException {
        update(
                connection,
                SqlFragment.of(
                        "UPDATE data_request SET extract_id = ?, extract_digest = ?, extract_at = ?, version = version + 1"
                                + " WHERE public_id = ?",
                        extract.toString(),
                        digest,
                        at,
                        request.toString()));
    }

    /** Notes a plan, and leaves the version: it says what people changed, and the plan counts by it whether its data has changed. */
    static void plan(Connection connection, UUID request, UUID plan) throws SQLException {
        update(
                connection,
                SqlFragment.of(
                        "UPDATE data_request SET erasure_plan = ?, receipt = CAST(NULL AS VARCHAR(36))"
                                + " WHERE public_id = ?",
                        plan.toString(),
                        request.toString()));
    }

    static void receipt(Connection connection, UUID plan, UUID receipt) throws SQLException {
        update(
                connection,
                SqlFragment.of(
                        "UPDATE data_request SET receipt = ? WHERE erasure_plan = ? AND receipt IS NULL",
                        receipt.toString(),
                        plan.toString()));
    }

    /** Forgets a plan that led to nothing. */
    static void unplan(Connection connection, UUID plan) throws SQLException {
        update(
                connection,
                SqlFragment.of(
                        "UPDATE data_request SET erasure_plan = CAST(NULL AS VARCHAR(36))"
                                + " WHERE erasure_plan = ? AND receipt IS NULL",
                        plan.toString()));
    }

    /** Returns the plans whose receipts are not known yet. */
    static List<UUID> planned(Connection connection) throws SQLException {
        return Rows.list(
                connection,
                SqlFragment.of("SELECT DISTINCT t.erasure_plan FROM data_request t WHERE t.erasure_plan IS NOT NULL"
                        + " AND t.receipt IS NULL"),
                row -> UUID.fromString(row.getString(1)));
    }

    /**
     * Removes what people wrote from requests that ended before a time.
     *
     * @return how many requests had something
     */
    static int forgetWords(Connection connection, Instant before) throws SQLException {
        String nothing = "CAST(NULL AS VARCHAR(4000))";
        return update(
                connection,
                SqlFragment.of(
                        "UPDATE data_request SET requester = " + nothing + ", reply_to = " + nothing + ", notes = "
                                + nothing + ", answer = " + nothing + ", extension_reason = " + nothing
                                + ", version = version + 1 WHERE closed_at < ? AND (requester IS NOT NULL OR"
                                + " reply_to IS NOT NULL OR notes IS NOT NULL OR answer IS NOT NULL OR"
                                + " extension_reason IS NOT NULL)",
                        before));
    }

    private static int update(Connection connection, SqlFragment change) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(change.sql())) {
            Rows.bind(statement, change.parameters());
            return statement.executeUpdate();
        }
    }

    static GallraException unknown() {
        return GallraException.notFound(new Text(
                "Begäran finns inte (längre). Sök fram den på nytt.",
                "There is no such request (any more). Look it up again."));
    }
}
