package org.gallra.api.selection;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.gallra.api.GallraException;
import org.gallra.api.GallraException.Violation;
import org.gallra.api.Text;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** What was filled in for a criterion, checked against its parameters. Immutable. */
@ProviderType
public final class Arguments {

    private static final int MOST = 200;

    private final Map<String, String> values;

    private Arguments(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Checks what was filled in; what is missing gets its initial value.
     *
     * @param criterion the criterion's id, with which violations are named
     * @throws GallraException {@code INVALID} with everything that is wrong
     */
    public static Arguments of(String criterion, List<Parameter> parameters, Map<String, @Nullable String> given) {
        List<Violation> wrong = new ArrayList<>();
        Map<String, String> values = new TreeMap<>();
        for (Parameter parameter : parameters) {
            String value = given.get(parameter.name());
            String text = value == null || value.isBlank() ? parameter.initial() : value.strip();
            Text fault = text == null ? new Text("Fyll i fältet.", "Fill in the field.") : fault(parameter, text);
            if (fault != null) {
                wrong.add(new Violation(criterion + "." + parameter.name(), fault));
            } else {
                values.put(parameter.name(), Objects.requireNonNull(text));
            }
        }
        for (String name : given.keySet()) {
            if (parameters.stream().noneMatch(p -> p.name().equals(name))) {
                String shown = name.replaceAll("[^\\p{L}\\p{N}._-]", "?");
                wrong.add(new Violation(
                        criterion,
                        new Text(
                                "Kriteriet har ingen uppgift " + shown.substring(0, Math.min(60, shown.length())) + ".",
                                "The criterion has no parameter " + shown.substring(0, Math.min(60, shown.length()))
                                        + ".")));
            }
        }
        if (!wrong.isEmpty()) {
            throw GallraException.invalid(wrong);
        }
        return new Arguments(values);
    }

    /** Returns a whole number; the name must be that of a parameter of type {@code NUMBER}. */
    public long number(String name) {
        return Long.parseLong(text(name));
    }

    /** Returns a day; the name must be that of a parameter of type {@code DAY}. */
    public LocalDate day(String name) {
        return LocalDate.parse(text(name));
    }

    /** Returns a text or a choice's value; the name must be that of a parameter. */
    public String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("There is no parameter " + name);
        }
        return value;
    }

    /** Returns everything by name, ordered by name, as it is kept. */
    public Map<String, String> values() {
        return Map.copyOf(values);
    }

    private static @Nullable Text fault(Parameter parameter, String text) {
        switch (parameter.type()) {
            case NUMBER -> {
                boolean number = text.matches("-?[0-9]{1,18}");
                long value = number ? Long.parseLong(text) : 0;
                return number && value >= parameter.min() && value <= parameter.max()
                        ? null
                        : new Text(
                                "Ange ett heltal från " + parameter.min() + " till " + parameter.max() + ".",
                                "Give a whole number from " + parameter.min() + " to " + parameter.max() + ".");
            }
            case DAY -> {
                try {
                    LocalDate day = LocalDate.parse(text);
                    return day.getYear() >= 1900 && day.getYear() <= 2199
                            ? null
                            : new Text("Ange en dag mellan år 1900 och 2199.", "Give a day from 1900 to 2199.");
                } catch (DateTimeParseException e) {
                    return new Text("Ange en dag som 2026-01-31.", "Give a day such as 2026-01-31.");
                }
            }
            case CHOICE -> {
                return parameter.choices().stream().anyMatch(c -> c.value().equals(text))
                        ? null
                        : new Text("Välj ett av alternativen.", "Choose one of the alternatives.");
            }
            default -> {
                boolean fine = text.length() <= MOST && text.chars().noneMatch(Character::isISOControl);
                return fine
                        ? null
                        : new Text(
                                "Högst 200 tecken och inga styrtecken.",
                                "At most 200 characters and no control characters.");
            }
        }
    }
}
