package org.gallra.transfer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BinaryOperator;
import org.gallra.api.Text;
import org.gallra.api.contact.CompanyDraft;
import org.gallra.api.contact.ContactDraft;
import org.jspecify.annotations.Nullable;

/** Lays the values of a file over values that are there. */
final class Drafts {

    private Drafts() {}

    /** Returns the values of {@code base}, with those of {@code file} where it has any; notes are added to. */
    static ContactDraft over(ContactDraft base, ContactDraft file) {
        return combine(base, file, (old, given) -> given);
    }

    /** Returns the values of {@code base}, with those of {@code file} where base is empty; notes are added to. */
    static ContactDraft fill(ContactDraft base, ContactDraft file) {
        return combine(base, file, (old, given) -> old);
    }

    private static ContactDraft combine(ContactDraft base, ContactDraft file, BinaryOperator<String> both) {
        return ContactDraft.builder()
                .company(file.company() == null ? base.company() : file.company())
                .firstName(one(base.firstName(), file.firstName(), both))
                .lastName(one(base.lastName(), file.lastName(), both))
                .title(one(base.title(), file.title(), both))
                .department(one(base.department(), file.department(), both))
                .email(one(base.email(), file.email(), both))
                .mobile(one(base.mobile(), file.mobile(), both))
                .phone(one(base.phone(), file.phone(), both))
                .street(one(base.street(), file.street(), both))
                .postalCode(one(base.postalCode(), file.postalCode(), both))
                .city(one(base.city(), file.city(), both))
                .country(one(base.country(), file.country(), both))
                .website(one(base.website(), file.website(), both))
                .notes(one(base.notes(), file.notes(), Drafts::notes))
                .owner(base.owner())
                .freeFields(free(base.freeFields(), file.freeFields(), both))
                .build();
    }

    /** Returns the values of {@code base}, with those of {@code file} where it has any; notes are added to. */
    static CompanyDraft over(CompanyDraft base, CompanyDraft file) {
        return combine(base, file, (old, given) -> given);
    }

    /** Returns the values of {@code base}, with those of {@code file} where base is empty; notes are added to. */
    static CompanyDraft fill(CompanyDraft base, CompanyDraft file) {
        return combine(base, file, (old, given) -> old);
    }

    private static CompanyDraft combine(CompanyDraft base, CompanyDraft file, BinaryOperator<String> both) {
        return CompanyDraft.builder()
                .name(one(base.name(), file.name(), both))
                .orgNumber(one(base.orgNumber(), file.orgNumber(), both))
                .category(one(base.category(), file.category(), both))
                .phone(one(base.phone(), file.phone(), both))
                .email(one(base.email(), file.email(), both))
                .website(one(base.website(), file.website(), both))
                .street(one(base.street(), file.street(), both))
                .postalCode(one(base.postalCode(), file.postalCode(), both))
                .city(one(base.city(), file.city(), both))
                .country(one(base.country(), file.country(), both))
                .notes(one(base.notes(), file.notes(), Drafts::notes))
                .owner(base.owner())
                .freeFields(free(base.freeFields(), file.freeFields(), both))
                .build();
    }

    private static @Nullable Map<String, @Nullable Object> free(
            @Nullable Map<String, @Nullable Object> base,
            @Nullable Map<String, @Nullable Object> file,
            BinaryOperator<String> both) {
        if (base == null || file == null) {
            return base == null ? file : base;
        }
        boolean fileWins = both.apply("base", "file").equals("file");
        Map<String, @Nullable Object> all = new LinkedHashMap<>(fileWins ? base : file);
        all.putAll(fileWins ? file : base);
        return all;
    }

    /** Returns the name of free fields, if some of the file's differ. */
    static List<Text> changes(Map<String, Object> before, @Nullable Map<String, @Nullable Object> after) {
        boolean differ = after != null
                && after.entrySet().stream()
                        .anyMatch(e -> !String.valueOf(e.getValue()).equals(String.valueOf(before.get(e.getKey()))));
        return differ ? List.of(new Text("Fria fält", "Free fields")) : List.of();
    }

    private static @Nullable String one(@Nullable String base, @Nullable String file, BinaryOperator<String> both) {
        return base == null ? file : file == null ? base : both.apply(base, file);
    }

    /** Adds the lines that are not there yet: what a user wrote is never overwritten. */
    private static String notes(String base, String file) {
        List<String> lines = new ArrayList<>(Arrays.asList(base.split("\n", -1)));
        List<String> known = lines.stream().map(String::strip).toList();
        for (String line : file.split("\n", -1)) {
            if (!line.isBlank() && !known.contains(line.strip())) {
                lines.add(line);
            }
        }
        return String.join("\n", lines);
    }

    /** Returns the labels of what differs, without the company. */
    static List<Text> changes(ContactDraft before, ContactDraft after) {
        return differing(values(before), values(after));
    }

    /** Returns the labels of what differs. */
    static List<Text> changes(CompanyDraft before, CompanyDraft after) {
        return differing(values(before), values(after));
    }

    /** Returns the fields in which both have a value and the values differ; notes apart. */
    static List<Field> conflicts(ContactDraft one, ContactDraft other) {
        Map<Field, @Nullable String> left = values(one);
        Map<Field, @Nullable String> right = values(other);
        return left.keySet().stream()
                .filter(f -> f != Field.NOTES && left.get(f) != null && right.get(f) != null)
                .filter(f -> !Objects.equals(left.get(f), right.get(f)))
                .toList();
    }

    private static List<Text> differing(Map<Field, @Nullable String> before, Map<Field, @Nullable String> after) {
        return after.keySet().stream()
                .filter(f -> !Objects.equals(before.get(f), after.get(f)))
                .map(f -> f.label)
                .toList();
    }

    static Map<Field, @Nullable String> values(ContactDraft draft) {
        Map<Field, @Nullable String> values = new LinkedHashMap<>();
        values.put(Field.FIRST_NAME, draft.firstName());
        values.put(Field.LAST_NAME, draft.lastName());
        values.put(Field.TITLE, draft.title());
        values.put(Field.DEPARTMENT, draft.department());
        values.put(Field.EMAIL, draft.email());
        values.put(Field.MOBILE, draft.mobile());
        values.put(Field.PHONE, draft.phone());
        values.put(Field.STREET, draft.street());
        values.put(Field.POSTAL_CODE, draft.postalCode());
        values.put(Field.CITY, draft.city());
        values.put(Field.COUNTRY, draft.country());
        values.put(Field.WEBSITE, draft.website());
        values.put(Field.NOTES, draft.notes());
        return values;
    }

    private static Map<Field, @Nullable String> values(CompanyDraft draft) {
        Map<Field, @Nullable String> values = new LinkedHashMap<>();
        values.put(Field.COMPANY_NAME, draft.name());
        values.put(Field.ORG_NUMBER, draft.orgNumber());
        values.put(Field.CATEGORY, draft.category());
        values.put(Field.COMPANY_PHONE, draft.phone());
        values.put(Field.COMPANY_EMAIL, draft.email());
        values.put(Field.COMPANY_WEBSITE, draft.website());
        values.put(Field.COMPANY_STREET, draft.street());
        values.put(Field.COMPANY_POSTAL_CODE, draft.postalCode());
        values.put(Field.COMPANY_CITY, draft.city());
        values.put(Field.COMPANY_COUNTRY, draft.country());
        values.put(Field.COMPANY_NOTES, draft.notes());
        return values;
    }
}
