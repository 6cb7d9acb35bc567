package org.gallra.contact;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The form in which registration numbers are compared: letters and digits, Swedish ones in their ten digits. */
final class OrgNumber {

    private OrgNumber() {}

    static String key(@Nullable String number) {
        String key =
                number == null ? "" : number.replaceAll("[^\\p{L}\\p{N}]", "").toUpperCase(Locale.ROOT);
        if (key.matches("SE\\d{10}01")) {
            return key.substring(2, 12);
        }
        return key.matches("16\\d{10}") ? key.substring(2) : key;
    }

    /** Returns the spellings in which a number with this key is usually stored. */
    static List<String> spellings(String key) {
        return key.matches("\\d{10}")
                ? List.of(
                        key,
                        key.substring(0, 6) + "-" + key.substring(6),
                        "16" + key,
                        "16" + key.substring(0, 6) + "-" + key.substring(6),
                        "SE" + key + "01")
                : List.of(key);
    }
}
