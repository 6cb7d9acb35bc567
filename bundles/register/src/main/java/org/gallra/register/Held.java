package org.gallra.register;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.gallra.api.Text;
import org.gallra.api.erasure.ErasurePlan.Exclusion;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.personaldata.LinkDeclaration;
import org.gallra.api.personaldata.RecordDeclaration;
import org.jspecify.annotations.Nullable;

/** Those of a plan's staged people whom one blocker holds, by its queries. */
final class Held {

    /** A blocker's query may take this long. */
    private static final int SECONDS = 10;

    private final Connection connection;
    private final long plan;
    private final Optional<SqlFragment> contacts;
    private final Optional<SqlFragment> companies;

    /** How many, and until when. */
    private record Number(long people, @Nullable Instant until, boolean unknown) {

        static final Number NONE = new Number(0, null, false);
    }

    Held(Connection connection, long plan, Optional<SqlFragment> contacts, Optional<SqlFragment> companies) {
        this.connection = connection;
        this.plan = plan;
        this.contacts = contacts;
        this.companies = companies;
    }

    /** Counts them; empty if there are none. */
    Optional<Exclusion> count(String blocker, String bundle, Text reason, long after) throws SQLException {
        Number people = count('C', contacts, after);
        Number firms = count('O', companies, Long.MIN_VALUE);
        if (people.people() + firms.people() == 0) {
            return Optional.empty();
        }
        Instant until = people.until() == null
                        || (firms.until() != null && firms.until().isAfter(people.until()))
                ? firms.until()
                : people.until();
        return Optional.of(new Exclusion(
                blocker,
                bundle,
                reason,
                people.people(),
                firms.people(),
                people.unknown() || firms.unknown() ? null : until));
    }

    /** Tells whether one contact is held by a blocker's query, and until when. */
    static Optional<Exclusion> one(
            Connection connection, SqlFragment query, String blocker, String bundle, Text reason, long contact)
            throws SQLException {
        SqlFragment count = SqlFragment.of("SELECT COUNT(*), MAX(b.u), COUNT(*) - COUNT(b.u) FROM (")
                .append(query)
                .append(") b (k, u) WHERE b.k = ?", contact);
        try (PreparedStatement statement = connection.prepareStatement(count.sql())) {
            statement.setQueryTimeout(SECONDS);
            Sql.bind(statement, count.parameters());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                var until = row.getTimestamp(2);
                boolean endless = until == null || row.getLong(3) > 0;
                return row.getLong(1) == 0
                        ? Optional.empty()
                        : Optional.of(new Exclusion(blocker, bundle, reason, 1, 0, endless ? null : until.toInstant()));
            }
        }
    }

    /** Returns the places of those queries that hold any of the staged people, ascending. */
    static List<Integer> holding(
            Connection connection, long plan, char kind, long after, List<Optional<SqlFragment>> queries)
            throws SQLException {
        SqlFragment all = SqlFragment.of("");
        for (int i = 0; i < queries.size(); i++) {
            if (queries.get(i).isPresent()) {
                all = all.append((all.sql().isEmpty() ? "" : " UNION ALL ") + "SELECT " + i + ", q" + i + ".k FROM (")
                        .append(queries.get(i).get())
                        .append(") q" + i + " (k, u)");
            }
        }
        if (all.sql().isEmpty()) {
            return List.of();
        }
        SqlFragment question = SqlFragment.of("SELECT DISTINCT b.n FROM erasure_subject s, (")
                .append(all)
                .append(
                        ") b (n, k) WHERE s.plan = ? AND s.kind = '" + kind
                                + "' AND s.subject > ? AND s.subject = b.k ORDER BY b.n",
                        plan,
                        after);
        try (PreparedStatement statement = connection.prepareStatement(question.sql())) {
            statement.setQueryTimeout(SECONDS);
            Sql.bind(statement, question.parameters());
            List<Integer> places = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    places.add(row.getInt(1));
                }
            }
            return places;
        }
    }

    private Number count(char kind, Optional<SqlFragment> query, long after) throws SQLException {
        if (query.isEmpty()) {
            return Number.NONE;
        }
        SqlFragment count = SqlFragment.of(
                        "SELECT COUNT(DISTINCT s.subject), MAX(b.u), COUNT(*) - COUNT(b.u) FROM erasure_subject s, (")
                .append(query.get())
                .append(
                        ") b (k, u) WHERE s.plan = ? AND s.kind = '" + kind + "' AND s.subject > ? AND s.subject = b.k",
                        plan,
                        after);
        try (PreparedStatement statement = connection.prepareStatement(count.sql())) {
            statement.setQueryTimeout(SECONDS);
            Sql.bind(statement, count.parameters());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                var until = row.getTimestamp(2);
                return new Number(row.getLong(1), until == null ? null : until.toInstant(), row.getLong(3) > 0);
            }
        }
    }

    /** Takes the contacts out of the plan. */
    void takeOut() throws SQLException {
        if (contacts.isPresent()) {
            Sql.update(
                    connection,
                    SqlFragment.of(
                                    "DELETE FROM erasure_subject WHERE plan = ? AND kind = 'C' AND subject IN (SELECT b.k FROM (",
                                    plan)
                            .append(contacts.get())
                            .append(") b (k, u))"));
        }
    }

    /** Takes the companies out of the plan that are held or have a contact who is, each with all its contacts. */
    void takeOutCompanies(View view) throws SQLException {
        RecordDeclaration people = view.contacts();
        Set<Long> held = new TreeSet<>();
        if (companies.isPresent()) {
            held.addAll(Sql.list(
                    connection,
                    SqlFragment.of("SELECT b.k FROM (").append(companies.get()).append(") b (k, u)"),
                    row -> row.getLong(1)));
        }
        for (LinkDeclaration link : Removal.links(people, LinkDeclaration.Kind.COMPANY)) {
            String company = "r." + link.column();
            String contact = "r." + people.key();
            if (contacts.isPresent()) {
                held.addAll(Sql.list(
                        connection,
                        SqlFragment.of("SELECT DISTINCT " + company + " FROM erasure_subject s, (")
                                .append(contacts.get())
                                .append(
                                        ") b (k, u), " + people.table() + " r WHERE s.plan = ? AND s.kind = 'C' AND"
                                                + " s.subject = b.k AND " + contact + " = b.k",
                                        plan),
                        row -> row.getLong(1)));
            }
        }
        for (long company : held) {
            Sql.update(
                    connection,
                    SqlFragment.of(
                            "DELETE FROM erasure_subject WHERE plan = ? AND kind = 'O' AND subject = ?",
                            plan,
                            company));
            for (LinkDeclaration link : Removal.links(people, LinkDeclaration.Kind.COMPANY)) {
                Sql.update(
                        connection,
                        SqlFragment.of(
                                "DELETE FROM erasure_subject WHERE plan = ? AND kind = 'C' AND subject IN (SELECT r."
                                        + people.key() + " FROM " + people.table() + " r WHERE r." + link.column()
                                        + " = ?)",
                                plan,
                                company));
            }
        }
    }
}
