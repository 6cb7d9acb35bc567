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

/** Contacts whose free field is a number, an amount or a time that is at least or at most another. */
@Component(service = SelectionCriterion.class)
public final class FieldCompared extends ContactCriterion {

    /** Takes the definitions. */
    @Activate
    public FieldCompared(@Reference Definitions definitions, @Reference Owners owners) {
        super(definitions, owners);
    }

    @Override
    public String id() {
        return "freefield.compared";
    }

    @Override
    public Text label() {
        return new Text("Ett fritt fält är minst eller högst", "A free field is at least or at most");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                field(f -> f.type().ordered()),
                Parameter.choice(
                        "is",
                        new Text("Är", "Is"),
                        List.of(
                                new Choice("most", new Text("högst, till och med", "at most, until and including")),
                                new Choice("least", new Text("minst, från och med", "at least, from")))),
                Parameter.text("value", new Text("Tal eller dag (2026-01-31)", "Number or day (2026-01-31)")));
    }

    @Override
    public Text words(Arguments arguments) {
        Text label = label(arguments);
        String value = arguments.text("value");
        return least(arguments)
                ? new Text(label.sv() + " är minst " + value, label.en() + " is at least " + value)
                : new Text(label.sv() + " är högst " + value, label.en() + " is at most " + value);
    }

    @Override
    public SqlFragment select(Database.Kind kind, Arguments arguments, Instant now) {
        return contacts(new FieldFilter(
                arguments.text("field"), least(arguments) ? Is.AT_LEAST : Is.AT_MOST, arguments.text("value")));
    }

    private static boolean least(Arguments arguments) {
        return arguments.text("is").equals("least");
    }
}
