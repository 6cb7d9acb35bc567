package org.gallra.processing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.gallra.api.Text;
import org.gallra.api.personaldata.DataCategory;
import org.gallra.api.personaldata.DataSubject;
import org.gallra.api.personaldata.FieldDeclaration;
import org.gallra.api.personaldata.RecordDeclaration;
import org.gallra.api.personaldata.StoreDeclaration;
import org.gallra.api.personaldata.StoreKind;
import org.gallra.api.processing.ProcessingDefaults;
import org.gallra.api.processing.ProcessingRecord.Activity;
import org.gallra.api.processing.ProcessingRecord.Category;
import org.gallra.api.processing.ProcessingRecord.Handling;
import org.gallra.api.processing.ProcessingRecord.Origin;
import org.gallra.api.processing.ProcessingRecord.Part;
import org.gallra.api.processing.ProcessingRecord.Stated;
import org.jspecify.annotations.Nullable;

/** Describes one declared kind of record or store as a processing activity: equal statements of its fields become one. */
final class Describer {

    private final List<FieldDeclaration> fields;

    private Describer(List<FieldDeclaration> fields) {
        this.fields = fields;
    }

    /** Who says what of a field. */
    private record Said(Origin origin, Text text) {}

    static Activity describe(Part part, RecordDeclaration record, ProcessingDefaults defaults) {
        return new Describer(record.fields())
                .activity(record.id(), record.label(), part, null, record.subject(), defaults);
    }

    /** A store is always about contacts. */
    static Activity describe(Part part, StoreDeclaration store, ProcessingDefaults defaults) {
        return new Describer(store.fields())
                .activity(store.id(), store.label(), part, store.kind(), DataSubject.CONTACT, defaults);
    }

    private Activity activity(
            String id,
            Text label,
            Part part,
            @Nullable StoreKind store,
            DataSubject subject,
            ProcessingDefaults defaults) {
        return new Activity(
                id,
                label,
                part,
                store,
                subject,
                Wording.subjects(subject),
                stated(FieldDeclaration::purpose, defaults.purpose()),
                stated(FieldDeclaration::legalBasis, defaults.legalBasis()),
                categories(),
                stated(FieldDeclaration::source, defaults.source()),
                declared(FieldDeclaration::recipients),
                stated(FieldDeclaration::retention, defaults.retention()),
                handling(Wording::anonymization),
                subject == DataSubject.CONTACT
                        ? handling(field -> Wording.extract(field.extract()))
                        : List.of(new Handling(Wording.NOT_IN_EXTRACTS, List.of())),
                declared(FieldDeclaration::ground));
    }

    /** What the declaration says, else the controller, else that nobody does. */
    private List<Stated> stated(Function<FieldDeclaration, @Nullable Text> declared, @Nullable String otherwise) {
        Said silence = otherwise == null
                ? new Said(Origin.NOT_STATED, Wording.NOT_STATED)
                : new Said(Origin.DEFAULT, Text.same(otherwise));
        if (fields.isEmpty()) {
            return List.of(new Stated(silence.origin(), silence.text(), List.of()));
        }
        return stated(grouped(field -> {
            Text text = declared.apply(field);
            return text == null ? silence : new Said(Origin.DECLARED, text);
        }));
    }

    /** What the declaration says; silence says nothing. */
    private List<Stated> declared(Function<FieldDeclaration, @Nullable Text> declared) {
        return stated(grouped(field -> {
            Text text = declared.apply(field);
            return text == null ? null : new Said(Origin.DECLARED, text);
        }));
    }

    private List<Stated> stated(Map<Said, List<Text>> grouped) {
        List<Stated> stated = new ArrayList<>();
        grouped.forEach((said, names) -> stated.add(new Stated(said.origin(), said.text(), unlessAll(names))));
        return stated;
    }

    private List<Handling> handling(Function<FieldDeclaration, Text> what) {
        List<Handling> handling = new ArrayList<>();
        grouped(what::apply).forEach((text, names) -> handling.add(new Handling(text, unlessAll(names))));
        return handling;
    }

    private List<Category> categories() {
        List<Category> categories = new ArrayList<>();
        Map<DataCategory, List<Text>> grouped = grouped(FieldDeclaration::category);
        grouped.forEach((category, names) ->
                categories.add(new Category(category, category.label(), category.special(), names)));
        return categories;
    }

    private List<Text> unlessAll(List<Text> names) {
        return names.size() == fields.size() ? List.of() : names;
    }

    /** Returns the names of the fields by what is said of them, in the order of declaration; null says nothing. */
    private <K> Map<K, List<Text>> grouped(Function<FieldDeclaration, ? extends @Nullable K> key) {
        Map<K, List<Text>> grouped = new LinkedHashMap<>();
        for (FieldDeclaration field : fields) {
            K said = key.apply(field);
            if (said != null) {
                grouped.computeIfAbsent(said, k -> new ArrayList<>()).add(field.label());
            }
        }
        return grouped;
    }
}
