package org.gallra.ui;

import java.util.List;
import java.util.Set;

/** Phone numbers as people in Sweden read them: those of other countries as they are stored. */
final class Phones {

    private static final String SWEDEN = "+46";

    /** Area codes of two digits behind the zero; 8 is Stockholm's alone, all others have three. */
    private static final Set<String> TWO = Set.of(
            "10", "11", "13", "16", "18", "19", "20", "21", "23", "26", "31", "33", "35", "36", "40", "42", "44", "46",
            "54", "60", "63", "70", "72", "73", "76", "79", "90");

    private Phones() {}

    /** Returns a number such as {@code +46701740605} as {@code 070-174 06 05}. */
    static String national(String number) {
        if (!number.matches("\\+46[1-9][0-9]{6,9}")) {
            return number;
        }
        String digits = number.substring(SWEDEN.length());
        int area = digits.startsWith("8") ? 1 : TWO.contains(digits.substring(0, 2)) ? 2 : 3;
        StringBuilder shown = new StringBuilder("0" + digits.substring(0, area) + "-");
        int at = area;
        for (int length : groups(digits.length() - area)) {
            shown.append(at == area ? "" : "\u00a0").append(digits, at, at + length);
            at += length;
        }
        return shown.toString();
    }

    private static List<Integer> groups(int digits) {
        return switch (digits) {
            case 5 -> List.of(3, 2);
            case 6 -> List.of(2, 2, 2);
            case 7 -> List.of(3, 2, 2);
            case 8 -> List.of(3, 3, 2);
            default -> List.of(digits);
        };
    }
}
