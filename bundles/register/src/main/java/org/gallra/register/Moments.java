package org.gallra.register;

import java.sql.Connection;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.personaldata.LinkDeclaration;
import org.gallra.api.personaldata.PersonalDataRegister.LastContact;
import org.gallra.api.personaldata.RecordDeclaration;
import org.jspecify.annotations.Nullable;

/**
 * When there was contact with whom, by the declarations of all bundles, as one query. Rows that lead to a company alone say
 * nothing about a person.
 */
final class Moments {

    /** No contact at all. */
    private static final SqlFragment NONE = SqlFragment.of("SELECT CAST(NULL AS BIGINT) FROM erasure_plan WHERE 1 = 0");

    private Moments() {}

    /**
     * Returns the keys of contacts with a moment after {@code after} and not after {@code through}.
     *
     * @param whose what stands behind the person's key to say whose moments are asked for
     */
    static SqlFragment between(View view, Instant after, Instant through, SqlFragment whose) {
        List<SqlFragment> selects = new ArrayList<>();
        for (RecordDeclaration record : records(view)) {
            for (String column : record.moments()) {
                SqlFragment when = when(view, record, column, after, through);
                ways(view, record, "r", 0)
                        .forEach(way -> selects.add(SqlFragment.of("SELECT " + way.person() + " FROM "
                                        + String.join(", ", way.tables()) + " WHERE "
                                        + way.conditions())
                                .append(when)
                                .append(" AND " + way.person())
                                .append(whose)));
            }
        }
        if (selects.isEmpty()) {
            return NONE;
        }
        SqlFragment union = SqlFragment.of("");
        for (int i = 0; i < selects.size(); i++) {
            union = union.append(i == 0 ? "" : " UNION ALL ").append(selects.get(i));
        }
        return union;
    }

    /**
     * Returns a condition: there was such a moment.
     *
     * @param contact the column that names the person, of a table outside
     */
    static SqlFragment was(Database.Kind kind, View view, Instant after, Instant through, String contact) {
        // PostgreSQL would read all moments of everybody into memory for the page of fifty that was asked for; a limit
        // keeps it from that
        String end = kind == Database.Kind.POSTGRESQL ? " OFFSET 0)" : ")";
        SqlFragment any = SqlFragment.of("(1 = 0");
        for (RecordDeclaration record : records(view)) {
            for (String column : record.moments()) {
                SqlFragment when = when(view, record, column, after, through);
                for (Way way : ways(view, record, "r", 0)) {
                    any = any.append(" OR EXISTS (SELECT 1 FROM " + String.join(", ", way.tables()) + " WHERE "
                                    + way.conditions() + way.person() + " = " + contact + " AND ")
                            .append(when)
                            .append(end);
                }
            }
        }
        return any.append(")");
    }

    /** Returns the record types whose rows can count as contact; all of them can be read. */
    private static List<RecordDeclaration> records(View view) {
        List<RecordDeclaration> records = view.snapshot().records().stream()
                .filter(record -> !record.moments().isEmpty())
                .toList();
        for (RecordDeclaration record : records) {
            if (view.record(record.id()).isEmpty()) {
                throw new GallraException(
                        GallraException.Code.UNAVAILABLE,
                        new Text(
                                "Posttypen " + record.id() + " i " + record.bundle()
                                        + " räknas som kontakt men kan inte läsas. Se sidan Tillägg.",
                                "The record type " + record.id() + " of " + record.bundle()
                                        + " counts as contact but cannot be read. See the page of bundles."));
            }
        }
        return records;
    }

    /** Returns the last moment of a contact, not later than an instant. */
    static Optional<LastContact> last(Connection connection, View view, long contact, Instant through)
            throws SQLException {
        LastContact last = null;
        for (RecordDeclaration record : records(view)) {
            for (String column : record.moments()) {
                boolean day = view.column(record.table(), column).sqlType() == Types.DATE;
                SqlFragment when = when(view, record, column, Instant.EPOCH, through);
                for (Way way : ways(view, record, "r", 0)) {
                    SqlFragment query = SqlFragment.of("SELECT MAX(r." + column + ") FROM "
                                    + String.join(", ", way.tables()) + " WHERE " + way.conditions())
                            .append(when)
                            .append(" AND " + way.person() + " = ?", contact);
                    LocalDate found = Sql.list(connection, query, row -> Optional.ofNullable(day(row, day)))
                            .get(0)
                            .orElse(null);
                    if (found != null && (last == null || found.isAfter(last.day()))) {
                        last = new LastContact(record.id(), record.label(), found);
                    }
                }
            }
        }
        return Optional.ofNullable(last);
    }

    private static @Nullable LocalDate day(ResultSet row, boolean day) throws SQLException {
        if (day) {
            Date on = row.getDate(1);
            return on == null ? null : on.toLocalDate();
        }
        Timestamp at = row.getTimestamp(1);
        return at == null ? null : LocalDate.ofInstant(at.toInstant(), ZoneOffset.UTC);
    }

    private static SqlFragment when(
            View view, RecordDeclaration record, String column, Instant after, Instant through) {
        String name = "r." + column;
        if (view.column(record.table(), column).sqlType() == Types.DATE) {
            // a day begins in the east before it begins in the process's zone, and ends in the west after it
            return SqlFragment.of(
                    "(" + name + " >= ? AND " + name + " <= ?)",
                    Date.valueOf(LocalDate.ofInstant(after, ZoneOffset.UTC)),
                    Date.valueOf(LocalDate.ofInstant(through, ZoneOffset.UTC).plusDays(1)));
        }
        return SqlFragment.of("(" + name + " > ? AND " + name + " <= ?)", after, through);
    }

    /** One way from a row to a person: tables, conditions that end in AND, and the column that names the person. */
    private record Way(List<String> tables, String conditions, String person) {}

    private static List<Way> ways(View view, RecordDeclaration record, String alias, int depth) {
        List<Way> ways = new ArrayList<>();
        String own = record.table() + " " + alias;
        for (LinkDeclaration link : record.links()) {
            switch (link.kind()) {
                case CONTACT -> ways.add(new Way(List.of(own), "", alias + "." + link.column()));
                case CONTACT_JOIN -> {
                    String join = "j" + depth;
                    ways.add(new Way(
                            List.of(own, link.table() + " " + join),
                            join + "." + link.row() + " = " + alias + "." + record.key() + " AND ",
                            join + "." + link.column()));
                }
                case PARENT -> {
                    RecordDeclaration parent = view.usable().get(Objects.requireNonNull(link.parent()));
                    if (parent != null && depth < Reach.MAX_DEPTH) {
                        String above = "p" + depth;
                        for (Way way : ways(view, parent, above, depth + 1)) {
                            List<String> tables = new ArrayList<>(List.of(own));
                            tables.addAll(way.tables());
                            ways.add(new Way(
                                    tables,
                                    alias + "." + link.column() + " = " + above + "." + parent.key() + " AND "
                                            + way.conditions(),
                                    way.person()));
                        }
                    }
                }
                case COMPANY, COMPANY_JOIN -> {}
            }
        }
        return ways;
    }
}
