package org.gallra.blackbox;

import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** A person with a value in every field, each of them found nowhere else. */
record People(String mark, Map<String, String> values) {

    /** The fields that hold the values of a contact in the API. */
    static final List<String> FIELDS = List.of(
            "firstName",
            "lastName",
            "title",
            "department",
            "email",
            "mobile",
            "phone",
            "street",
            "postalCode",
            "city",
            "website",
            "notes");

    private static final String CONSONANTS = "bcdfghjklmnpqrstvwxz";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Set<Integer> TAKEN = ConcurrentHashMap.newKeySet();

    static People make(String company) {
        String mark = letters(16) + "zzzz";
        String number = number();
        Map<String, String> values = new LinkedHashMap<>();
        if (company != null) {
            values.put("company", company);
        }
        values.put("firstName", "För" + mark);
        values.put("lastName", "Efter" + mark);
        values.put("title", "Titel" + mark);
        values.put("department", "Avdelning" + mark);
        values.put("email", mark + "@example.se");
        values.put("mobile", "+4670" + number);
        values.put("phone", "+4686" + number);
        values.put("street", "Gatan" + mark);
        values.put("postalCode", "P" + mark.substring(0, 8));
        values.put("city", "Orten" + mark);
        values.put("country", "SE");
        values.put("website", "https://" + mark + ".example.se");
        values.put("notes", "Anteckning" + mark);
        return new People(mark, values);
    }

    /** Returns seven digits that nobody had before: a number of somebody who was erased is refused. */
    private static String number() {
        while (true) {
            int number = 1_000_000 + RANDOM.nextInt(9_000_000);
            if (TAKEN.add(number)) {
                return Integer.toString(number);
            }
        }
    }

    /** Returns random consonants, in which no word or name that a test looks for can stand by chance. */
    static String letters(int count) {
        return RANDOM.ints(count, 0, CONSONANTS.length())
                .mapToObj(i -> CONSONANTS.substring(i, i + 1))
                .collect(Collectors.joining());
    }
}
