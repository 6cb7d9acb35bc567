package org.gallra.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.selection.Arguments;

/** A condition whose criteria were looked up. */
sealed interface Expression {

    /** All parts must hold. */
    record All(List<Expression> parts) implements Expression {}

    /** One part must hold. */
    record Any(List<Expression> parts) implements Expression {}

    /** The part must not hold. */
    record Not(Expression part) implements Expression {}

    /** A criterion with its arguments. */
    record Leaf(Criteria.Offered criterion, Arguments arguments) implements Expression {

        /** Tells whether the criterion's query names those for whom it does not hold. */
        boolean inverted() {
            return criterion.inverted(arguments);
        }
    }

    /** A criterion that cannot be used, and why. */
    record Missing(String criterion, Text why) implements Expression {}

    /** Returns the condition as part of a sentence. */
    default Text words() {
        if (this instanceof All all) {
            return joined(all.parts(), " OCH ", " AND ");
        }
        if (this instanceof Any any) {
            return joined(any.parts(), " ELLER ", " OR ");
        }
        if (this instanceof Not not) {
            Text inner = not.part().words();
            return new Text("INTE (" + inner.sv() + ")", "NOT (" + inner.en() + ")");
        }
        if (this instanceof Leaf leaf) {
            try {
                return leaf.criterion().words(leaf.arguments());
            } catch (GallraException e) {
                return Text.same(leaf.criterion().id());
            }
        }
        Missing missing = (Missing) this;
        return new Text(
                "[kriteriet " + missing.criterion() + " saknas]",
                "[the criterion " + missing.criterion() + " is missing]");
    }

    private static Text joined(List<Expression> parts, String sv, String en) {
        List<Text> words = parts.stream()
                .map(part -> {
                    Text text = part.words();
                    boolean group = part instanceof All || part instanceof Any;
                    return group && parts.size() > 1 ? new Text("(" + text.sv() + ")", "(" + text.en() + ")") : text;
                })
                .toList();
        return new Text(
                words.stream().map(Text::sv).collect(Collectors.joining(sv)),
                words.stream().map(Text::en).collect(Collectors.joining(en)));
    }

    /** Returns why the condition cannot be asked, for each criterion that is missing. */
    default List<Text> problems() {
        List<Text> problems = new ArrayList<>();
        each(part -> {
            if (part instanceof Missing missing && !problems.contains(missing.why())) {
                problems.add(missing.why());
            }
        });
        return problems;
    }

    /** Visits the expression and all its parts. */
    default void each(Consumer<Expression> visitor) {
        visitor.accept(this);
        if (this instanceof All all) {
            all.parts().forEach(part -> part.each(visitor));
        } else if (this instanceof Any any) {
            any.parts().forEach(part -> part.each(visitor));
        } else if (this instanceof Not not) {
            not.part().each(visitor);
        }
    }

    /**
     * Demands that all criteria are there.
     *
     * @throws GallraException {@code CONFLICT} naming those that are missing
     */
    default Expression complete() {
        List<Text> problems = problems();
        if (!problems.isEmpty()) {
            throw GallraException.conflict(new Text(
                    problems.stream().map(Text::sv).collect(Collectors.joining(" ")),
                    problems.stream().map(Text::en).collect(Collectors.joining(" "))));
        }
        return this;
    }
}
