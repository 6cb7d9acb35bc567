package org.gallra.freefield;

import java.util.List;
import java.util.UUID;
import org.gallra.api.Text;
import org.gallra.api.freefield.FreeField;
import org.gallra.api.freefield.FreeField.Choice;
import org.gallra.api.personaldata.DataCategory;
import org.jspecify.annotations.Nullable;

/** Copies of definitions with one thing changed. */
final class Fields {

    private Fields() {}

    static FreeField initial(FreeField field, @Nullable Object initial) {
        return copy(field, field.mandatory(), field.position(), initial, field.choices());
    }

    static FreeField at(FreeField field, int position) {
        return copy(field, field.mandatory(), position, field.initial(), field.choices());
    }

    /** Returns a nameless field of a type, by which a value is read. */
    static FreeField of(FreeField.Type type, List<Choice> choices) {
        return new FreeField(
                new UUID(0, 0),
                0,
                "",
                "",
                type,
                Text.same("-"),
                null,
                0,
                false,
                false,
                true,
                DataCategory.OTHER,
                null,
                choices,
                null);
    }

    private static FreeField copy(
            FreeField f, boolean mandatory, int position, @Nullable Object initial, List<Choice> choices) {
        return new FreeField(
                f.id(),
                f.version(),
                f.owner(),
                f.key(),
                f.type(),
                f.label(),
                f.help(),
                position,
                mandatory,
                f.listed(),
                f.personal(),
                f.category(),
                initial,
                choices,
                f.special());
    }
}
