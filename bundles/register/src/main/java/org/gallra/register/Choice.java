package org.gallra.register;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.personaldata.FieldDeclaration;
import org.gallra.api.personaldata.QuasiIdentifier;
import org.gallra.api.personaldata.RecordDeclaration;
import org.gallra.api.personaldata.Strategy;

/** Which fields and stores an anonymization is about: those that always go, what was asked for, and measures against singling out. */
final class Choice {

    private Choice() {}

    /** Resolves what was asked for to field ids and adds what always goes. */
    static Set<String> of(View view, Set<String> asked) {
        Set<String> chosen = new TreeSet<>();
        boolean all = asked.contains("*");
        List<GallraException.Violation> wrong = new ArrayList<>();
        Set<String> known = new TreeSet<>(Set.of("*"));
        for (RecordDeclaration record : view.usable().values()) {
            known.add(record.id());
            for (QuasiIdentifier quasi : record.quasi()) {
                if (quasi.offers()) {
                    known.add(quasi.id());
                    if (asked.contains(quasi.id())) {
                        chosen.add(quasi.id());
                    }
                }
            }
            for (FieldDeclaration field : record.fields()) {
                known.add(field.id());
                boolean kept = field.strategy() == Strategy.KEEP;
                if (kept && asked.contains(field.id()) && !chosen.contains(field.id())) {
                    wrong.add(new GallraException.Violation(
                            "fields",
                            new Text(
                                    "Fältet " + field.id() + " behålls och kan inte väljas.",
                                    "The field " + field.id() + " is kept and cannot be chosen.")));
                }
                if (!kept && (all || field.mandatory() || asked.contains(record.id()) || asked.contains(field.id()))) {
                    chosen.add(field.id());
                }
            }
        }
        for (Declared.Store store : view.stores().values()) {
            known.add(store.id());
            if (all || store.declaration().mandatory() || asked.contains(store.id())) {
                chosen.add(store.id());
            }
        }
        asked.stream().filter(a -> !known.contains(a)).sorted().limit(20).forEach(a -> {
            String shown = a.length() > 100 ? a.substring(0, 100) : a;
            shown = shown.replaceAll("[^\\p{L}\\p{N}._-]", "?");
            wrong.add(new GallraException.Violation(
                    "fields",
                    new Text(
                            "Det finns inget fält, ingen posttyp och ingen lagring " + shown
                                    + ". Se /api/v1/personal-data.",
                            "There is no field, record type or store " + shown + ". See /api/v1/personal-data.")));
        });
        if (!wrong.isEmpty()) {
            throw GallraException.invalid(wrong);
        }
        return chosen;
    }

    /**
     * Returns the fields of a plan with other measures against singling out: of those that are declared as such exactly the ones
     * that are named, and fields with a strategy of their own beside those that were chosen.
     */
    static Set<String> measured(View view, Set<String> fields, Set<String> measures) {
        Set<String> quasi = new TreeSet<>();
        Set<String> own = new TreeSet<>();
        for (RecordDeclaration record : view.usable().values()) {
            record.quasi().stream()
                    .filter(QuasiIdentifier::offers)
                    .map(QuasiIdentifier::id)
                    .forEach(quasi::add);
            record.fields().stream()
                    .filter(f -> f.strategy() != Strategy.KEEP)
                    .map(FieldDeclaration::id)
                    .forEach(own::add);
        }
        if (measures.stream().anyMatch(m -> !quasi.contains(m) && !own.contains(m))) {
            throw GallraException.invalid(
                    "measures",
                    new Text(
                            "En av åtgärderna finns inte. Hämta listan igen.",
                            "One of the measures does not exist. Get the list again."));
        }
        Set<String> measured = new TreeSet<>(known(view, fields));
        measured.removeAll(quasi);
        measured.addAll(measures);
        return measured;
    }

    /** Returns those of a plan's fields and stores that are still declared. */
    static Set<String> known(View view, Set<String> fields) {
        Set<String> known = new TreeSet<>();
        view.usable().values().forEach(record -> record.fields().stream()
                .filter(f -> f.strategy() != Strategy.KEEP)
                .map(FieldDeclaration::id)
                .forEach(known::add));
        view.usable().values().stream()
                .flatMap(record -> record.quasi().stream())
                .filter(QuasiIdentifier::offers)
                .map(QuasiIdentifier::id)
                .forEach(known::add);
        view.stores().values().forEach(store -> known.add(store.id()));
        known.retainAll(fields);
        return known;
    }
}
