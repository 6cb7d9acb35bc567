package org.gallra.requests;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The number of a request for people, such as {@code 2026-014}.
 *
 * @param year the year of its registration
 * @param inYear its place in that year, from 1
 */
record RequestNumber(int year, int inYear) {

    private static final Pattern FORM = Pattern.compile("(\\d{4})-(\\d{3,7})");

    /** Returns the number that a text is, or null. */
    static @Nullable RequestNumber parse(@Nullable String text) {
        Matcher parts = FORM.matcher(text == null ? "" : text.strip());
        return parts.matches()
                ? new RequestNumber(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)))
                : null;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d-%03d", year, inYear);
    }
}
