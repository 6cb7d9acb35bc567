package org.gallra.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.freefield.FreeField;
import org.gallra.api.freefield.FreeFieldOwner;
import org.gallra.api.freefield.FreeFields;
import org.gallra.api.transfer.ImportService.Outcome;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The free fields of contacts and companies, to which columns can go; none while their bundle is away. */
@Component(service = FreeTargets.class)
public final class FreeTargets {

    private static final String CONTACT = "contact";
    private static final String COMPANY = "company";

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable FreeFields service;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<FreeFieldOwner> owners = List.of();

    /** Returns them, those of contacts first. */
    List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        for (String owner : List.of(CONTACT, COMPANY)) {
            for (FreeField field : of(owner)) {
                Text label = owner.equals(COMPANY)
                        ? new Text(
                                "Företag: " + field.label().sv(),
                                "Company: " + field.label().en())
                        : field.label();
                fields.add(Field.free(owner, field.key(), label));
            }
        }
        return fields;
    }

    /** Returns the one that a heading names by its key or one of its names, or null. */
    @Nullable
    Field named(String heading) {
        String folded = Headings.fold(heading);
        if (folded.isEmpty()) {
            return null;
        }
        for (Field field : fields()) {
            if (folded.equals(Headings.fold(Objects.requireNonNullElse(field.freeKey(), "")))
                    || folded.equals(Headings.fold(field.label.sv()))
                    || folded.equals(Headings.fold(field.label.en()))) {
                return field;
            }
        }
        return null;
    }

    /**
     * Reads a cell.
     *
     * @throws GallraException {@code INVALID} if the field does not take it
     */
    @Nullable
    Object parse(Field field, String cell) {
        FreeFields free = service;
        if (free == null) {
            return null;
        }
        for (FreeField known : of(field.company() ? COMPANY : CONTACT)) {
            if (known.key().equals(field.freeKey())) {
                return free.parse(known, cell);
            }
        }
        throw GallraException.invalid(
                field.target, new Text("Fältet finns inte längre.", "The field does not exist any more."));
    }

    /** Refuses the rows of people and companies that lack a mandatory free field. */
    void refuse(ImportPlan plan) {
        for (PlannedPerson person : plan.people) {
            Map<String, Object> there = person.existing == null ? Map.of() : person.existing.freeFields();
            Text missing = missing(of(CONTACT), person.existing == null, there, person.draft.freeFields());
            if (missing != null && person.written()) {
                person.outcome = Outcome.BAD;
                person.rows.forEach(row -> plan.refuse(row, missing));
            }
        }
    }

    private static @Nullable Text missing(
            List<FreeField> fields,
            boolean created,
            Map<String, Object> there,
            @Nullable Map<String, @Nullable Object> given) {
        for (FreeField field : fields) {
            boolean filled = there.containsKey(field.key())
                    || (given != null && given.get(field.key()) != null)
                    || (created && field.initial() != null);
            if (field.mandatory() && !filled) {
                return new Text(
                        field.label().sv() + " är obligatoriskt. Lägg till en kolumn för det i filen.",
                        field.label().en() + " is mandatory. Add a column for it to the file.");
            }
        }
        return null;
    }

    private List<FreeField> of(String owner) {
        FreeFields free = service;
        return free == null
                ? List.of()
                : owners.stream()
                        .filter(o -> o.id().equals(owner))
                        .findFirst()
                        .map(free::fields)
                        .orElse(List.of());
    }
}
