package org.gallra.freefield;

import java.util.List;
import java.util.function.Predicate;
import org.gallra.api.Text;
import org.gallra.api.freefield.FieldFilter;
import org.gallra.api.freefield.FreeField;
import org.gallra.api.freefield.FreeFieldOwner;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.selection.Arguments;
import org.gallra.api.selection.Parameter;
import org.gallra.api.selection.Parameter.Choice;
import org.gallra.api.selection.SelectionCriterion;

/** What all criteria on the free fields of contacts have in common. */
abstract class ContactCriterion implements SelectionCriterion {

    final Definitions definitions;
    final Owners owners;

    ContactCriterion(Definitions definitions, Owners owners) {
        this.definitions = definitions;
        this.owners = owners;
    }

    final List<FreeField> fields() {
        return definitions.of(Purpose.OWNER);
    }

    final Parameter field(Predicate<FreeField> fits) {
        return Parameter.choice(
                "field",
                new Text("Fält", "Field"),
                fields().stream()
                        .filter(fits)
                        .map(f -> new Choice(f.key(), f.label()))
                        .toList());
    }

    /** Returns the name of the field that was chosen; its key if it is not there any more. */
    final Text label(Arguments arguments) {
        String key = arguments.text("field");
        return fields().stream()
                .filter(f -> f.key().equals(key))
                .map(FreeField::label)
                .findFirst()
                .orElseGet(() -> Text.same(key));
    }

    final FreeFieldOwner owner() {
        return owners.get(Purpose.OWNER);
    }

    final SqlFragment contacts(FieldFilter filter) {
        ValueTable table = new ValueTable(owner());
        return SqlFragment.of("SELECT r.id FROM " + table.records() + " r WHERE ")
                .append(new Conditions(table, fields()).of(filter, "r.id"));
    }
}
