package org.gallra.transfer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.contact.CompanyDraft;
import org.gallra.api.contact.ContactDraft;
import org.gallra.api.contact.ContactMatcher;
import org.gallra.api.transfer.ImportService.Issue;
import org.jspecify.annotations.Nullable;

/** Makes a person and a company out of one row; what fits no field goes to the notes, so that nothing is lost. */
final class RowMapper {

    private static final Pattern NO_VALUE =
            Pattern.compile("(?i)n/?a|none|null|nil|saknas|okänd|unknown|ingen|finns ej");
    private static final Pattern DAMAGED_NUMBER = Pattern.compile("\\d[.,]\\d+E\\+?\\d+");
    private static final Set<Field> EMAILS = Set.of(Field.EMAIL, Field.MORE_EMAIL, Field.COMPANY_EMAIL);
    private static final Set<Field> PHONES = Set.of(Field.PHONE, Field.MOBILE, Field.MORE_PHONE, Field.COMPANY_PHONE);

    /** Values that are not worth refusing a person for. */
    private static final Set<Field> SOFT = Set.of(
            Field.PHONE,
            Field.MOBILE,
            Field.WEBSITE,
            Field.COUNTRY,
            Field.COMPANY_PHONE,
            Field.COMPANY_EMAIL,
            Field.COMPANY_WEBSITE,
            Field.COMPANY_COUNTRY);

    /** A value beside those that have a field of their own. */
    private record Extra(String heading, String value, boolean usable) {}

    private final Sheet sheet;
    private final List<@Nullable Field> fields;
    private final ContactMatcher matcher;
    private final FreeTargets free;

    private final Map<String, @Nullable Object> freeOfContact = new LinkedHashMap<>();
    private final Map<String, @Nullable Object> freeOfCompany = new LinkedHashMap<>();
    private final Map<Field, String> values = new HashMap<>();
    private final Map<Field, String> headings = new HashMap<>();
    private final List<Extra> emails = new ArrayList<>();
    private final List<Extra> phones = new ArrayList<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private final List<Issue> issues = new ArrayList<>();
    private long line;

    private RowMapper(Sheet sheet, List<@Nullable Field> fields, ContactMatcher matcher, FreeTargets free) {
        this.sheet = sheet;
        this.fields = fields;
        this.matcher = matcher;
        this.free = free;
    }

    static Entry map(
            Sheet sheet, List<@Nullable Field> fields, Sheet.Row row, ContactMatcher matcher, FreeTargets free) {
        return new RowMapper(sheet, fields, matcher, free).map(row);
    }

    private Entry map(Sheet.Row row) {
        line = row.line();
        row.notes().forEach(n -> issue(n.field(), n.reason()));
        read(row);
        names();
        fill();
        if (row.refusal() != null) {
            return refuse(null, row.refusal());
        }
        boolean person = has(Field.FIRST_NAME) || has(Field.LAST_NAME);
        boolean companyOnly =
                !person && has(Field.COMPANY_NAME) && !has(Field.EMAIL) && !has(Field.MOBILE) && !has(Field.TITLE);
        if (companyOnly) {
            for (Field field : Field.values()) {
                Field ofCompany = field.ofCompany();
                String value = ofCompany == null ? null : values.remove(field);
                if (ofCompany != null && value != null && values.putIfAbsent(ofCompany, value) == null) {
                    headings.putIfAbsent(ofCompany, heading(field));
                }
            }
        } else if (!person) {
            return refuse(
                    null,
                    values.isEmpty()
                            ? new Text(
                                    "Raden har inga värden i de kolumner som är valda.",
                                    "The row has no values in the columns that are chosen.")
                            : new Text(
                                    "Raden saknar namn. Ange förnamn eller efternamn.",
                                    "The row has no name. Give a first name or a last name."));
        }
        if (companyOnly) {
            return entry(null, company(notes));
        }
        CompanyDraft company = company(Set.of()); // first: what it cannot take goes to the person's notes
        return entry(contact(), company);
    }

    private Entry entry(@Nullable ContactDraft contact, @Nullable CompanyDraft company) {
        boolean refused = issues.stream().anyMatch(Issue::refused);
        if (!refused && contact == null && company == null) {
            return refuse(null, new Text("Raden saknar namn. Ange ett.", "The row has no name. Give one."));
        }
        return new Entry(line, refused ? null : contact, refused ? null : company, shown(), List.copyOf(issues));
    }

    private Entry refuse(@Nullable String field, Text reason) {
        issues.add(new Issue(line, true, field, reason));
        return new Entry(line, null, null, shown(), List.copyOf(issues));
    }

    private Entry.Shown shown() {
        String name =
                (values.getOrDefault(Field.FIRST_NAME, "") + " " + values.getOrDefault(Field.LAST_NAME, "")).strip();
        return new Entry.Shown(cut(name), cutOrNull(Field.COMPANY_NAME), cutOrNull(Field.EMAIL));
    }

    private @Nullable String cutOrNull(Field field) {
        String value = values.get(field);
        return value == null ? null : cut(value);
    }

    private static String cut(String value) {
        return value.length() <= 200 ? value : value.substring(0, 200);
    }

    private void read(Sheet.Row row) {
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            if (field != null && field.freeKey() != null) {
                free(field, sheet.columns().get(i).heading(), row.cell(i));
                continue;
            }
            String value = field == null ? null : Cells.lines(row.cell(i));
            if (field == null || value == null || value.chars().noneMatch(Character::isLetterOrDigit)) {
                continue;
            }
            String heading = sheet.columns().get(i).heading();
            if (value.indexOf('\uFFFD') >= 0) {
                issue(
                        heading,
                        new Text(
                                "Värdet har tecken som inte går att läsa. Kontrollera det efteråt.",
                                "The value has characters that cannot be read. Check it afterwards."));
            }
            if (EMAILS.contains(field)) {
                email(field, heading, value);
            } else if (PHONES.contains(field)) {
                phone(field, heading, value, row.cell(sheet.columns().get(i).kind()));
            } else if (field == Field.MORE_NOTES) {
                notes.add(heading + ": " + value);
            } else {
                boolean none = (field == Field.WEBSITE || field == Field.COMPANY_WEBSITE)
                        && NO_VALUE.matcher(value).matches();
                if (!none) {
                    set(field, heading, value);
                }
            }
        }
    }

    /** A value that its field does not take goes to the notes, and is named. */
    private void free(Field field, String heading, @Nullable String cell) {
        if (cell == null || cell.isBlank()) {
            return;
        }
        try {
            Object value = free.parse(field, cell);
            if (value != null) {
                (field.company() ? freeOfCompany : freeOfContact).put(String.valueOf(field.freeKey()), value);
            }
        } catch (GallraException e) {
            Text reason =
                    e.violations().isEmpty() ? e.text() : e.violations().get(0).text();
            String line = Cells.lines(cell);
            if (line != null && line.chars().noneMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')) {
                notes.add(heading + ": " + line);
                reason = new Text(
                        reason.sv() + " Värdet ligger i anteckningarna.", reason.en() + " The value is in the notes.");
            }
            issue(heading, reason);
        }
    }

    private void set(Field field, String heading, String value) {
        if (values.putIfAbsent(field, value) == null) {
            headings.put(field, heading);
        }
    }

    private void email(Field field, String heading, String value) {
        if (value.regionMatches(true, 0, "/o=", 0, 3) || NO_VALUE.matcher(value).matches()) {
            if (value.charAt(0) == '/') {
                issue(
                        heading,
                        new Text(
                                "Det är en intern Exchange-adress. Ange personens e-postadress.",
                                "This is an internal Exchange address. Give the person's e-mail address."));
            }
            return;
        }
        List<String> all = Cells.emails(value);
        for (int i = 0; i < all.size(); i++) {
            if (i == 0 && field != Field.MORE_EMAIL) {
                set(field, heading, all.get(i));
            } else {
                emails.add(new Extra(heading, all.get(i), true));
            }
        }
    }

    private void phone(Field field, String heading, String value, @Nullable String kind) {
        if (NO_VALUE.matcher(value).matches()) {
            return;
        }
        String type = ((kind == null ? "" : kind) + " " + heading).toLowerCase(Locale.ROOT);
        boolean fax = type.contains("fax") || type.contains("pager") || type.contains("personsök");
        boolean mobile = kind != null && type.matches(".*(mobil|cell).*");
        List<String> all = Cells.phones(value);
        for (int i = 0; i < all.size(); i++) {
            String label = kind == null ? heading : heading + " (" + kind.strip() + ")";
            if (DAMAGED_NUMBER.matcher(all.get(i)).matches()) {
                notes.add(label + ": " + all.get(i));
                issue(
                        heading,
                        new Text(
                                "Numret är förstört av ett kalkylprogram. Det ligger i anteckningarna; rätta det.",
                                "The number was damaged by a spreadsheet program. It is in the notes; correct it."));
            } else if (mobile && !has(Field.MOBILE) && field != Field.COMPANY_PHONE) {
                set(Field.MOBILE, heading, all.get(i));
            } else if (i == 0 && field != Field.MORE_PHONE && !fax && !mobile) {
                set(field, heading, all.get(i));
            } else {
                phones.add(new Extra(label, all.get(i), !fax));
            }
        }
    }

    private void names() {
        join(Field.FIRST_NAME, Field.LAST_NAME, Field.TITLE, Field.DEPARTMENT, Field.POSTAL_CODE, Field.CITY);
        join(Field.MIDDLE_NAME, Field.FULL_NAME, Field.COMPANY_NAME, Field.ORG_NUMBER, Field.CATEGORY);
        join(Field.COUNTRY, Field.WEBSITE, Field.COMPANY_POSTAL_CODE, Field.COMPANY_CITY, Field.COMPANY_COUNTRY);
        String full = values.remove(Field.FULL_NAME);
        if (full != null && !has(Field.LAST_NAME) && !has(Field.FIRST_NAME)) {
            PersonName name = PersonName.split(full);
            String heading = heading(Field.FULL_NAME);
            if (name.first() != null) {
                set(Field.FIRST_NAME, heading, name.first());
            }
            if (name.last() != null) {
                set(Field.LAST_NAME, heading, name.last());
            }
        }
        String middle = values.remove(Field.MIDDLE_NAME);
        String first = values.get(Field.FIRST_NAME);
        if (middle != null && (first == null || !first.endsWith(" " + middle))) {
            values.put(Field.FIRST_NAME, first == null ? middle : first + " " + middle);
        }
        street(Field.STREET, Field.STREET_2);
        street(Field.COMPANY_STREET, Field.COMPANY_STREET_2);
        country(Field.COUNTRY);
        country(Field.COMPANY_COUNTRY);
    }

    /** Brings values that have one line onto one line. */
    private void join(Field... single) {
        for (Field field : single) {
            values.computeIfPresent(field, (f, value) -> Cells.line(value));
        }
    }

    private void street(Field first, Field second) {
        String more = values.remove(second);
        if (more != null && !more.equals(values.get(first))) {
            values.merge(first, more, (a, b) -> a + "\n" + b);
            headings.putIfAbsent(first, heading(second));
        }
    }

    private void country(Field field) {
        String name = values.get(field);
        String code = name == null ? null : Countries.code(name);
        if (code != null) {
            values.put(field, code);
        }
    }

    /** Fills empty fields from the further columns; what is left goes to the notes. */
    private void fill() {
        if (!has(Field.EMAIL) && !has(Field.COMPANY_EMAIL) && !emails.isEmpty()) {
            Extra extra = emails.remove(0);
            set(Field.EMAIL, extra.heading, extra.value);
        }
        boolean noPhone = !has(Field.PHONE) && !(has(Field.COMPANY_PHONE) && !has(Field.FIRST_NAME));
        for (Extra extra : List.copyOf(phones)) {
            if (noPhone && extra.usable) {
                phones.remove(extra);
                set(Field.PHONE, extra.heading, extra.value);
                noPhone = false;
            }
        }
        Set<String> used = new LinkedHashSet<>();
        values.forEach((field, value) -> used.add(digits(field, value)));
        for (Extra extra : emails) {
            if (used.add(extra.value.toLowerCase(Locale.ROOT))) {
                notes.add(extra.heading + ": " + extra.value);
            }
        }
        for (Extra extra : phones) {
            if (used.add(digits(Field.PHONE, extra.value))) {
                notes.add(extra.heading + ": " + extra.value);
            }
        }
    }

    private static String digits(Field field, String value) {
        return PHONES.contains(field)
                ? value.replaceAll("[^0-9]", "").replaceFirst("^0+", "")
                : value.toLowerCase(Locale.ROOT);
    }

    private @Nullable ContactDraft contact() {
        for (int round = 0; round < Field.values().size(); round++) {
            ContactDraft draft = ContactDraft.builder()
                    .firstName(values.get(Field.FIRST_NAME))
                    .lastName(values.get(Field.LAST_NAME))
                    .title(values.get(Field.TITLE))
                    .department(values.get(Field.DEPARTMENT))
                    .email(values.get(Field.EMAIL))
                    .mobile(values.get(Field.MOBILE))
                    .phone(values.get(Field.PHONE))
                    .street(values.get(Field.STREET))
                    .postalCode(values.get(Field.POSTAL_CODE))
                    .city(values.get(Field.CITY))
                    .country(values.get(Field.COUNTRY))
                    .website(values.get(Field.WEBSITE))
                    .notes(notes(values.get(Field.NOTES), notes))
                    .freeFields(freeOfContact.isEmpty() ? null : freeOfContact)
                    .build();
            try {
                return matcher.clean(draft);
            } catch (GallraException e) {
                if (!soften("contact.", e)) {
                    return null;
                }
            }
        }
        return null;
    }

    private @Nullable CompanyDraft company(Set<String> notes) {
        if (!has(Field.COMPANY_NAME)) {
            return null;
        }
        for (int round = 0; round < Field.values().size(); round++) {
            CompanyDraft draft = CompanyDraft.builder()
                    .name(values.get(Field.COMPANY_NAME))
                    .orgNumber(values.get(Field.ORG_NUMBER))
                    .category(values.get(Field.CATEGORY))
                    .phone(values.get(Field.COMPANY_PHONE))
                    .email(values.get(Field.COMPANY_EMAIL))
                    .website(values.get(Field.COMPANY_WEBSITE))
                    .street(values.get(Field.COMPANY_STREET))
                    .postalCode(values.get(Field.COMPANY_POSTAL_CODE))
                    .city(values.get(Field.COMPANY_CITY))
                    .country(values.get(Field.COMPANY_COUNTRY))
                    .notes(notes(values.get(Field.COMPANY_NOTES), notes))
                    .freeFields(freeOfCompany.isEmpty() ? null : freeOfCompany)
                    .build();
            try {
                return matcher.clean(draft);
            } catch (GallraException e) {
                if (!soften("company.", e)) {
                    return null;
                }
            }
        }
        return null;
    }

    /** Takes values out that a person need not be refused for; returns false if the row is refused. */
    private boolean soften(String prefix, GallraException e) {
        boolean soft = !e.violations().isEmpty();
        for (GallraException.Violation violation : e.violations()) {
            Field field = Field.named(prefix + violation.field());
            String value = field == null ? null : values.get(field);
            if (field != null
                    && value != null
                    && SOFT.contains(field)
                    && value.chars().noneMatch(Character::isISOControl)) {
                values.remove(field);
                notes.add(heading(field) + ": " + value);
                issue(
                        heading(field),
                        new Text(
                                violation.text().sv() + " Värdet ligger i anteckningarna.",
                                violation.text().en() + " The value is in the notes."));
            } else {
                soft = false;
                String heading = field == null || !headings.containsKey(field) ? violation.field() : heading(field);
                issues.add(new Issue(line, true, heading, violation.text()));
            }
        }
        if (!soft && issues.stream().noneMatch(Issue::refused)) {
            issues.add(new Issue(line, true, null, e.text()));
        }
        return soft;
    }

    private static @Nullable String notes(@Nullable String text, Set<String> more) {
        List<String> all = new ArrayList<>();
        if (text != null) {
            all.add(text);
        }
        all.addAll(more);
        return all.isEmpty() ? null : String.join("\n", all);
    }

    private boolean has(Field field) {
        return values.containsKey(field);
    }

    private String heading(Field field) {
        return headings.getOrDefault(field, field.target);
    }

    private void issue(@Nullable String field, Text reason) {
        issues.add(new Issue(line, false, field, reason));
    }
}
