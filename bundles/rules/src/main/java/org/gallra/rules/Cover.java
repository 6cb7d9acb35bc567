package org.gallra.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.gallra.api.persistence.SqlFragment;

/**
 * Criteria of which at least one names each contact that a condition hits: "region 3 or region 4" of "(region 3 or region 4) and no contact
 * for 30 days". If they name few, the rest needs to be asked of those few only.
 *
 * @param leaves criteria that name whom they hit, at least one
 */
record Cover(List<Expression.Leaf> leaves) {

    /** Returns the covers that the form of an expression shows, in its order; none if anybody might be hit. */
    static List<Cover> of(Expression expression) {
        if (expression instanceof Expression.All all) {
            return all.parts().stream().flatMap(part -> of(part).stream()).toList();
        }
        if (expression instanceof Expression.Any any) {
            List<Expression.Leaf> leaves = new ArrayList<>();
            for (Expression part : any.parts()) {
                List<Cover> covers = of(part);
                if (covers.isEmpty()) {
                    return List.of();
                }
                leaves.addAll(covers.get(0).leaves());
            }
            return leaves.isEmpty() ? List.of() : List.of(new Cover(List.copyOf(leaves)));
        }
        boolean not = expression instanceof Expression.Not;
        Expression inner = expression instanceof Expression.Not negated ? negated.part() : expression;
        return inner instanceof Expression.Leaf leaf && leaf.inverted() == not
                ? List.of(new Cover(List.of(leaf)))
                : List.of();
    }

    /** Returns a query with one column: whom the criteria name, some several times. */
    SqlFragment query(Function<Expression.Leaf, SqlFragment> queries) {
        SqlFragment query = SqlFragment.of("");
        for (Expression.Leaf leaf : leaves) {
            query = query.append(query.sql().isEmpty() ? "SELECT v.k FROM (" : " UNION ALL SELECT v.k FROM (")
                    .append(queries.apply(leaf))
                    .append(") v (k)");
        }
        return query;
    }
}
