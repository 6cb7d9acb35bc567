package org.gallra.transfer;

import com.github.mangstadt.vinnie.VObjectProperty;
import com.github.mangstadt.vinnie.io.VObjectPropertyValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.gallra.api.Text;
import org.jspecify.annotations.Nullable;

/** The values of one card, each in the column it belongs to. */
final class VCardValues {

    private static final Pattern SWEDISH_MOBILE = Pattern.compile("(?:\\+46|0046|0)\\D{0,3}7[02369].*");

    /** Properties that are about the person but have no field: shown, so that the user sees what is left out. */
    private static final List<String> SHOWN =
            List.of("NICKNAME", "BDAY", "ANNIVERSARY", "CATEGORIES", "IMPP", "GENDER", "RELATED", "X-SPOUSE", "HOBBY");

    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, Sheet.Column> columns = new LinkedHashMap<>();
    private final Map<String, String> labels = new HashMap<>();
    /** The number that the next further value of a name is tried with: cards are not read in squared time. */
    private final Map<String, Integer> numbers = new HashMap<>();

    private final List<VObjectProperty> properties;
    private boolean old;
    private boolean company;
    private @Nullable Text refusal;

    private VCardValues(List<VObjectProperty> properties) {
        this.properties = properties;
    }

    static VCardValues of(List<VObjectProperty> properties) {
        VCardValues card = new VCardValues(properties);
        card.read();
        return card;
    }

    /** Returns the values by column key. */
    Map<String, String> values() {
        return values;
    }

    /** Returns the columns that the card uses, by key. */
    Map<String, Sheet.Column> columns() {
        return columns;
    }

    /** Returns why the card is no contact, or null. */
    @Nullable
    Text refusal() {
        return refusal;
    }

    private void read() {
        for (VObjectProperty property : properties) {
            if (name(property).equals("X-ABLABEL") && property.getGroup() != null) {
                labels.put(property.getGroup().toLowerCase(Locale.ROOT), property.getValue());
            }
        }
        old = all("VERSION").stream().anyMatch(p -> p.getValue().strip().startsWith("2"));
        List<String> n = all("N").stream().findFirst().map(this::components).orElse(List.of());
        List<String> org = all("ORG").stream()
                .findFirst()
                .map(p -> VObjectPropertyValues.parseSemiStructured(p.getValue()))
                .orElse(List.of());
        String formatted = texts("FN").stream().findFirst().orElse("");
        String employer = part(org, 0);
        String kind =
                String.join(" ", texts("KIND", "X-ADDRESSBOOKSERVER-KIND")).toLowerCase(Locale.ROOT);
        if (kind.contains("group")) {
            refusal = new Text(
                    "Kortet är en grupp, inte en person. Läs in personerna som egna kort.",
                    "The card is a group, not a person. Import its people as cards of their own.");
        }
        boolean unnamed = part(n, 0).isEmpty() && part(n, 1).isEmpty();
        String declared = kind + " " + String.join(" ", texts("X-ABSHOWAS")).toLowerCase(Locale.ROOT);
        boolean declaredCompany = declared.contains("org") || declared.contains("company");
        company = unnamed
                && (declaredCompany || !employer.isEmpty())
                && (declaredCompany || formatted.isEmpty() || formatted.equalsIgnoreCase(employer));
        names(n, formatted, org, employer);
        titles();
        emails();
        phones();
        addresses();
        several("URL", texts("URL"), company ? Field.COMPANY_WEBSITE : Field.WEBSITE, Field.MORE_NOTES);
        String notes = String.join("\n", texts("NOTE"));
        put("NOTE", company ? Field.COMPANY_NOTES : Field.NOTES, notes);
        for (String name : SHOWN) {
            put(name, null, String.join(", ", texts(name)));
        }
    }

    private void names(List<String> n, String formatted, List<String> org, String employer) {
        if (company) {
            put("ORG", Field.COMPANY_NAME, employer.isEmpty() ? formatted : employer);
            return;
        }
        put("N (given)", Field.FIRST_NAME, part(n, 1));
        put("N (additional)", Field.MIDDLE_NAME, part(n, 2));
        put("N (family)", Field.LAST_NAME, part(n, 0));
        put("N (prefix)", null, part(n, 3));
        put("N (suffix)", null, part(n, 4));
        put("FN", Field.FULL_NAME, formatted);
        put("ORG", Field.COMPANY_NAME, employer);
        String units = org.size() < 2
                ? ""
                : String.join(
                        ", ",
                        org.subList(1, org.size()).stream()
                                .filter(u -> !u.isBlank())
                                .toList());
        put("ORG (unit)", Field.DEPARTMENT, units);
    }

    private void titles() {
        Set<String> titles = new LinkedHashSet<>(texts("TITLE"));
        titles.addAll(texts("ROLE"));
        several("TITLE", titles, Field.TITLE, Field.MORE_NOTES);
    }

    private void emails() {
        List<String> emails = preferred("EMAIL").stream().map(VCardValues::text).toList();
        several("EMAIL", emails, company ? Field.COMPANY_EMAIL : Field.EMAIL, Field.MORE_EMAIL);
    }

    private void phones() {
        boolean mobile = company;
        boolean phone = false;
        for (VObjectProperty tel : preferred("TEL")) {
            String value = text(tel).replaceFirst("(?i);ext=", " ext ");
            Set<String> types = types(tel);
            boolean fax = types.contains("fax") || types.contains("pager");
            boolean cell = types.contains("cell") || types.contains("mobile") || types.contains("iphone");
            boolean plain =
                    types.stream().noneMatch(t -> t.matches("home|work|main|cell|mobile|iphone|fax|pager|voice"));
            cell |= plain && SWEDISH_MOBILE.matcher(value).matches();
            boolean home = types.contains("home");
            if (!mobile && cell && !fax) {
                mobile = true;
                put("TEL (cell)", Field.MOBILE, value);
            } else if (!phone && !cell && !fax && !home) {
                phone = true;
                put("TEL (work)", company ? Field.COMPANY_PHONE : Field.PHONE, value);
            } else {
                String type = fax ? "fax" : cell ? "cell" : home ? "home" : "work";
                another("TEL (" + type + ")", Field.MORE_PHONE, value);
            }
        }
    }

    private void addresses() {
        List<VObjectProperty> addresses = new ArrayList<>(preferred("ADR"));
        addresses.removeIf(a -> String.join("", components(a)).isBlank());
        addresses.sort((a, b) -> Boolean.compare(types(b).contains("work"), types(a).contains("work")));
        for (int i = 0; i < addresses.size(); i++) {
            List<String> adr = components(addresses.get(i));
            List<String> lines = new ArrayList<>();
            for (String line : List.of(part(adr, 2), part(adr, 1), part(adr, 0))) {
                if (!line.isEmpty()) {
                    lines.add(line);
                }
            }
            if (i == 0) {
                put("ADR (street)", company ? Field.COMPANY_STREET : Field.STREET, String.join("\n", lines));
                put("ADR (code)", company ? Field.COMPANY_POSTAL_CODE : Field.POSTAL_CODE, part(adr, 5));
                put("ADR (locality)", company ? Field.COMPANY_CITY : Field.CITY, part(adr, 3));
                put("ADR (region)", null, part(adr, 4));
                put("ADR (country)", company ? Field.COMPANY_COUNTRY : Field.COUNTRY, part(adr, 6));
            } else {
                lines.add((part(adr, 5) + " " + part(adr, 3)).strip());
                lines.add(part(adr, 4));
                lines.add(part(adr, 6));
                lines.removeIf(String::isBlank);
                String type = types(addresses.get(i)).contains("home") ? "home" : "other";
                another(
                        "ADR (" + type + ")",
                        Field.MORE_NOTES,
                        String.join(", ", lines).replace("\n", ", "));
            }
        }
    }

    private void several(String name, Collection<String> all, Field first, Field more) {
        boolean taken = false;
        for (String value : all) {
            if (taken) {
                another(name, more, value);
            } else {
                put(name, first, value);
                taken = true;
            }
        }
    }

    /** Puts a value into the first column of this name that the card has not used. */
    private void another(String name, Field field, String value) {
        String key = name;
        int number = numbers.getOrDefault(name, 2);
        for (; values.containsKey(inScope(key)); number++) {
            key = name + " " + number;
        }
        numbers.put(name, number);
        put(key, field, value);
    }

    private void put(String key, @Nullable Field field, String value) {
        if (!value.isBlank()) {
            String name = inScope(key);
            values.put(name, value);
            columns.putIfAbsent(name, new Sheet.Column(name, -1, field));
        }
    }

    /** The columns of companies are others than those of people. */
    private String inScope(String key) {
        return company ? "Org " + key : key;
    }

    private List<VObjectProperty> all(String... names) {
        List<String> wanted = Arrays.asList(names);
        return properties.stream().filter(p -> wanted.contains(name(p))).toList();
    }

    private List<String> texts(String... names) {
        return all(names).stream()
                .map(VCardValues::text)
                .filter(t -> !t.isBlank())
                .distinct()
                .toList();
    }

    /** Returns the properties of a name, preferred ones first. */
    private List<VObjectProperty> preferred(String name) {
        List<VObjectProperty> found = new ArrayList<>(all(name));
        found.removeIf(p -> p.getValue().isBlank());
        found.sort((a, b) -> Boolean.compare(isPreferred(b), isPreferred(a)));
        return found;
    }

    private boolean isPreferred(VObjectProperty property) {
        return types(property).contains("pref")
                || "1".equals(property.getParameters().first("PREF"));
    }

    /** Returns what the parameters and the label of the group say, in lower case. */
    private Set<String> types(VObjectProperty property) {
        Set<String> types = new LinkedHashSet<>();
        for (@Nullable String parameter : new @Nullable String[] {"TYPE", null}) {
            List<String> given = property.getParameters().get(parameter); // null if there is none
            for (String type : given == null ? List.<String>of() : given) {
                types.addAll(Arrays.asList(type.toLowerCase(Locale.ROOT).split("[,;]", -1)));
            }
        }
        String group = property.getGroup();
        String label = group == null ? null : labels.get(group.toLowerCase(Locale.ROOT));
        if (label != null) {
            String word = label.replaceAll("[_$!<>]", "").strip().toLowerCase(Locale.ROOT);
            types.add(
                    switch (word) {
                        case "mobil", "mobile", "iphone" -> "cell";
                        case "arbete", "work", "jobb" -> "work";
                        case "hem", "home", "bostad" -> "home";
                        default -> word.contains("fax") ? "fax" : word;
                    });
        }
        return types;
    }

    /** In 2.1 a comma is just a comma; later it separates values of one component. */
    private List<String> components(VObjectProperty property) {
        if (old) {
            return VObjectPropertyValues.parseSemiStructured(property.getValue());
        }
        String between = name(property).equals("N") ? " " : ", ";
        return VObjectPropertyValues.parseStructured(property.getValue()).stream()
                .map(c -> String.join(between, c))
                .toList();
    }

    private static String text(VObjectProperty property) {
        return VObjectPropertyValues.unescape(property.getValue()).strip();
    }

    private static String name(VObjectProperty property) {
        return Objects.requireNonNullElse(property.getName(), "").toUpperCase(Locale.ROOT);
    }

    private static String part(List<String> components, int index) {
        return index < components.size() ? components.get(index).strip() : "";
    }
}
