package org.gallra.api.selection;

import java.util.List;
import org.gallra.api.Text;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Something that has to be filled in for a criterion.
 *
 * @param name its name, letters and digits
 * @param label the name shown to people
 * @param type what is filled in
 * @param initial what stands there at first, or null
 * @param min the least number, for {@link Type#NUMBER}
 * @param max the greatest number, for {@link Type#NUMBER}
 * @param choices what can be chosen, for {@link Type#CHOICE}
 */
@ProviderType
public record Parameter(
        String name, Text label, Type type, @Nullable String initial, long min, long max, List<Choice> choices) {

    /** Copies the list. */
    public Parameter {
        choices = List.copyOf(choices);
    }

    /** What is filled in. */
    @ProviderType
    public enum Type {
        /** A whole number. */
        NUMBER,
        /** A line of text. */
        TEXT,
        /** A day, as {@code 2026-01-31}. */
        DAY,
        /** One of several. */
        CHOICE
    }

    /**
     * One of several.
     *
     * @param value what is kept
     * @param label the name shown to people
     */
    @ProviderType
    public record Choice(String value, Text label) {}

    /** Returns a whole number within limits. */
    public static Parameter number(String name, Text label, long initial, long min, long max) {
        return new Parameter(name, label, Type.NUMBER, Long.toString(initial), min, max, List.of());
    }

    /** Returns a line of text, at most 200 characters. */
    public static Parameter text(String name, Text label) {
        return new Parameter(name, label, Type.TEXT, null, 0, 0, List.of());
    }

    /** Returns a day. */
    public static Parameter day(String name, Text label) {
        return new Parameter(name, label, Type.DAY, null, 0, 0, List.of());
    }

    /** Returns one of several; the first stands there at first. */
    public static Parameter choice(String name, Text label, List<Choice> choices) {
        String first = choices.isEmpty() ? null : choices.get(0).value();
        return new Parameter(name, label, Type.CHOICE, first, 0, 0, choices);
    }
}
