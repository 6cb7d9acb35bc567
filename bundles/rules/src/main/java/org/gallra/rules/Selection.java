package org.gallra.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gallra.api.persistence.SqlFragment;

/**
 * Compiles a condition into one query of contact keys.
 *
 * <p>The queries of all criteria are read once, one behind the other, each key with the place of its criterion; the keys are
 * grouped, and the condition is asked of each group by the places that occur in it. Both databases do that by hashing or sorting,
 * once, whatever the condition is: the work grows with the number of contacts and not with its square, as joins or sub-selects per
 * contact do when the database guesses wrong how many there are.
 */
final class Selection {

    /** The place of those who can be hit at all. */
    private static final int EVERYBODY = 0;

    private final SqlFragment everybody;
    private final Function<Expression.Leaf, SqlFragment> queries;
    private final Map<Expression.Leaf, Integer> places = new LinkedHashMap<>();

    /**
     * Takes what the parts are.
     *
     * @param everybody the keys of all contacts that may be hit at all
     * @param queries the query of a criterion
     */
    Selection(SqlFragment everybody, Function<Expression.Leaf, SqlFragment> queries) {
        this.everybody = everybody;
        this.queries = queries;
    }

    /** Returns a query with one column, each key once, of those among everybody for whom the expression holds. */
    SqlFragment of(Expression expression) {
        String condition = condition(expression);
        SqlFragment all = part(everybody, EVERYBODY);
        for (Map.Entry<Expression.Leaf, Integer> leaf : places.entrySet()) {
            all = all.append(" UNION ALL ").append(part(queries.apply(leaf.getKey()), leaf.getValue()));
        }
        return SqlFragment.of("SELECT g.k FROM (")
                .append(all)
                .append(") g (k, p) GROUP BY g.k HAVING MIN(g.p) = " + EVERYBODY + " AND " + condition);
    }

    private static SqlFragment part(SqlFragment query, int place) {
        return SqlFragment.of("SELECT s.k, " + place + " FROM (").append(query).append(") s (k)");
    }

    private String condition(Expression expression) {
        if (expression instanceof Expression.All all) {
            return joined(all.parts(), " AND ", "1 = 1");
        }
        if (expression instanceof Expression.Any any) {
            return joined(any.parts(), " OR ", "1 = 0");
        }
        if (expression instanceof Expression.Not not) {
            return "NOT (" + condition(not.part()) + ")";
        }
        if (expression instanceof Expression.Leaf leaf) {
            int place = places.computeIfAbsent(leaf, l -> places.size() + 1);
            return "MAX(CASE WHEN g.p = " + place + " THEN 1 ELSE 0 END) = " + (leaf.inverted() ? 0 : 1);
        }
        throw new IllegalStateException("A criterion is missing");
    }

    private String joined(List<Expression> parts, String operator, String none) {
        List<String> conditions = new ArrayList<>();
        parts.forEach(part -> conditions.add(condition(part)));
        return conditions.isEmpty() ? none : conditions.stream().collect(Collectors.joining(operator, "(", ")"));
    }
}
