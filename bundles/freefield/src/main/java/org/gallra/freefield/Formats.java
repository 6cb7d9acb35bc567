package org.gallra.freefield;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.regex.Pattern;
import org.gallra.api.freefield.FreeField;

/** Checks the texts of types that have a form. */
final class Formats {

    private static final Pattern EMAIL = Pattern.compile(
            "[^\\s@<>\"(),:;\\[\\]\\\\]{1,64}@[\\p{L}\\p{N}](?:[\\p{L}\\p{N}.-]*[\\p{L}\\p{N}])?\\.[\\p{L}]{2,63}");
    private static final Pattern PHONE =
            Pattern.compile("\\+?[0-9 ()./\u00a0-]{3,40}(?: ?(?:ankn|ext|x)\\.? ?[0-9]{1,8})?");

    private Formats() {}

    static String link(FreeField field, String text) {
        try {
            URI uri = new URI(text);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (web && uri.getHost() != null) {
                return text;
            }
        } catch (URISyntaxException e) {
            // refused below, like an address of another kind
        }
        throw Values.refuse(
                field,
                "Skriv en webbadress som https://www.example.se.",
                "Write a web address like https://www.example.com.");
    }

    static String email(FreeField field, String text) {
        if (!EMAIL.matcher(text).matches()) {
            throw Values.refuse(
                    field,
                    "Skriv en e-postadress som namn@example.se.",
                    "Write an e-mail address like name@example.com.");
        }
        return text;
    }

    static String phone(FreeField field, String text) {
        if (!PHONE.matcher(text).matches()
                || text.chars().filter(c -> c >= '0' && c <= '9').count() < 3) {
            throw Values.refuse(
                    field, "Skriv ett telefonnummer som 070-123 45 67.", "Write a phone number like +46 70 123 45 67.");
        }
        return text;
    }

    static String date(FreeField field, String text) {
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.getYear() >= 1900 && day.getYear() <= 2199) {
                return day.toString();
            }
        } catch (DateTimeException e) {
            // refused below, like a day of another time
        }
        throw Values.refuse(
                field,
                "Skriv dagen som 2026-05-31, mellan år 1900 och 2199.",
                "Write the day like 2026-05-31, from 1900 to 2199.");
    }

    static String time(FreeField field, String text) {
        try {
            LocalTime time = LocalTime.parse(text);
            if (time.getNano() == 0) {
                return time.toString();
            }
        } catch (DateTimeException e) {
            // refused below
        }
        throw Values.refuse(field, "Skriv klockslaget som 13:30.", "Write the time like 13:30.");
    }
}
