package org.gallra.register;

import java.util.ArrayList;
import java.util.List;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.personaldata.LinkDeclaration;
import org.gallra.api.personaldata.LinkDeclaration.Kind;
import org.gallra.api.personaldata.RecordDeclaration;
import org.jspecify.annotations.Nullable;

/**
 * The ways from people to the rows of a record, as queries for the rows' keys.
 *
 * <p>Each way is a select of its own and the ways are joined by UNION: an OR over two links scans the whole table. On Derby
 * the order of the joins is fixed from the people to the rows, so that it uses the index of the link.
 */
final class Reach {

    /** How many parents a part may have above it. */
    static final int MAX_DEPTH = 5;

    /**
     * Whose rows: one contact by key, or staged people of a plan.
     *
     * @param contact the key of the one contact, or null for staged people
     * @param plan the plan
     * @param companies whether companies are staged as well
     * @param from only contacts with a greater key
     * @param through only contacts with at most this key
     * @param withCompanies whether rows of the staged companies are meant too
     */
    record Source(
            @Nullable Long contact, long plan, boolean companies, long from, long through, boolean withCompanies) {

        static Source contact(long key) {
            return new Source(key, 0, false, 0, 0, false);
        }

        static Source all(long plan, boolean companies) {
            return new Source(null, plan, companies, Long.MIN_VALUE, Long.MAX_VALUE, companies);
        }

        /** Returns the same people without companies. */
        Source people() {
            return new Source(contact, plan, companies, from, through, false);
        }

        Source batch(long after, long upTo, boolean last) {
            return new Source(null, plan, companies, after, upTo, companies && last);
        }
    }

    /** One way: tables in the order of the joins, conditions, and the expressions that name the row and the person. */
    private record Way(
            List<String> tables,
            List<String> conditions,
            String row,
            String person,
            boolean company,
            boolean distinct) {}

    private final View view;
    private final Database.Kind kind;
    private final Source source;

    Reach(View view, Database.Kind kind, Source source) {
        this.view = view;
        this.kind = kind;
        this.source = source;
    }

    /**
     * Returns a query with one column {@code k}, each key once; null if no way leads to the record. Join it with the record: a key
     * may stand in a table between although its row is gone.
     */
    @Nullable
    SqlFragment keys(RecordDeclaration record) {
        return keys(record, true);
    }

    private @Nullable SqlFragment keys(RecordDeclaration record, boolean once) {
        List<Way> ways = ways(record, "r", 0).stream()
                .filter(w -> !w.company() || source.withCompanies())
                .toList();
        if (ways.isEmpty()) {
            return null;
        }
        SqlFragment union = SqlFragment.of("");
        boolean distinct = once && ways.size() == 1 && ways.get(0).distinct();
        for (int i = 0; i < ways.size(); i++) {
            union = union.append(i == 0 ? "" : once ? " UNION " : " UNION ALL ").append(select(ways.get(i), distinct));
        }
        return union;
    }

    /**
     * What leads to the rows of a record, beside the record's own table, which is {@code r}: each row is met once.
     *
     * @param tables behind FROM; empty if the condition says it all
     * @param condition behind WHERE
     */
    record Rows(SqlFragment tables, SqlFragment condition) {}

    /** Returns the rows of a record; null if no way leads to it. A row with one link to one person needs no detour by its key. */
    @Nullable
    Rows rows(RecordDeclaration record) {
        return rows(record, false);
    }

    /**
     * Returns the same rows for reading: PostgreSQL shares the look-up among its workers, where each of them would sort out doubles
     * by itself otherwise.
     */
    @Nullable
    Rows counted(RecordDeclaration record) {
        return rows(record, true);
    }

    private @Nullable Rows rows(RecordDeclaration record, boolean reading) {
        List<Way> ways = ways(record, "r", 0);
        if (source.contact() == null
                && !source.withCompanies()
                && ways.stream().filter(w -> !w.company()).count() == 1) {
            Way way = ways.stream().filter(w -> !w.company()).findFirst().orElseThrow();
            if (!way.distinct() && way.tables().size() == 1) {
                List<String> conditions = new ArrayList<>();
                List<@Nullable Object> parameters = new ArrayList<>();
                staged(way, conditions, parameters);
                return new Rows(
                        SqlFragment.of("erasure_subject s"),
                        new SqlFragment(String.join(" AND ", conditions), parameters));
            }
        }
        if (kind == Database.Kind.POSTGRESQL && reading) {
            SqlFragment members = keys(record, false);
            return members == null
                    ? null
                    : new Rows(
                            SqlFragment.of(""),
                            SqlFragment.of("r." + record.key() + " IN (")
                                    .append(members)
                                    .append(")"));
        }
        SqlFragment keys = keys(record);
        return keys == null
                ? null
                : new Rows(
                        SqlFragment.of("(").append(keys).append(") x"), SqlFragment.of("r." + record.key() + " = x.k"));
    }

    private SqlFragment select(Way way, boolean distinct) {
        List<String> tables = new ArrayList<>();
        List<String> conditions = new ArrayList<>(way.conditions());
        List<@Nullable Object> parameters = new ArrayList<>();
        Long contact = source.contact();
        if (contact != null) {
            conditions.add(way.person() + " = ?");
            parameters.add(contact);
        } else {
            tables.add("erasure_subject s");
            staged(way, conditions, parameters);
        }
        tables.addAll(way.tables());
        return new SqlFragment(
                "SELECT " + (distinct ? "DISTINCT " : "") + way.row() + " AS k FROM " + fixed(kind)
                        + String.join(", ", tables) + " WHERE " + String.join(" AND ", conditions),
                parameters);
    }

    /** Binds the person of a way to the staged people. */
    private void staged(Way way, List<String> conditions, List<@Nullable Object> parameters) {
        conditions.add("s.plan = ?");
        parameters.add(source.plan());
        conditions.add("s.kind = '" + (way.company() ? 'O' : 'C') + "'");
        if (!way.company() && source.from() != Long.MIN_VALUE) {
            conditions.add("s.subject > ?");
            parameters.add(source.from());
        }
        if (!way.company() && source.through() != Long.MAX_VALUE) {
            conditions.add("s.subject <= ?");
            parameters.add(source.through());
        }
        conditions.add(way.person() + " = s.subject");
    }

    /** Keeps Derby from turning the joins round and scanning the big table. */
    static String fixed(Database.Kind kind) {
        return kind == Database.Kind.DERBY ? "--DERBY-PROPERTIES joinOrder=FIXED\n" : "";
    }

    private List<Way> ways(RecordDeclaration record, String alias, int depth) {
        List<Way> ways = new ArrayList<>();
        boolean several =
                record.links().stream().filter(l -> !l.kind().company()).count() > 1;
        for (LinkDeclaration link : record.links()) {
            String own = record.table() + " " + alias;
            switch (link.kind()) {
                case CONTACT, COMPANY ->
                    ways.add(new Way(
                            List.of(own),
                            List.of(),
                            alias + "." + record.key(),
                            alias + "." + link.column(),
                            link.kind() == Kind.COMPANY,
                            several));
                case CONTACT_JOIN, COMPANY_JOIN -> {
                    String join = "j" + depth;
                    // the table between knows the row by its key: the row itself need not be looked at
                    ways.add(new Way(
                            List.of(link.table() + " " + join),
                            List.of(),
                            join + "." + link.row(),
                            join + "." + link.column(),
                            link.kind() == Kind.COMPANY_JOIN,
                            true));
                }
                case PARENT -> {
                    RecordDeclaration parent =
                            link.parent() == null ? null : view.usable().get(link.parent());
                    if (parent != null && depth < MAX_DEPTH) {
                        String above = "p" + depth;
                        for (Way way : ways(parent, above, depth + 1)) {
                            List<String> tables = new ArrayList<>(way.tables());
                            tables.add(own);
                            List<String> conditions = new ArrayList<>(way.conditions());
                            conditions.add(alias + "." + link.column() + " = " + way.row());
                            ways.add(new Way(
                                    tables,
                                    conditions,
                                    alias + "." + record.key(),
                                    way.person(),
                                    way.company(),
                                    way.distinct()));
                        }
                    }
                }
            }
        }
        return ways;
    }
}
