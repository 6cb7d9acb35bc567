package org.gallra.extract;

import java.util.List;
import org.gallra.api.Text;
import org.gallra.api.personaldata.FieldDeclaration;
import org.gallra.api.processing.ControllerDetails;
import org.gallra.api.processing.ProcessingDefaults;
import org.jspecify.annotations.Nullable;

/** Fields with what the controller says of all data where their declaration says nothing. */
final class Stated {

    private Stated() {}

    static List<FieldDeclaration> of(List<FieldDeclaration> fields, @Nullable ControllerDetails controller) {
        ProcessingDefaults defaults = controller == null ? ProcessingDefaults.NONE : controller.contactDefaults();
        return fields.stream().map(f -> of(f, defaults)).toList();
    }

    private static FieldDeclaration of(FieldDeclaration field, ProcessingDefaults defaults) {
        return new FieldDeclaration(
                field.id(),
                field.label(),
                field.column(),
                field.type(),
                field.nullable(),
                field.category(),
                field.kind(),
                field.strategy(),
                field.mandatory(),
                field.replacement(),
                field.bucket(),
                field.extract(),
                field.provided(),
                field.ground(),
                or(field.purpose(), defaults.purpose()),
                or(field.legalBasis(), defaults.legalBasis()),
                or(field.source(), defaults.source()),
                or(field.retention(), defaults.retention()),
                field.recipients(),
                field.keepsRow(),
                field.recognition());
    }

    private static @Nullable Text or(@Nullable Text declared, @Nullable String otherwise) {
        return declared != null || otherwise == null || otherwise.isBlank() ? declared : Text.same(otherwise);
    }
}
