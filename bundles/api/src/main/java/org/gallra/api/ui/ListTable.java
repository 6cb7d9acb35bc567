package org.gallra.api.ui;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.gallra.api.Text;
import org.gallra.api.freefield.FreeField;
import org.gallra.api.freefield.FreeFieldForms;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The table of a list whose columns its user chooses ({@link ListLook}). The first column names the row and always stands first; what can be
 * done with a row stands last. Not thread-safe.
 *
 * @param <R> a row
 */
@ProviderType
public final class ListTable<R> {

    private static final String FREE = "freeFields.";

    /**
     * Writes what stands in a cell.
     *
     * @param <R> a row
     */
    @FunctionalInterface
    @ConsumerType
    public interface Cell<R> {
        /** Writes the content of the cell of a row. */
        void write(R row, Markup markup) throws IOException;
    }

    /** How the values of a column stand in their cells. */
    private enum Shape {
        TEXT,
        SHORT,
        NUMBER
    }

    private record Column<R>(String id, Text title, Shape shape, Cell<R> cell) {}

    private final Text name;
    private final Cell<R> first;
    private final List<Column<R>> columns = new ArrayList<>();

    private ListTable(Text name, Cell<R> first) {
        this.name = name;
        this.first = first;
    }

    /**
     * Begins a table.
     *
     * @param <R> a row
     * @param name the heading of the first column
     * @param first writes what the row is called
     */
    public static <R> ListTable<R> of(Text name, Cell<R> first) {
        return new ListTable<>(name, first);
    }

    /** Adds a column. */
    public ListTable<R> column(String id, Text title, Cell<R> cell) {
        columns.add(new Column<>(id, title, Shape.TEXT, cell));
        return this;
    }

    /** Adds a column of short values such as days, which are not broken into lines. */
    public ListTable<R> shortColumn(String id, Text title, Cell<R> cell) {
        columns.add(new Column<>(id, title, Shape.SHORT, cell));
        return this;
    }

    /** Adds a column of numbers or amounts, which stand below each other by their last digit. */
    public ListTable<R> numberColumn(String id, Text title, Cell<R> cell) {
        columns.add(new Column<>(id, title, Shape.NUMBER, cell));
        return this;
    }

    /** Adds a column of texts, empty where there is none. */
    public ListTable<R> values(String id, Text title, Function<R, @Nullable String> value) {
        return column(id, title, (row, markup) -> markup.value(Objects.requireNonNullElse(value.apply(row), "")));
    }

    /** Adds a column for each free field that lists show; their cells are empty where the service went meanwhile. */
    public ListTable<R> freeFields(
            List<FreeField> listed, @Nullable FreeFieldForms service, Function<R, Map<String, Object>> values) {
        for (FreeField field : listed) {
            column(
                    FREE + field.key(),
                    field.label(),
                    (row, markup) -> markup.freeField(field, service, values.apply(row)));
        }
        return this;
    }

    /** Returns the columns that can be chosen. */
    public List<ListLook.Column> choices() {
        return columns.stream().map(c -> new ListLook.Column(c.id, c.title)).toList();
    }

    /** Returns the ids of all columns: what is shown to who has chosen nothing. */
    public List<String> ids() {
        return columns.stream().map(Column::id).toList();
    }

    /**
     * Writes the table.
     *
     * @param id the id, to which a form comes back
     * @param caption the table's name, for screen readers
     * @param rows in their order
     * @param shown the ids of the columns in their order; unknown ones are left out
     * @param act the heading of what can be done, or null if nothing can
     * @param acts writes what can be done with a row
     */
    public void write(
            String id, Text caption, List<R> rows, List<String> shown, @Nullable Text act, Cell<R> acts, Markup markup)
            throws IOException {
        List<Column<R>> chosen = new ArrayList<>();
        for (String one : shown) {
            columns.stream().filter(c -> c.id.equals(one)).forEach(chosen::add);
        }
        markup.table(id, caption).head(name, false);
        for (Column<R> column : chosen) {
            markup.head(column.title, column.shape == Shape.NUMBER);
        }
        markup.endHeads(act);
        for (R row : rows) {
            markup.html("<tr><th scope=\"row\">");
            first.write(row, markup);
            markup.html("</th>");
            for (Column<R> column : chosen) {
                switch (column.shape) {
                    case TEXT -> markup.cell(column.title);
                    case SHORT -> markup.shortCell(column.title);
                    case NUMBER -> markup.numberCell(column.title);
                }
                column.cell.write(row, markup);
                markup.html("</td>");
            }
            if (act != null) {
                markup.actCell();
                acts.write(row, markup);
                markup.html("</td>");
            }
            markup.html("</tr>");
        }
        markup.endTable();
    }
}
