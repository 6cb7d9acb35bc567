package org.gallra.api.rule;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Whom a rule hits: criteria that are joined by AND, OR and NOT. Exactly one of {@code all}, {@code any}, {@code not} and
 * {@code criterion} is given; as JSON the others may be left out.
 *
 * @param all conditions that must all hold
 * @param any conditions of which at least one must hold
 * @param not a condition that must not hold
 * @param criterion the id of a criterion
 * @param arguments what is filled in for the criterion, by parameter; numbers are kept as text
 */
@ProviderType
public record Condition(
        @Nullable List<Condition> all,
        @Nullable List<Condition> any,
        @Nullable Condition not,
        @Nullable String criterion,
        @Nullable Map<String, Object> arguments) {

    /** Copies the collections and turns numbers into text; what is wrong with them is said when a rule is checked. */
    public Condition {
        all = all == null ? null : Collections.unmodifiableList(new java.util.ArrayList<>(all));
        any = any == null ? null : Collections.unmodifiableList(new java.util.ArrayList<>(any));
        if (arguments != null) {
            Map<String, Object> texts = new TreeMap<>();
            arguments.forEach((name, value) -> {
                if (name != null && value != null) {
                    texts.put(name, value instanceof Number || value instanceof Boolean ? value.toString() : value);
                }
            });
            arguments = Collections.unmodifiableMap(texts);
        }
    }

    /** Returns a condition that holds where all of these hold. */
    public static Condition all(List<Condition> parts) {
        return new Condition(parts, null, null, null, null);
    }

    /** Returns a condition that holds where at least one of these holds. */
    public static Condition any(List<Condition> parts) {
        return new Condition(null, parts, null, null, null);
    }

    /** Returns a condition that holds where the other does not. */
    public static Condition not(Condition part) {
        return new Condition(null, null, part, null, null);
    }

    /** Returns a criterion with its arguments. */
    public static Condition criterion(String id, Map<String, ?> arguments) {
        return new Condition(null, null, null, id, new TreeMap<String, Object>(arguments));
    }
}
