package org.gallra.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gallra.api.GallraException;
import org.gallra.api.GallraException.Violation;
import org.gallra.api.Text;
import org.gallra.api.rule.Condition;
import org.gallra.api.selection.Arguments;
import org.jspecify.annotations.Nullable;

/** Looks up the criteria of a condition and checks its shape. Not thread-safe. */
final class Conditions {

    private static final int DEEPEST = 8;
    private static final int MOST = 50;

    private final Criteria.Snapshot criteria;
    private final List<Violation> wrong = new ArrayList<>();
    private int count;

    private Conditions(Criteria.Snapshot criteria) {
        this.criteria = criteria;
    }

    /**
     * Checks what somebody wrote.
     *
     * @param wrong takes what is wrong, each with its place
     */
    static Expression check(Criteria.Snapshot criteria, @Nullable Condition condition, List<Violation> wrong) {
        Conditions conditions = new Conditions(criteria);
        Expression expression = conditions.read(condition, "condition", 0);
        if (conditions.count > MOST) {
            conditions.refuse("condition", "Högst 50 kriterier.", "At most 50 criteria.");
        }
        wrong.addAll(conditions.wrong);
        return expression;
    }

    /** Reads a condition that was checked when it was written; what does not fit any more becomes {@code Missing}. */
    static Expression read(Criteria.Snapshot criteria, Condition condition) {
        return new Conditions(criteria).read(condition, "condition", 0);
    }

    /** Returns the condition with every argument filled in, as it is kept. */
    static Condition kept(Expression expression) {
        if (expression instanceof Expression.All all) {
            return Condition.all(all.parts().stream().map(Conditions::kept).toList());
        }
        if (expression instanceof Expression.Any any) {
            return Condition.any(any.parts().stream().map(Conditions::kept).toList());
        }
        if (expression instanceof Expression.Not not) {
            return Condition.not(kept(not.part()));
        }
        Expression.Leaf leaf = (Expression.Leaf) expression;
        return Condition.criterion(leaf.criterion().id(), leaf.arguments().values());
    }

    private Expression read(@Nullable Condition condition, String place, int depth) {
        if (condition == null) {
            return refuse(place, "Ange ett villkor.", "Give a condition.");
        }
        if (depth >= DEEPEST) {
            return refuse(place, "Högst 8 nivåer.", "At most 8 levels.");
        }
        int ways = (condition.all() == null ? 0 : 1)
                + (condition.any() == null ? 0 : 1)
                + (condition.not() == null ? 0 : 1)
                + (condition.criterion() == null ? 0 : 1);
        if (ways != 1) {
            return refuse(
                    place,
                    "Ange precis ett av all, any, not och criterion.",
                    "Give exactly one of all, any, not and criterion.");
        }
        if (condition.criterion() != null) {
            return leaf(condition.criterion(), condition.arguments(), place);
        }
        if (condition.arguments() != null && !condition.arguments().isEmpty()) {
            return refuse(
                    place + ".arguments", "Hör bara till ett kriterium.", "Belongs to a criterion and nothing else.");
        }
        if (condition.not() != null) {
            return new Expression.Not(read(condition.not(), place + ".not", depth + 1));
        }
        if (condition.all() != null) {
            return new Expression.All(parts(condition.all(), place + ".all", depth));
        }
        List<Condition> any = condition.any();
        return new Expression.Any(parts(any == null ? List.of() : any, place + ".any", depth));
    }

    private List<Expression> parts(List<Condition> parts, String place, int depth) {
        if (parts.isEmpty() || parts.size() > MOST) {
            refuse(place, "Ange 1 till 50 villkor.", "Give 1 to 50 conditions.");
            return List.of();
        }
        List<Expression> read = new ArrayList<>();
        for (int i = 0; i < parts.size() && count <= MOST; i++) {
            read.add(read(parts.get(i), place + "[" + i + "]", depth + 1));
        }
        return read;
    }

    private Expression leaf(String id, @Nullable Map<String, Object> given, String place) {
        count++;
        Criteria.Offered offered = criteria.find(id).orElse(null);
        if (offered == null) {
            String shown = id.substring(0, Math.min(100, id.length())).replaceAll("[^\\p{L}\\p{N}._-]", "?");
            Text why = criteria.doubled()
                    .getOrDefault(
                            id,
                            new Text(
                                    "Kriteriet " + shown
                                            + " finns inte nu. Starta tillägget som har det, eller ändra regeln.",
                                    "The criterion " + shown
                                            + " is not there now. Start the bundle that brings it, or change the rule."));
            wrong.add(new Violation(place + ".criterion", why));
            return new Expression.Missing(shown, why);
        }
        Map<String, @Nullable String> texts = new TreeMap<>();
        if (given != null) {
            for (Map.Entry<String, Object> one : given.entrySet()) {
                if (one.getValue() instanceof String text) {
                    texts.put(one.getKey(), text);
                } else {
                    return refuse(
                            place + ".arguments." + one.getKey(),
                            "Ange en text eller ett tal.",
                            "Give a text or a number.");
                }
            }
        }
        try {
            return new Expression.Leaf(offered, Arguments.of(place + ".arguments", offered.parameters(), texts));
        } catch (GallraException e) {
            wrong.addAll(e.violations());
            Text first =
                    e.violations().isEmpty() ? e.text() : e.violations().get(0).text();
            return new Expression.Missing(
                    id,
                    new Text(
                            "Kriteriet " + id + " har ändrats: " + first.sv(),
                            "The criterion " + id + " has changed: " + first.en()));
        }
    }

    private Expression refuse(String place, String sv, String en) {
        Text text = new Text(sv, en);
        wrong.add(new Violation(place, text));
        return new Expression.Missing(place, text);
    }
}
