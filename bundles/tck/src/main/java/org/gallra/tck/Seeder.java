package org.gallra.tck;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.api.persistence.StorageException;
import org.gallra.api.personaldata.FieldDeclaration;
import org.gallra.api.personaldata.Strategy;
import org.gallra.tck.Schema.Column;
import org.gallra.testing.TestDatabase;
import org.jspecify.annotations.Nullable;

/** Puts rows into tables of which nothing is known but what the database says. */
final class Seeder {

    private static final int DEEPEST = 6;

    private final TestDatabase database;
    private final Schema schema;
    private final PersonalDataContract contract;
    private final Values values = new Values();
    private boolean touched;

    /**
     * A row.
     *
     * @param values by column, as they went in
     * @param searches by column, by what they are found
     * @param key the value of the key column
     */
    record Inserted(Map<String, @Nullable Object> values, Map<String, String> searches, Object key) {}

    Seeder(TestDatabase database, Schema schema, PersonalDataContract contract) {
        this.database = database;
        this.schema = schema;
        this.contract = contract;
    }

    /** Tells whether rows were put in since it was asked last. */
    boolean touched() {
        boolean before = touched;
        touched = false;
        return before;
    }

    /** Puts a row into a table. */
    Inserted insert(
            String table, @Nullable String key, Map<String, @Nullable Object> fixed, List<FieldDeclaration> fields) {
        return insert(table, key, fixed, fields, 0);
    }

    private Inserted insert(
            String table,
            @Nullable String key,
            Map<String, @Nullable Object> fixed,
            List<FieldDeclaration> fields,
            int depth) {
        touched = true;
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        Map<String, String> searches = new HashMap<>();
        fill(table, fixed, fields, depth, row, searches);
        try {
            return new Inserted(row, searches, write(table, key, row));
        } catch (StorageException e) {
            if (!Candidates.refused(e)) {
                throw refused(table, e);
            }
            StorageException last = e;
            for (Map<String, Object> candidate : new Candidates(schema, values).of(table)) {
                Map<String, @Nullable Object> other = new LinkedHashMap<>(row);
                candidate.forEach((column, value) -> {
                    if (!fixed.containsKey(column)) {
                        other.put(column, value);
                    }
                });
                try {
                    Object made = write(table, key, other);
                    candidate.keySet().forEach(searches::remove);
                    return new Inserted(other, searches, made);
                } catch (StorageException again) {
                    last = again;
                }
            }
            throw refused(table, last);
        }
    }

    /** Puts copies of a row into its table, with values of their own where the database allows. */
    void copy(String table, Inserted row, Set<String> fixed, int copies) {
        Map<String, String> references = schema.references(table);
        database.inNewTransaction(connection -> {
            List<String> columns = new ArrayList<>(row.values().keySet());
            try (PreparedStatement insert = connection.prepareStatement(statement(table, columns))) {
                for (int i = 0; i < copies; i++) {
                    for (int c = 0; c < columns.size(); c++) {
                        Column column = Objects.requireNonNull(schema.column(table, columns.get(c)));
                        boolean same = fixed.contains(column.name())
                                || references.containsKey(column.name())
                                || !row.searches().containsKey(column.name());
                        Values.Made made = same ? null : values.make(column, 1);
                        bind(insert, c + 1, column, made == null ? row.values().get(column.name()) : made.value());
                    }
                    insert.addBatch();
                    if (i % 1_000 == 999) {
                        insert.executeBatch();
                    }
                }
                insert.executeBatch();
            }
            return copies;
        });
    }

    private void fill(
            String table,
            Map<String, @Nullable Object> fixed,
            List<FieldDeclaration> fields,
            int depth,
            Map<String, @Nullable Object> row,
            Map<String, String> searches) {
        for (Column column : schema.columns(table).values()) {
            String name = column.name();
            String target = schema.references(table).get(name);
            if (fixed.containsKey(name)) {
                row.put(name, fixed.get(name));
            } else if (target != null && column.nullable()) {
                row.put(name, null);
            } else if (target != null) {
                row.put(name, target(table, target, depth));
            } else if (!column.made()) {
                Object given = contract.value(table, name, values.next());
                if (given != null) {
                    row.put(name, given);
                } else {
                    made(table, column, fields, row, searches);
                }
            }
        }
    }

    private void made(
            String table,
            Column column,
            List<FieldDeclaration> fields,
            Map<String, @Nullable Object> row,
            Map<String, String> searches) {
        long bucket = fields.stream()
                .filter(f -> f.column().equals(column.name()) && f.strategy() == Strategy.BUCKET)
                .mapToLong(FieldDeclaration::bucket)
                .findFirst()
                .orElse(1);
        Values.Made made = values.make(column, bucket);
        if (made != null) {
            row.put(column.name(), made.value());
            if (made.search() != null) {
                searches.put(column.name(), made.search());
            }
        } else if (!column.nullable()) {
            throw new IllegalStateException("The kit knows no value for " + table + "." + column.name() + " of type "
                    + column.typeName() + ": override value(table, column, number)");
        }
    }

    private Object target(String table, String target, int depth) {
        if (depth == DEEPEST) {
            throw new IllegalStateException("Tables point to each other in a circle that begins at " + table
                    + ": override value(table, column, number)");
        }
        String[] parts = target.split("\\.", 2);
        Inserted row = insert(parts[0], parts[1], Map.of(), List.of(), depth + 1);
        return row.key();
    }

    private Object write(String table, @Nullable String key, Map<String, @Nullable Object> row) {
        return database.inNewTransaction(connection -> write(connection, table, key, row));
    }

    private Object write(Connection connection, String table, @Nullable String key, Map<String, @Nullable Object> row)
            throws SQLException {
        List<String> columns = new ArrayList<>(row.keySet());
        try (PreparedStatement insert =
                connection.prepareStatement(statement(table, columns), Statement.RETURN_GENERATED_KEYS)) {
            for (int i = 0; i < columns.size(); i++) {
                Column column = Objects.requireNonNull(schema.column(table, columns.get(i)));
                bind(insert, i + 1, column, row.get(columns.get(i)));
            }
            insert.executeUpdate();
            if (key == null) {
                return "";
            }
            Object known = row.get(key);
            if (known != null) {
                return known;
            }
            try (ResultSet keys = insert.getGeneratedKeys()) {
                keys.next();
                Object made = database.kind() == Kind.DERBY ? keys.getObject(1) : keys.getObject(key);
                return made instanceof Number number ? number.longValue() : Objects.requireNonNull(made);
            }
        }
    }

    private static String statement(String table, List<String> columns) {
        return "INSERT INTO " + table + " (" + String.join(", ", columns) + ") VALUES ("
                + String.join(", ", columns.stream().map(c -> "?").toList()) + ")";
    }

    private static void bind(PreparedStatement statement, int index, Column column, @Nullable Object value)
            throws SQLException {
        if (value == null) {
            statement.setNull(index, column.sqlType() == Types.OTHER ? Types.NULL : column.sqlType());
        } else if (column.sqlType() == Types.OTHER && value instanceof String) {
            statement.setObject(index, value, Types.OTHER);
        } else {
            statement.setObject(index, value);
        }
    }

    private static IllegalStateException refused(String table, StorageException e) {
        String state = e.sqlState();
        return new Refused(
                "The database refuses a row in " + table + " (SQL state " + state
                        + ") that the kit filled by the types of the columns: override value(table, column, number) and"
                        + " return a value that it accepts",
                state);
    }

    /** A row that the database does not take. */
    static final class Refused extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        private final @Nullable String state;

        Refused(String message, @Nullable String state) {
            super(message);
            this.state = state;
        }

        /** Tells whether a key that has to be unique was there. */
        boolean twice() {
            return "23505".equals(state);
        }
    }
}
