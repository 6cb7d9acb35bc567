package org.gallra.contact;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.gallra.api.Text;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.selection.Arguments;
import org.gallra.api.selection.Parameter;
import org.gallra.api.selection.Parameter.Choice;
import org.gallra.api.selection.SelectionCriterion;
import org.osgi.service.component.annotations.Component;

/** Contacts in whose card a field is empty, or is not. */
@Component
public final class EmptyField implements SelectionCriterion {

    /** The fields that can be asked for. */
    private enum Field {
        TITLE("title", "titel", "title"),
        EMAIL("email", "e-postadress", "e-mail address"),
        PHONE("phone", "telefonnummer", "phone number"),
        MOBILE("mobile", "mobilnummer", "mobile number"),
        NOTES("notes", "anteckningar", "notes"),
        OWNER("owner", "ägare", "owner");

        private final String column;
        private final Text label;

        Field(String column, String sv, String en) {
            this.column = column;
            this.label = new Text(sv, en);
        }
    }

    @Override
    public String id() {
        return "contact.empty";
    }

    @Override
    public Text label() {
        return new Text("Ett fält är tomt eller ifyllt", "A field is empty or filled in");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.choice(
                        "field",
                        new Text("Fält", "Field"),
                        Arrays.stream(Field.values())
                                .map(field -> new Choice(field.column, field.label))
                                .toList()),
                Parameter.choice(
                        "is",
                        new Text("Är", "Is"),
                        List.of(
                                new Choice("empty", new Text("tomt", "empty")),
                                new Choice("filled", new Text("ifyllt", "filled in")))));
    }

    @Override
    public Text words(Arguments arguments) {
        Text name = field(arguments).label;
        return empty(arguments)
                ? new Text("saknar " + name.sv(), "has no " + name.en())
                : new Text("har " + name.sv(), "has " + name.en());
    }

    @Override
    public SqlFragment select(Database.Kind kind, Arguments arguments, Instant now) {
        return SqlFragment.of("SELECT c.id FROM contact c WHERE c." + field(arguments).column + " IS "
                + (empty(arguments) ? "NULL" : "NOT NULL"));
    }

    private static Field field(Arguments arguments) {
        return Arrays.stream(Field.values())
                .filter(field -> field.column.equals(arguments.text("field")))
                .findFirst()
                .orElseThrow();
    }

    private static boolean empty(Arguments arguments) {
        return arguments.text("is").equals("empty");
    }
}
