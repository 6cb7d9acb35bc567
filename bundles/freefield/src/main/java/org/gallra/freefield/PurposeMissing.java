package org.gallra.freefield;

import java.time.Instant;
import org.gallra.api.Text;
import org.gallra.api.freefield.FieldFilter;
import org.gallra.api.freefield.FieldFilter.Is;
import org.gallra.api.freefield.FreeField;
import org.gallra.api.freefield.FreeField.Special;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.selection.Arguments;
import org.gallra.api.selection.SelectionCriterion;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Contacts for whom no purpose is stated; all of them as long as the purpose is not switched on. */
@Component(service = SelectionCriterion.class)
public final class PurposeMissing extends ContactCriterion {

    /** Takes the definitions. */
    @Activate
    public PurposeMissing(@Reference Definitions definitions, @Reference Owners owners) {
        super(definitions, owners);
    }

    @Override
    public String id() {
        return "freefield.purpose";
    }

    @Override
    public Text label() {
        return new Text("Syfte saknas", "Purpose is missing");
    }

    @Override
    public Text words(Arguments arguments) {
        return new Text("saknar syfte", "has no purpose");
    }

    @Override
    public SqlFragment select(Database.Kind kind, Arguments arguments, Instant now) {
        return definitions
                .special(Special.PURPOSE)
                .map((FreeField f) -> contacts(new FieldFilter(f.key(), Is.EMPTY, null)))
                .orElseGet(() -> SqlFragment.of("SELECT r.id FROM " + new ValueTable(owner()).records() + " r"));
    }
}
