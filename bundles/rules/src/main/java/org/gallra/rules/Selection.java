package org.gallra.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.gallra.api.persistence.SqlFragment;

/**
 * Compiles a condition into one query of contact keys.
 *
 * <p>By set operations: both databases do each of them by hashing or sorting, once, so that the work grows with the number of
 * contacts and not with its square, as a sub-select per contact may.
 */
final class Selection {

    private final SqlFragment everybody;
    private final Function<Expression.Leaf, SqlFragment> queries;

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
        List<Expression> parts = expression instanceof Expression.All all ? all.parts() : List.of(expression);
        return all(parts, true);
    }

    /** The keys for which the expression holds; may name others than everybody. */
    private SqlFragment keys(Expression expression) {
        if (expression instanceof Expression.All all) {
            return all(all.parts(), all.parts().stream().allMatch(Expression.Not.class::isInstance));
        }
        if (expression instanceof Expression.Any any) {
            return joined(" UNION ", any.parts().stream().map(this::keys).toList());
        }
        if (expression instanceof Expression.Not not) {
            return joined(" EXCEPT ", List.of(everybody, keys(not.part())));
        }
        if (expression instanceof Expression.Leaf leaf) {
            return queries.apply(leaf);
        }
        throw new IllegalStateException("A criterion is missing");
    }

    private SqlFragment all(List<Expression> parts, boolean withEverybody) {
        List<SqlFragment> wanted = new ArrayList<>();
        List<SqlFragment> unwanted = new ArrayList<>();
        if (withEverybody) {
            wanted.add(everybody);
        }
        for (Expression part : parts) {
            if (part instanceof Expression.Not not) {
                unwanted.add(keys(not.part()));
            } else {
                wanted.add(keys(part));
            }
        }
        SqlFragment both = joined(" INTERSECT ", wanted);
        for (SqlFragment one : unwanted) {
            both = joined(" EXCEPT ", List.of(both, one));
        }
        return both;
    }

    private static SqlFragment joined(String operator, List<SqlFragment> queries) {
        SqlFragment all = SqlFragment.of("");
        for (int i = 0; i < queries.size(); i++) {
            all = all.append(i == 0 ? "" : operator)
                    .append("SELECT s.k FROM (")
                    .append(queries.get(i))
                    .append(") s (k)");
        }
        return all;
    }
}
