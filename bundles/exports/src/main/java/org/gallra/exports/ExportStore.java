package org.gallra.exports;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.extract.ExportService;
import org.gallra.api.extract.ExportService.State;
import org.gallra.api.extract.ExtractOrder;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SqlFragment;
import org.jspecify.annotations.Nullable;

/**
 * The tables of exports. An erasure takes the rows of its person out of {@code kept_extract}, as the declaration says; that fewer
 * rows are there than {@code row_count} says is how the rest of the export is known to be gone too.
 */
final class ExportStore {

    /** So long a claim counts after the last sign of life: more than one person's extract takes. */
    static final Duration CLAIM = Duration.ofMinutes(5);

    /** A claim that counts for longer is of a clock that has jumped back since. */
    private static final Duration FURTHEST = CLAIM.multipliedBy(2);

    private static final int LISTED = 200;
    private static final String OPEN = " AND state IN ('MAKING', 'READY')";
    private static final String UNCLAIMED = " AND (claimed_until IS NULL OR claimed_until < ? OR claimed_until > ?)";

    private final Database database;

    ExportStore(Database database) {
        this.database = database;
    }

    /**
     * Who is making or fetching an export.
     *
     * @param key the export's key
     * @param by a random id
     */
    record Claim(long key, UUID by) {}

    /**
     * The row that a person's file begins with.
     *
     * @param key the row's key
     * @param contact the contact's key
     * @param extract the id of the extract; null if none could be made
     */
    record File(long key, long contact, @Nullable String extract) {}

    /** What to do in the transaction before anything else: locks contacts. */
    interface Locking {
        void lock();
    }

    /**
     * Stores an order.
     *
     * @param contacts a query with one column, the keys of the contacts
     * @throws GallraException {@code INVALID} if nobody or too many are meant
     */
    Kept create(Kept kept, String linkHash, SqlFragment contacts) {
        return database.inTransaction(connection -> {
            run(
                    connection,
                    "INSERT INTO kept_export (public_id, state, link_hash, ordered_by, ordered_at, format, extension, language,"
                            + " request, identity_check, other_cards, left_out, people, made, failed, row_count)"
                            + " VALUES (?, 'MAKING', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0)",
                    kept.id().toString(),
                    linkHash,
                    kept.orderedBy(),
                    kept.orderedAt(),
                    kept.format(),
                    kept.extension(),
                    kept.order().language().getLanguage(),
                    kept.order().request(),
                    kept.order().identity().name(),
                    kept.order().otherCards(),
                    String.join(" ", kept.order().leftOut()));
            long key = Rows.number(
                    connection,
                    SqlFragment.of(
                            "SELECT id FROM kept_export WHERE public_id = ?",
                            kept.id().toString()));
            int people = run(
                    connection,
                    SqlFragment.of(
                                    "INSERT INTO kept_extract (export_id, contact_id, place, state)"
                                            + " SELECT CAST(? AS BIGINT), k.contact, 0, 'WAITING' FROM (",
                                    key)
                            .append(contacts)
                            .append(") AS k (contact) FETCH FIRST " + (ExportService.MOST + 1) + " ROWS ONLY"));
            if (people == 0 || people > ExportService.MOST) {
                throw GallraException.invalid(
                        "contacts",
                        people == 0
                                ? new Text("Välj minst en kontaktperson.", "Choose at least one contact.")
                                : new Text(
                                        "En export har högst " + ExportService.MOST + " kontaktpersoner.",
                                        "An export has at most " + ExportService.MOST + " contacts."));
            }
            run(connection, "UPDATE kept_export SET people = ?, row_count = ? WHERE id = ?", people, people, key);
            return all(connection, SqlFragment.of(" WHERE id = ?", key)).get(0);
        });
    }

    /** Returns a query for the keys, for {@link #create}. */
    static SqlFragment keys(Collection<Long> keys) {
        SqlFragment query = SqlFragment.of("SELECT id FROM contact WHERE id IN (");
        String between = "";
        for (Long key : keys) {
            query = query.append(between + "?", key);
            between = ", ";
        }
        return query.append(")");
    }

    @Nullable
    Kept find(UUID id) {
        return first(database.read(c -> all(c, SqlFragment.of(" WHERE public_id = ?", id.toString()))));
    }

    @Nullable
    Kept byLink(String hash) {
        return first(database.read(c -> all(c, SqlFragment.of(" WHERE link_hash = ?", hash))));
    }

    /** Returns the latest exports of a user, or of everybody if there is no user. */
    List<Kept> latest(@Nullable String user) {
        SqlFragment where = user == null ? SqlFragment.of("") : SqlFragment.of(" WHERE ordered_by = ?", user);
        return database.read(
                c -> all(c, where.append(" ORDER BY ordered_at DESC, id DESC FETCH FIRST " + LISTED + " ROWS ONLY")));
    }

    /** Returns how many exports of a user can be fetched. */
    long ready(String user) {
        return database.read(c -> Rows.number(
                c, SqlFragment.of("SELECT COUNT(*) FROM kept_export WHERE ordered_by = ? AND state = 'READY'", user)));
    }

    /** Gives an open export another link; returns whether it was open. */
    boolean link(long key, String hash) {
        return database.inTransaction(
                        c -> run(c, "UPDATE kept_export SET link_hash = ? WHERE id = ?" + OPEN, hash, key))
                == 1;
    }

    /** Takes an export that nobody is making; null if there is none. */
    @Nullable
    Claim claimMaking(Instant now) {
        return first(database.inNewTransaction(connection -> {
            List<Long> waiting = Rows.list(
                    connection,
                    SqlFragment.of(
                            "SELECT id FROM kept_export WHERE state = 'MAKING'" + UNCLAIMED
                                    + " ORDER BY id FETCH FIRST 1 ROWS ONLY",
                            now,
                            now.plus(FURTHEST)),
                    row -> row.getLong(1));
            return waiting.isEmpty() ? List.of() : claim(connection, waiting.get(0), State.MAKING, now);
        }));
    }

    /** Takes an export that is ready and that nobody fetches; null if it is not. */
    @Nullable
    Claim claimFetching(long key, Instant now) {
        return first(database.inNewTransaction(connection -> claim(connection, key, State.READY, now)));
    }

    private static List<Claim> claim(Connection connection, long key, State state, Instant now) throws SQLException {
        Claim claim = new Claim(key, UUID.randomUUID());
        int taken = run(
                connection,
                "UPDATE kept_export SET claim = ?, claimed_until = ? WHERE id = ? AND state = ?" + UNCLAIMED,
                claim.by().toString(),
                now.plus(CLAIM),
                key,
                state.name(),
                now,
                now.plus(FURTHEST));
        return taken == 1 ? List.of(claim) : List.of();
    }

    /** Says that somebody is still at it. */
    void renew(Claim claim, Instant now) {
        database.inNewTransaction(connection -> held(connection, claim, now));
    }

    /** Lets go of an export, so that it can be made or fetched later. */
    void release(Claim claim) {
        database.inNewTransaction(c -> run(
                c,
                "UPDATE kept_export SET claim = NULL, claimed_until = NULL WHERE id = ? AND claim = ?",
                claim.key(),
                claim.by().toString()));
    }

    Kept of(Claim claim) {
        Kept kept = first(database.read(c -> all(
                c,
                SqlFragment.of(
                        " WHERE id = ? AND claim = ?", claim.key(), claim.by().toString()))));
        if (kept == null) {
            throw new GoneException();
        }
        return kept;
    }

    /** Returns the person whose file is next; null if all are made. */
    @Nullable
    File next(Claim claim) {
        return first(database.read(c -> Rows.list(
                c,
                SqlFragment.of(
                        "SELECT id, contact_id FROM kept_extract WHERE export_id = ? AND state = 'WAITING' ORDER BY id"
                                + " FETCH FIRST 1 ROWS ONLY",
                        claim.key()),
                row -> new File(row.getLong(1), row.getLong(2), null))));
    }

    /**
     * Begins a file: what an earlier try left is removed, and the person's other cards are noted, so that the erasure of any of them
     * takes the export along.
     *
     * @param cards keys of the other cards
     */
    void begin(Claim claim, File file, List<Long> cards, Locking locking, Instant now) {
        database.inNewTransaction(connection -> {
            locking.lock();
            held(connection, claim, now);
            int before = run(connection, "DELETE FROM kept_extract WHERE file_id = ?", file.key());
            for (Long card : cards) {
                row(connection, claim, file, card, 0, "CARD", null);
            }
            return run(
                    connection,
                    "UPDATE kept_export SET row_count = row_count - ? + ? WHERE id = ?",
                    before,
                    cards.size(),
                    claim.key());
        });
    }

    /**
     * Adds a piece to a file.
     *
     * @param place 1 for the first
     */
    void piece(Claim claim, File file, int place, byte[] content, Locking locking, Instant now) {
        database.inNewTransaction(connection -> {
            locking.lock();
            held(connection, claim, now);
            run(connection, "UPDATE kept_export SET row_count = row_count + 1 WHERE id = ?", claim.key());
            return row(connection, claim, file, file.contact(), place, "PIECE", content);
        });
    }

    private static int row(
            Connection connection,
            Claim claim,
            File file,
            long contact,
            int place,
            String state,
            byte @Nullable [] content)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO kept_extract (export_id, contact_id, file_id, place, state, content)"
                        + " VALUES (?, ?, ?, ?, ?, ?)")) {
            insert.setLong(1, claim.key());
            insert.setLong(2, contact);
            insert.setLong(3, file.key());
            insert.setInt(4, place);
            insert.setString(5, state);
            insert.setBytes(6, content);
            return insert.executeUpdate();
        }
    }

    /**
     * Says that a file is made.
     *
     * @param extract the id of the extract, or null if none could be made and the file says why
     */
    void made(Claim claim, File file, @Nullable UUID extract, Instant now) {
        database.inNewTransaction(connection -> {
            held(connection, claim, now);
            int there = run(
                    connection,
                    "UPDATE kept_extract SET state = ?, extract_id = ? WHERE id = ? AND state = 'WAITING'",
                    extract == null ? "FAILED" : "MADE",
                    extract == null ? null : extract.toString(),
                    file.key());
            if (there == 0) {
                throw new GoneException();
            }
            String count = extract == null ? "failed" : "made";
            return run(
                    connection, "UPDATE kept_export SET " + count + " = " + count + " + 1 WHERE id = ?", claim.key());
        });
    }

    /** Says that all is made, if everybody is still there. */
    void ready(Claim claim, Instant now, Instant expires) {
        database.inNewTransaction(connection -> {
            held(connection, claim, now);
            whole(connection, claim.key());
            return run(
                    connection,
                    "UPDATE kept_export SET state = 'READY', expires_at = ?, claim = NULL, claimed_until = NULL WHERE id = ?",
                    expires,
                    claim.key());
        });
    }

    /** Returns the files of an export in their order. */
    List<File> files(Claim claim) {
        return database.read(c -> Rows.list(
                c,
                SqlFragment.of(
                        "SELECT id, contact_id, extract_id FROM kept_extract WHERE export_id = ? AND state IN ('MADE',"
                                + " 'FAILED') ORDER BY id",
                        claim.key()),
                row -> new File(row.getLong(1), row.getLong(2), row.getString(3))));
    }

    /** Returns a piece of a file, or null after the last one. */
    byte @Nullable [] piece(File file, int place) {
        List<byte[]> found = database.read(c -> Rows.list(
                c,
                SqlFragment.of("SELECT content FROM kept_extract WHERE file_id = ? AND place = ?", file.key(), place),
                row -> row.getBytes(1)));
        return found.isEmpty() ? null : found.get(0);
    }

    /** Refuses to go on if one of the people is gone. */
    void whole(Claim claim, Instant now) {
        database.inNewTransaction(connection -> {
            held(connection, claim, now);
            return whole(connection, claim.key());
        });
    }

    /** Uses up an export that was fetched. */
    void fetched(Claim claim, Instant now) {
        database.inNewTransaction(connection -> {
            held(connection, claim, now);
            return end(connection, claim.key(), State.FETCHED, now);
        });
    }

    /** Removes what an open export holds and says why; nothing happens if it is not open. */
    void end(long key, State why, Instant now) {
        database.inNewTransaction(connection -> end(connection, key, why, now));
    }

    private static int end(Connection connection, long key, State why, Instant now) throws SQLException {
        int open = run(
                connection,
                "UPDATE kept_export SET state = ?, ended_at = ?, link_hash = NULL, claim = NULL, claimed_until = NULL"
                        + " WHERE id = ?" + OPEN,
                why.name(),
                now,
                key);
        return open == 0 ? 0 : run(connection, "DELETE FROM kept_extract WHERE export_id = ?", key);
    }

    /** Removes exports of which somebody was erased; returns how many. */
    int settleErased(Instant now) {
        List<Long> suspects = database.read(c -> Rows.list(
                c,
                SqlFragment.of("SELECT e.id FROM kept_export e WHERE e.state IN ('MAKING', 'READY') AND e.row_count <>"
                        + " (SELECT COUNT(*) FROM kept_extract x WHERE x.export_id = e.id)"),
                row -> row.getLong(1)));
        int removed = 0;
        for (Long key : suspects) {
            removed += database.inNewTransaction(connection -> {
                lock(connection, key); // a piece may have come between the two counts
                return isWhole(connection, key) ? 0 : Math.min(1, 1 + end(connection, key, State.ERASED, now));
            });
        }
        return removed;
    }

    /** Removes what is too old, and what could not be made in a day; and forgets what ended before a time. */
    int expire(Instant now, Instant stuck, Instant forgotten) {
        List<Long> old = database.read(c -> Rows.list(
                c,
                SqlFragment.of(
                        "SELECT id FROM kept_export WHERE state = 'READY' AND expires_at <= ?" + UNCLAIMED,
                        now,
                        now,
                        now.plus(FURTHEST)),
                row -> row.getLong(1)));
        old.forEach(key -> end(key, State.EXPIRED, now));
        List<Long> hopeless = database.read(c -> Rows.list(
                c,
                SqlFragment.of(
                        "SELECT id FROM kept_export WHERE state = 'MAKING' AND ordered_at < ?" + UNCLAIMED,
                        stuck,
                        now,
                        now.plus(FURTHEST)),
                row -> row.getLong(1)));
        hopeless.forEach(key -> end(key, State.FAILED, now));
        database.inNewTransaction(c -> run(c, "DELETE FROM kept_export WHERE ended_at < ?", forgotten));
        return old.size() + hopeless.size();
    }

    /** Locks the export's row, and refuses if it is somebody else's by now. */
    private static int held(Connection connection, Claim claim, Instant now) throws SQLException {
        int held = run(
                connection,
                "UPDATE kept_export SET claimed_until = ? WHERE id = ? AND claim = ?" + OPEN,
                now.plus(CLAIM),
                claim.key(),
                claim.by().toString());
        if (held == 0) {
            throw new GoneException();
        }
        return held;
    }

    private static void lock(Connection connection, long key) throws SQLException {
        run(connection, "UPDATE kept_export SET made = made WHERE id = ?", key);
    }

    private static boolean whole(Connection connection, long key) throws SQLException {
        if (!isWhole(connection, key)) {
            throw new GoneException();
        }
        return true;
    }

    private static boolean isWhole(Connection connection, long key) throws SQLException {
        return Rows.number(
                        connection,
                        SqlFragment.of(
                                "SELECT COUNT(*) FROM kept_export e WHERE e.id = ? AND e.row_count ="
                                        + " (SELECT COUNT(*) FROM kept_extract x WHERE x.export_id = ?)",
                                key,
                                key))
                == 1;
    }

    private static int run(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        return run(connection, SqlFragment.of(sql, values));
    }

    private static int run(Connection connection, SqlFragment sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.sql())) {
            List<@Nullable Object> values = sql.parameters();
            Rows.bind(statement, values);
            for (int i = 0; i < values.size(); i++) {
                if (values.get(i) == null) {
                    statement.setNull(i + 1, Types.VARCHAR);
                }
            }
            return statement.executeUpdate();
        }
    }

    private static <T> @Nullable T first(List<T> found) {
        return found.isEmpty() ? null : found.get(0);
    }

    private static List<Kept> all(Connection connection, SqlFragment where) throws SQLException {
        return Rows.list(connection, SqlFragment.of("SELECT * FROM kept_export").append(where), ExportStore::kept);
    }

    private static Kept kept(ResultSet row) throws SQLException {
        String leftOut = row.getString("left_out");
        ExtractOrder order = new ExtractOrder(
                Locale.forLanguageTag(row.getString("language")),
                row.getString("request"),
                ExtractOrder.IdentityCheck.of(row.getString("identity_check")),
                false,
                null,
                row.getBoolean("other_cards"),
                leftOut.isEmpty() ? Set.of() : Set.of(leftOut.split(" ")));
        return new Kept(
                row.getLong("id"),
                UUID.fromString(row.getString("public_id")),
                State.valueOf(row.getString("state")),
                row.getString("ordered_by"),
                Objects.requireNonNull(Rows.instant(row, "ordered_at")),
                row.getString("format"),
                row.getString("extension"),
                order,
                row.getLong("people"),
                row.getLong("made"),
                row.getLong("failed"),
                Rows.instant(row, "expires_at"),
                Rows.instant(row, "ended_at"));
    }

    /** Returns the time as the database keeps it. */
    static Instant micros(Instant at) {
        return at.truncatedTo(ChronoUnit.MICROS);
    }
}
