package org.gallra.transfer;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import org.jspecify.annotations.Nullable;

/** Names of countries, Swedish, English and their own, to the codes of ISO 3166. */
final class Countries {

    private static final Map<String, String> CODES = codes();

    private Countries() {}

    /** Returns the code of a country, or null if it is not known. */
    static @Nullable String code(String name) {
        return CODES.get(Headings.fold(name));
    }

    private static Map<String, String> codes() {
        Map<String, String> codes = new HashMap<>();
        for (String code : Locale.getISOCountries()) {
            Locale country = new Locale("", code);
            codes.put(Headings.fold(code), code);
            for (String language : new String[] {"sv", "en", "nb", "da", "fi", "de"}) {
                codes.putIfAbsent(Headings.fold(country.getDisplayCountry(new Locale(language))), code);
            }
            try {
                codes.putIfAbsent(Headings.fold(country.getISO3Country()), code);
            } catch (MissingResourceException e) {
                // a country without a three-letter code
            }
        }
        String[][] others = {
            {"uk", "GB"},
            {"england", "GB"},
            {"scotland", "GB"},
            {"skottland", "GB"},
            {"wales", "GB"},
            {"greatbritain", "GB"},
            {"storbritannien", "GB"},
            {"unitedkingdom", "GB"},
            {"usa", "US"},
            {"unitedstatesofamerica", "US"},
            {"holland", "NL"},
            {"thenetherlands", "NL"},
            {"czechrepublic", "CZ"},
            {"tjeckien", "CZ"},
            {"espana", "ES"},
            {"italia", "IT"},
            {"polska", "PL"},
            {"korea", "KR"},
            {"sydkorea", "KR"},
            {"russia", "RU"},
            {"ryssland", "RU"},
            {"uae", "AE"},
            {"turkey", "TR"},
            {"turkiet", "TR"}
        };
        for (String[] other : others) {
            codes.put(other[0], other[1]);
        }
        codes.remove("");
        return codes;
    }
}
