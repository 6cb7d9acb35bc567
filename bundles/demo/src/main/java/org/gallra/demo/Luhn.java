package org.gallra.demo;

/** The check digit of Swedish registration numbers. */
final class Luhn {

    private Luhn() {}

    /** Returns the digit that would make the nine digits valid. */
    static int digit(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int value = (digits.charAt(i) - '0') * (i % 2 == 0 ? 2 : 1);
            sum += value / 10 + value % 10;
        }
        return (10 - sum % 10) % 10;
    }
}
