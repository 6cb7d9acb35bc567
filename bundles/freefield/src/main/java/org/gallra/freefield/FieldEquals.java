package org.gallra.freefield;

import java.time.Instant;
import java.util.List;
import org.gallra.api.Text;
import org.gallra.api.freefield.FieldFilter;
import org.gallra.api.freefield.FieldFilter.Is;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.selection.Arguments;
import org.gallra.api.selection.Parameter;
import org.gallra.api.selection.SelectionCriterion;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Contacts whose free field has a certain value. */
@Component(service = SelectionCriterion.class)
public final class FieldEquals extends ContactCriterion {

    /** Takes the definitions. */
    @Activate
    public FieldEquals(@Reference Definitions definitions, @Reference Owners owners) {
        super(definitions, owners);
    }

    @Override
    public String id() {
        return "freefield.equals";
    }

    @Override
    public Text label() {
        return new Text("Ett fritt fält har ett visst värde", "A free field has a certain value");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(field(f -> true), Parameter.text("value", new Text("Värde", "Value")));
    }

    @Override
    public Text words(Arguments arguments) {
        Text label = label(arguments);
        String value = arguments.text("value");
        return new Text(label.sv() + " är ”" + value + "”", label.en() + " is “" + value + "”");
    }

    @Override
    public SqlFragment select(Database.Kind kind, Arguments arguments, Instant now) {
        return contacts(new FieldFilter(arguments.text("field"), Is.EQUAL, arguments.text("value")));
    }
}
