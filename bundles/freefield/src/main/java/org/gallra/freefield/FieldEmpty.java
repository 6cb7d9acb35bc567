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
import org.gallra.api.selection.Parameter.Choice;
import org.gallra.api.selection.SelectionCriterion;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Contacts in whose card a free field is empty, or is not. */
@Component(service = SelectionCriterion.class)
public final class FieldEmpty extends ContactCriterion {

    /** Takes the definitions. */
    @Activate
    public FieldEmpty(@Reference Definitions definitions, @Reference Owners owners) {
        super(definitions, owners);
    }

    @Override
    public String id() {
        return "freefield.empty";
    }

    @Override
    public Text label() {
        return new Text("Ett fritt fält är tomt eller ifyllt", "A free field is empty or filled in");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                field(f -> true),
                Parameter.choice(
                        "is",
                        new Text("Är", "Is"),
                        List.of(
                                new Choice("empty", new Text("tomt", "empty")),
                                new Choice("filled", new Text("ifyllt", "filled in")))));
    }

    @Override
    public Text words(Arguments arguments) {
        Text label = label(arguments);
        return empty(arguments)
                ? new Text("saknar " + label.sv(), "has no " + label.en())
                : new Text("har " + label.sv(), "has " + label.en());
    }

    @Override
    public SqlFragment select(Database.Kind kind, Arguments arguments, Instant now) {
        return contacts(new FieldFilter(arguments.text("field"), empty(arguments) ? Is.EMPTY : Is.FILLED, null));
    }

    private static boolean empty(Arguments arguments) {
        return arguments.text("is").equals("empty");
    }
}
