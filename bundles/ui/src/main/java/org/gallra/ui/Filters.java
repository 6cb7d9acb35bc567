package org.gallra.ui;

import jakarta.ws.rs.core.MultivaluedMap;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactFilter;
import org.jspecify.annotations.Nullable;

/** The filter of the contact list between form, address and service. */
final class Filters {

    private static final String BETWEEN = "\u001f";

    private Filters() {}

    /** The form's values as text, also in the address. */
    public record Form(
            String text,
            String company,
            String category,
            String city,
            String owner,
            String createdFrom,
            String createdTo,
            String changedBefore,
            String anonymized) {

        static final Form EMPTY = new Form("", "", "", "", "", "", "", "", "");

        static Form of(MultivaluedMap<String, String> form) {
            return new Form(
                    value(form, "text"),
                    value(form, "company"),
                    value(form, "category"),
                    value(form, "city"),
                    value(form, "owner"),
                    value(form, "createdFrom"),
                    value(form, "createdTo"),
                    value(form, "changedBefore"),
                    value(form, "anonymized"));
        }

        boolean empty() {
            return equals(EMPTY);
        }

        String token() {
            return Tokens.seal(String.join(
                    BETWEEN, text, company, category, city, owner, createdFrom, createdTo, changedBefore, anonymized));
        }

        /** Returns the filter for the service; refuses days that do not exist, rather than to widen what is selected. */
        ContactFilter filter() {
            return new ContactFilter(
                    text.isBlank() ? null : text.length() > 200 ? text.substring(0, 200) : text,
                    company.isBlank() ? null : CompanyId.parse(company),
                    blank(category),
                    blank(city),
                    blank(owner),
                    day(createdFrom, 0),
                    day(createdTo, 1),
                    day(changedBefore, 0),
                    switch (anonymized) {
                        case "INCLUDE" -> ContactFilter.Anonymized.INCLUDE;
                        case "ONLY" -> ContactFilter.Anonymized.ONLY;
                        default -> null;
                    });
        }

        /** Returns the number of conditions. */
        public int conditions() {
            return (int)
                    List.of(text, company, category, city, owner, createdFrom, createdTo, changedBefore, anonymized)
                            .stream()
                            .filter(v -> !v.isBlank())
                            .count();
        }

        /** Returns the same without one condition. */
        Form without(String name) {
            return new Form(
                    name.equals("text") ? "" : text,
                    name.equals("company") ? "" : company,
                    name.equals("category") ? "" : category,
                    name.equals("city") ? "" : city,
                    name.equals("owner") ? "" : owner,
                    name.equals("createdFrom") ? "" : createdFrom,
                    name.equals("createdTo") ? "" : createdTo,
                    name.equals("changedBefore") ? "" : changedBefore,
                    name.equals("anonymized") ? "" : anonymized);
        }
    }

    static Form read(@Nullable String token) {
        String text = Tokens.open(token);
        if (text == null) {
            return Form.EMPTY;
        }
        List<String> parts = new ArrayList<>(List.of(text.split(BETWEEN, -1)));
        return parts.size() != 9
                ? Form.EMPTY
                : new Form(
                        parts.get(0),
                        parts.get(1),
                        parts.get(2),
                        parts.get(3),
                        parts.get(4),
                        parts.get(5),
                        parts.get(6),
                        parts.get(7),
                        parts.get(8));
    }

    static String value(MultivaluedMap<String, String> form, String name) {
        String value = Objects.requireNonNullElse(form.getFirst(name), "").strip();
        return value.replace(BETWEEN, " ");
    }

    private static @Nullable String blank(String value) {
        return value.isBlank() ? null : value;
    }

    private static @Nullable Instant day(String value, int plus) {
        try {
            return value.isBlank()
                    ? null
                    : LocalDate.parse(value)
                            .plusDays(plus)
                            .atStartOfDay(Shell.ZONE)
                            .toInstant();
        } catch (DateTimeException e) {
            throw GallraException.invalid(
                    "filter", new Text("Skriv datum som 2026-05-31.", "Write dates like 2026-05-31."));
        }
    }
}
