package org.gallra.ui;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.gallra.api.Text;
import org.gallra.api.personaldata.FieldDeclaration;
import org.jspecify.annotations.Nullable;

/**
 * What a declaration says beyond the columns of its table: purpose, legal basis, source, retention, recipients. What all
 * fields have in common is said once.
 *
 * @param common what holds for every field
 * @param own what single fields say else, by field id; fields without are left out
 */
public record Statements(List<Statement> common, Map<String, List<Statement>> own) {

    /**
     * One statement.
     *
     * @param about what it says, the end of a key of the UI's texts
     * @param text its words
     */
    public record Statement(String about, Text text) {}

    private record About(String name, Function<FieldDeclaration, @Nullable Text> of) {}

    private static final List<About> ALL = List.of(
            new About("purpose", FieldDeclaration::purpose),
            new About("legalBasis", FieldDeclaration::legalBasis),
            new About("source", FieldDeclaration::source),
            new About("retention", FieldDeclaration::retention),
            new About("recipients", FieldDeclaration::recipients));

    /** Collects what the fields of a record or store say. */
    public static Statements of(List<FieldDeclaration> fields) {
        List<Statement> common = new ArrayList<>();
        Map<String, List<Statement>> own = new HashMap<>();
        for (About about : ALL) {
            List<@Nullable Text> distinct =
                    fields.stream().map(about.of()).distinct().toList();
            Text first = distinct.isEmpty() ? null : distinct.get(0);
            if (distinct.size() == 1 && first != null) {
                common.add(new Statement(about.name(), first));
                continue;
            }
            for (FieldDeclaration field : fields) {
                Text text = about.of().apply(field);
                if (text != null) {
                    own.computeIfAbsent(field.id(), id -> new ArrayList<>()).add(new Statement(about.name(), text));
                }
            }
        }
        return new Statements(common, own);
    }

    /** Returns what a field says beyond what all have in common. */
    public List<Statement> of(FieldDeclaration field) {
        return Objects.requireNonNullElse(own.get(field.id()), List.of());
    }
}
