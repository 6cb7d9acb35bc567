package org.gallra.transfer;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A person's name in two parts.
 *
 * @param first the given name, or null
 * @param last the family name, or null
 */
record PersonName(@Nullable String first, @Nullable String last) {

    private static final Set<String> PARTICLES = Set.of(
            "af", "av", "von", "van", "der", "den", "de", "la", "le", "del", "della", "di", "da", "do", "dos", "du",
            "ter", "ten", "zu", "zur", "bin", "al", "el", "st", "san", "mac");

    /** Splits a whole name: {@code Andersson, Anna} or {@code Carl von Essen}; a single word is a first name. */
    static PersonName split(String whole) {
        int comma = whole.indexOf(',');
        if (comma > 0 && comma < whole.length() - 1) {
            return new PersonName(
                    whole.substring(comma + 1).strip(),
                    whole.substring(0, comma).strip());
        }
        List<String> words = Arrays.asList(whole.replace(",", "").strip().split(" +", -1));
        if (words.size() == 1) {
            return new PersonName(words.get(0), null);
        }
        int last = words.size() - 1;
        while (last > 1 && PARTICLES.contains(words.get(last - 1).toLowerCase(Locale.ROOT))) {
            last--;
        }
        return new PersonName(
                String.join(" ", words.subList(0, last)), String.join(" ", words.subList(last, words.size())));
    }

    /** Returns nothing of the name. */
    @Override
    public String toString() {
        return "PersonName";
    }
}
