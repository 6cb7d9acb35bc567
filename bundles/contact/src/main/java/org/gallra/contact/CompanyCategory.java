package org.gallra.contact;

import java.time.Instant;
import java.util.List;
import org.gallra.api.Text;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.selection.Arguments;
import org.gallra.api.selection.Parameter;
import org.gallra.api.selection.Parameter.Choice;
import org.gallra.api.selection.SelectionCriterion;
import org.osgi.service.component.annotations.Component;

/** Contacts of companies of a category, or all others. */
@Component
public final class CompanyCategory implements SelectionCriterion {

    @Override
    public String id() {
        return "contact.company-category";
    }

    @Override
    public Text label() {
        return new Text("Företagets kategori", "Category of the company");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.choice(
                        "is",
                        new Text("Kategorin", "The category"),
                        List.of(
                                new Choice("yes", new Text("är", "is")),
                                new Choice("no", new Text("är inte", "is not")))),
                Parameter.text("category", new Text("Kategori", "Category")));
    }

    @Override
    public Text words(Arguments arguments) {
        String category = arguments.text("category");
        return is(arguments)
                ? new Text("företagets kategori är ”" + category + "”", "the company's category is “" + category + "”")
                : new Text(
                        "företagets kategori är inte ”" + category + "”",
                        "the company's category is not “" + category + "”");
    }

    @Override
    public SqlFragment select(Database.Kind kind, Arguments arguments, Instant now) {
        String category = arguments.text("category");
        return is(arguments)
                ? SqlFragment.of(
                        "SELECT c.id FROM contact c JOIN company co ON co.id = c.company_id WHERE co.category = ?",
                        category)
                : SqlFragment.of(
                        "SELECT c.id FROM contact c LEFT JOIN company co ON co.id = c.company_id"
                                + " WHERE co.category IS NULL OR co.category <> ?",
                        category);
    }

    private static boolean is(Arguments arguments) {
        return arguments.text("is").equals("yes");
    }
}
