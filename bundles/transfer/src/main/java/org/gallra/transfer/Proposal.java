package org.gallra.transfer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.gallra.api.transfer.ImportService.Format;
import org.jspecify.annotations.Nullable;

/** Proposes where each column goes: by its heading, and where that says nothing by its values. */
final class Proposal {

    private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+\\.[^\\s@]+");
    private static final Pattern PHONE = Pattern.compile("[+(]?[0-9][0-9 ()/.\\-]{5,20}[0-9]");
    private static final Pattern COMPANY = Pattern.compile(
            "(?i).*\\b(?:AB|HB|KB|Aktiebolag|Ltd|Limited|Inc|GmbH|Oy|A/?S|ApS|LLC|kommun|region)\\b\\.?.*");
    private static final Pattern TWO_NAMES = Pattern.compile("\\p{Lu}[\\p{L}'-]+(?: [\\p{L}'-]+){1,3}");
    private static final Pattern ONE_NAME = Pattern.compile("\\p{Lu}[\\p{L}'-]+");
    private static final Set<Field> ADDRESS =
            Set.of(Field.STREET, Field.STREET_2, Field.POSTAL_CODE, Field.CITY, Field.COUNTRY);
    private static final Set<Field> COMPANY_ADDRESS = Set.of(
            Field.COMPANY_STREET,
            Field.COMPANY_STREET_2,
            Field.COMPANY_POSTAL_CODE,
            Field.COMPANY_CITY,
            Field.COMPANY_COUNTRY);
    private static final Set<Field> SINGLE = Set.of(
            Field.FIRST_NAME, Field.LAST_NAME, Field.FULL_NAME, Field.MIDDLE_NAME, Field.TITLE, Field.DEPARTMENT);
    private static final int SAMPLE = 200;

    private final Sheet sheet;
    private final Headings.@Nullable Meaning[] meanings;
    private final boolean[] empty;
    private final @Nullable Field[] fields;

    private Proposal(Sheet sheet) {
        this.sheet = sheet;
        int width = sheet.columns().size();
        this.meanings = new Headings.@Nullable Meaning[width];
        this.empty = new boolean[width];
        this.fields = new @Nullable Field[width];
        for (int i = 0; i < width; i++) {
            int column = i;
            meanings[i] = Headings.meaning(sheet.columns().get(i).heading());
            empty[i] = sheet.rows().stream().allMatch(r -> r.cell(column) == null);
        }
    }

    /** Returns the field of each column, or null where it is left out. */
    static List<@Nullable Field> of(Sheet sheet) {
        return of(sheet, heading -> null);
    }

    /**
     * Returns the same.
     *
     * @param free finds the free field that a heading names
     */
    static List<@Nullable Field> of(Sheet sheet, Function<String, @Nullable Field> free) {
        if (sheet.format() == Format.VCARD) {
            List<@Nullable Field> fields = new ArrayList<>();
            sheet.columns().forEach(c -> fields.add(c.field()));
            return fields;
        }
        Proposal proposal = new Proposal(sheet);
        proposal.free(free);
        return proposal.propose();
    }

    /** Tells whether a cell of the first row is a value rather than a heading. */
    static boolean looksLikeData(String cell) {
        String value = cell.strip();
        return EMAIL.matcher(value).matches() || PHONE.matcher(value).matches();
    }

    /** Gives the columns away that are named as a free field is, down to the letter. */
    private void free(Function<String, @Nullable Field> find) {
        for (int i = 0; i < fields.length; i++) {
            Field field = find.apply(sheet.columns().get(i).heading());
            if (field != null && !taken(field)) {
                fields[i] = field;
                meanings[i] = null;
            }
        }
    }

    private List<@Nullable Field> propose() {
        aboutCompanies();
        Map<Field, List<Integer>> wanted = new HashMap<>();
        for (int i = 0; i < meanings.length; i++) {
            Headings.Meaning meaning = meanings[i];
            if (meaning != null) {
                wanted.computeIfAbsent(meaning.field(), f -> new ArrayList<>()).add(i);
            }
        }
        String address = bestSet(ADDRESS);
        String companyAddress = bestSet(COMPANY_ADDRESS);
        wanted.forEach((field, columns) -> {
            String set = ADDRESS.contains(field) ? address : COMPANY_ADDRESS.contains(field) ? companyAddress : null;
            List<Integer> ordered = columns.stream()
                    .sorted(Comparator.<Integer>comparingInt(
                                    c -> set == null || set.equals(meaning(c).set()) ? 0 : 1)
                            .thenComparing(c -> empty[c])
                            .thenComparing(c -> meaning(c).rank()))
                    .toList();
            for (int i = 0; i < ordered.size(); i++) {
                int column = ordered.get(i);
                boolean first =
                        i == 0 && (set == null || set.equals(meaning(column).set()));
                fields[column] = first || field.many ? field : next(field);
            }
        });
        byValues();
        return Collections.unmodifiableList(Arrays.asList(fields));
    }

    private Headings.Meaning meaning(int column) {
        return Objects.requireNonNull(meanings[column]);
    }

    /** In a file about companies, name and address are the company's. */
    private void aboutCompanies() {
        boolean registered = has(Field.ORG_NUMBER);
        boolean companyNamed = has(Field.COMPANY_NAME);
        boolean person = has(Field.FIRST_NAME) || has(Field.LAST_NAME);
        boolean general = false;
        if (registered && !companyNamed && !person) {
            for (int i = 0; i < meanings.length && !general; i++) {
                if (Headings.fold(sheet.columns().get(i).heading()).matches("name|namn|kundnamn|customername")) {
                    meanings[i] = new Headings.Meaning(Field.COMPANY_NAME, 1, "");
                    general = true;
                }
            }
        }
        if (general || (companyNamed && !person && !has(Field.FULL_NAME))) {
            for (int i = 0; i < meanings.length; i++) {
                Headings.Meaning meaning = meanings[i];
                Field field = meaning == null
                        ? null
                        : meaning.field() == Field.FULL_NAME
                                ? null
                                : meaning.field().ofCompany();
                if (meaning != null && field != null) {
                    meanings[i] = new Headings.Meaning(field, meaning.rank(), meaning.set());
                }
            }
        }
    }

    private boolean has(Field field) {
        return Arrays.stream(meanings).anyMatch(m -> m != null && m.field() == field);
    }

    /** Returns which of several addresses is taken: the best one that has values. */
    private String bestSet(Set<Field> address) {
        String best = "";
        int lowest = Integer.MAX_VALUE;
        for (int i = 0; i < meanings.length; i++) {
            Headings.Meaning meaning = meanings[i];
            if (meaning != null && address.contains(meaning.field()) && !empty[i] && meaning.rank() < lowest) {
                best = meaning.set();
                lowest = meaning.rank();
            }
        }
        return best;
    }

    /** Returns where a further column of the same meaning goes, so that nothing is lost. */
    private static @Nullable Field next(Field field) {
        if (field.equals(Field.EMAIL)) {
            return Field.MORE_EMAIL;
        }
        if (field.equals(Field.PHONE) || field.equals(Field.MOBILE)) {
            return Field.MORE_PHONE;
        }
        return SINGLE.contains(field) ? null : Field.MORE_NOTES;
    }

    private void byValues() {
        guess(Field.EMAIL, v -> EMAIL.matcher(v).matches());
        boolean named = taken(Field.FULL_NAME) || taken(Field.FIRST_NAME) || taken(Field.LAST_NAME);
        boolean guessed = sheet.columns().stream().allMatch(c -> !Headings.known(c.heading()));
        if (guessed) {
            guess(Field.PHONE, v -> PHONE.matcher(v).matches());
            guess(Field.COMPANY_NAME, v -> COMPANY.matcher(v).matches());
            if (!named) {
                guess(Field.FULL_NAME, v -> TWO_NAMES.matcher(v).matches());
            }
            if (!named && !taken(Field.FULL_NAME)) {
                guess(Field.FIRST_NAME, v -> ONE_NAME.matcher(v).matches());
                guess(Field.LAST_NAME, v -> ONE_NAME.matcher(v).matches());
            }
        }
    }

    private boolean taken(Field field) {
        return Arrays.stream(fields).anyMatch(f -> field.equals(f));
    }

    private void guess(Field field, Predicate<String> fits) {
        for (int i = 0; i < fields.length && !taken(field); i++) {
            if (fields[i] != null || empty[i] || meanings[i] != null) {
                continue;
            }
            int column = i;
            List<String> values = sheet.rows().stream()
                    .map(r -> Cells.line(r.cell(column)))
                    .filter(Objects::nonNull)
                    .map(Objects::requireNonNull)
                    .limit(SAMPLE)
                    .toList();
            if (values.stream().filter(fits).count() * 10 >= values.size() * 6L && !values.isEmpty()) {
                fields[i] = field;
            }
        }
    }
}
