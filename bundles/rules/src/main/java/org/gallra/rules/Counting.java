package org.gallra.rules;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.gallra.api.contact.ContactDirectory;
import org.gallra.api.contact.ContactFilter;
import org.gallra.api.contact.ContactId;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.persistence.StorageException;
import org.gallra.api.rule.RulePreviews.Explanation;
import org.gallra.api.rule.RulePreviews.Kind;
import org.gallra.api.rule.RulePreviews.Part;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Asks the database whom an expression hits. Names the criterion whose query fails. */
@Component(service = Counting.class)
public final class Counting {

    static final int SAMPLE = 20;

    /** So many people are looked up one by one sooner than a table of all is read. */
    private static final int FEW = 20_000;

    private final Database database;
    private final ContactDirectory directory;

    /** Takes the database. */
    @Activate
    public Counting(@Reference Database database, @Reference ContactDirectory directory) {
        this.database = database;
        this.directory = directory;
    }

    /**
     * An expression as a query.
     *
     * @param query selects the keys of those who are hit, each once
     * @param everybody selects the keys of those who could be
     * @param leaves the query of each criterion
     */
    record Compiled(SqlFragment query, SqlFragment everybody, Map<Expression.Leaf, SqlFragment> leaves) {}

    /** Whom a query hits: how many, of how many. */
    record Hits(long hits, long contacts) {}

    /** Compiles an expression for a moment; contacts that came later are not among those who could be hit. */
    Compiled compile(Expression expression, Instant now) {
        expression.complete();
        SqlFragment few = few(expression, now);
        return few == null ? whole(expression, now) : among(few, expression, now);
    }

    /** Asks each criterion about everybody. */
    Compiled whole(Expression expression, Instant now) {
        SqlFragment everybody = everybody(now);
        return compiled(
                expression, everybody, everybody, l -> l.criterion().select(database.kind(), l.arguments(), now));
    }

    /** Asks each criterion about some contacts, who are at least all who are hit. */
    private Compiled among(SqlFragment few, Expression expression, Instant now) {
        SqlFragment everybody = everybody(now);
        SqlFragment them = SqlFragment.of("SELECT w.k FROM (")
                .append(everybody)
                .append(") w (k) WHERE w.k IN (")
                .append(few)
                .append(")");
        return compiled(
                expression, everybody, them, l -> l.criterion().select(database.kind(), l.arguments(), now, few));
    }

    private static Compiled compiled(
            Expression expression,
            SqlFragment everybody,
            SqlFragment asked,
            Function<Expression.Leaf, SqlFragment> queries) {
        Map<Expression.Leaf, SqlFragment> leaves = new HashMap<>();
        SqlFragment query = new Selection(asked, leaf -> leaves.computeIfAbsent(leaf, queries)).of(expression);
        return new Compiled(query, everybody, leaves);
    }

    /**
     * Looks for a part of an expression that lets few through, and returns their keys as a query; null if there is none. Not on embedded Derby,
     * which has no such lists.
     */
    private @Nullable SqlFragment few(Expression expression, Instant now) {
        if (database.kind() == Database.Kind.DERBY) {
            return null;
        }
        for (Cover cover : Cover.of(expression)) {
            SqlFragment named = cover.query(l -> l.criterion().select(database.kind(), l.arguments(), now));
            try {
                List<Long> keys = database.read(connection -> Rows.list(
                        connection,
                        SqlFragment.of("SELECT h.k FROM (")
                                .append(named)
                                .append(") h (k) FETCH FIRST " + (FEW + 1) + " ROWS ONLY"),
                        row -> row.getLong(1)));
                if (keys.size() <= FEW) {
                    long[] each =
                            keys.stream().mapToLong(Long::longValue).distinct().toArray();
                    return SqlFragment.of("SELECT w.k FROM unnest(?) w (k)", (Object) each);
                }
            } catch (StorageException e) {
                return null; // whoever asks the whole learns which criterion it is
            }
        }
        return null;
    }

    /** Counts those who are hit, and all. */
    Hits count(Compiled compiled) {
        return asked(
                compiled,
                connection -> new Hits(
                        Rows.number(connection, counted(compiled.query())),
                        Rows.number(connection, counted(compiled.everybody()))));
    }

    /** Counts those who could be hit. */
    long everybody(Compiled compiled) {
        return asked(compiled, connection -> Rows.number(connection, counted(compiled.everybody())));
    }

    /** Counts those who are hit. */
    long hits(Compiled compiled) {
        return asked(compiled, connection -> Rows.number(connection, counted(compiled.query())));
    }

    /** Returns the first of those who are hit, the oldest first. */
    List<ContactId> sample(Compiled compiled) {
        List<Long> keys = asked(
                compiled,
                connection -> Rows.list(
                        connection,
                        SqlFragment.of("SELECT h.k FROM (")
                                .append(compiled.query())
                                .append(") h (k) ORDER BY h.k FETCH FIRST " + SAMPLE + " ROWS ONLY"),
                        row -> row.getLong(1)));
        Map<Long, ContactDirectory.Ref> named = directory.contacts(keys);
        List<ContactId> ids = new ArrayList<>();
        for (long key : keys) {
            ContactDirectory.Ref ref = named.get(key);
            if (ref != null && ref.contact() != null) {
                ids.add(ref.contact());
            }
        }
        return ids;
    }

    /** Tells for each part of an expression whether it holds for a contact. */
    Explanation explain(Expression expression, ContactId contact, Instant now) {
        long key = directory.contactKey(contact);
        Compiled compiled = whole(expression.complete(), now);
        Map<Expression.Leaf, Boolean> answers = new HashMap<>();
        boolean among = asked(compiled, connection -> {
            for (Map.Entry<Expression.Leaf, SqlFragment> leaf :
                    compiled.leaves().entrySet()) {
                answers.put(
                        leaf.getKey(),
                        named(connection, leaf.getValue(), key) != leaf.getKey().inverted());
            }
            return named(connection, compiled.everybody(), key);
        });
        Part part = part(expression, answers);
        return new Explanation(contact, among && part.holds(), !among, part);
    }

    /**
     * When a contact is hit.
     *
     * @param at a moment at which she is, and not at the one before; the first unless it lies behind {@code through}; or null
     * @param through the last moment up to which all were asked about, or null
     */
    record Ahead(@Nullable Instant at, @Nullable Instant through) {}

    /**
     * Finds the first of some moments at which an expression hits a contact. Those for which there is no time to ask about each are
     * leapt over: a person whom a rule has begun to hit is seldom let go again, so it is the first all the same.
     *
     * @param moments in their order
     * @param end when to begin to leap, by {@link System#nanoTime}
     */
    Ahead ahead(Expression expression, long contact, List<Instant> moments, long end) {
        int missed = -1;
        while (missed + 1 < moments.size() && System.nanoTime() < end) {
            Instant next = moments.get(missed + 1);
            if (hits(expression, contact, next)) {
                return new Ahead(next, next);
            }
            missed++;
        }
        Instant through = missed < 0 ? null : moments.get(missed);
        int hit = moments.size();
        for (int leap = 1; hit == moments.size() && missed + 1 < moments.size(); leap *= 2) {
            int next = Math.min(missed + leap, moments.size() - 1);
            if (hits(expression, contact, moments.get(next))) {
                hit = next;
            } else {
                missed = next;
            }
        }
        while (hit < moments.size() && hit - missed > 1) {
            int middle = (missed + hit) / 2;
            if (hits(expression, contact, moments.get(middle))) {
                hit = middle;
            } else {
                missed = middle;
            }
        }
        return new Ahead(hit < moments.size() ? moments.get(hit) : null, through);
    }

    private boolean hits(Expression expression, long contact, Instant moment) {
        Map<Expression.Leaf, SqlFragment> leaves = new HashMap<>();
        SqlFragment everybody = everybody(moment);
        SqlFragment query = new Selection(only(everybody, contact), leaf -> {
                    SqlFragment one = leaf.criterion().select(database.kind(), leaf.arguments(), moment, contact);
                    leaves.put(leaf, one);
                    return one;
                })
                .of(expression);
        return hits(new Compiled(query, everybody, leaves)) > 0;
    }

    private static SqlFragment only(SqlFragment query, long contact) {
        return SqlFragment.of("SELECT o.k FROM (").append(query).append(") o (k) WHERE o.k = ?", contact);
    }

    private SqlFragment everybody(Instant now) {
        return directory.select(ContactFilter.ALL.created(null, now));
    }

    private static Part part(Expression expression, Map<Expression.Leaf, Boolean> answers) {
        Kind kind;
        boolean holds;
        List<Part> parts = List.of();
        if (expression instanceof Expression.All all) {
            kind = Kind.ALL;
            parts = all.parts().stream().map(p -> part(p, answers)).toList();
            holds = parts.stream().allMatch(Part::holds);
        } else if (expression instanceof Expression.Any any) {
            kind = Kind.ANY;
            parts = any.parts().stream().map(p -> part(p, answers)).toList();
            holds = parts.stream().anyMatch(Part::holds);
        } else if (expression instanceof Expression.Not not) {
            kind = Kind.NOT;
            parts = List.of(part(not.part(), answers));
            holds = !parts.get(0).holds();
        } else {
            kind = Kind.CRITERION;
            holds = expression instanceof Expression.Leaf leaf && Boolean.TRUE.equals(answers.get(leaf));
        }
        return new Part(kind, expression.words(), holds, parts);
    }

    private static boolean named(Connection connection, SqlFragment query, long key) throws SQLException {
        return Rows.number(
                        connection,
                        SqlFragment.of("SELECT COUNT(*) FROM (").append(query).append(") s (k) WHERE s.k = ?", key))
                > 0;
    }

    private static SqlFragment counted(SqlFragment query) {
        return SqlFragment.of("SELECT COUNT(*) FROM (").append(query).append(") h (k)");
    }

    private <T> T asked(Compiled compiled, Database.Work<T> work) {
        try {
            return database.read(work);
        } catch (StorageException e) {
            blame(compiled);
            throw e;
        }
    }

    /** Finds the criterion whose query the database refuses; nothing if each of them runs. */
    void blame(Compiled compiled) {
        for (Map.Entry<Expression.Leaf, SqlFragment> leaf : compiled.leaves().entrySet()) {
            String state = failure(leaf.getValue());
            if (state != null) {
                throw leaf.getKey().criterion().refused(state);
            }
        }
    }

    private @Nullable String failure(SqlFragment query) {
        try {
            database.inNewTransaction(connection -> Rows.number(connection, counted(query)));
            return null;
        } catch (StorageException e) {
            return e.sqlState();
        }
    }
}
