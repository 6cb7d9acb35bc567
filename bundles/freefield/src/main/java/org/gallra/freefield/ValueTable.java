package org.gallra.freefield;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gallra.api.freefield.FreeField;
import org.gallra.api.freefield.FreeFieldOwner;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SqlFragment;

/** The table in which an owner keeps the values, one row per value. */
final class ValueTable {

    private static final int CHUNK = 1_000;

    private final FreeFieldOwner owner;
    private final String table;

    ValueTable(FreeFieldOwner owner) {
        this.owner = owner;
        this.table = Owners.name(owner.valueTable());
    }

    String name() {
        return table;
    }

    /** Returns the column by which values of a field are found. */
    String key(FreeField field) {
        return owner.personal() || field.personal() ? "value_key" : "plain_key";
    }

    private String value(FreeField field) {
        return owner.personal() || field.personal() ? "field_value" : "plain_value";
    }

    /** Returns what is stored, by record and field. */
    Map<Long, Map<String, List<String>>> read(Connection connection, Collection<Long> records) throws SQLException {
        Map<Long, Map<String, List<String>>> found = new HashMap<>();
        String value = owner.personal() ? "field_value" : "COALESCE(field_value, plain_value)";
        List<Long> keys = List.copyOf(records);
        for (int from = 0; from < keys.size(); from += CHUNK) {
            List<Long> chunk = keys.subList(from, Math.min(keys.size(), from + CHUNK));
            SqlFragment select = SqlFragment.of(
                    "SELECT record_id, field_key, " + value + " FROM " + table + " WHERE record_id IN (?"
                            + ", ?".repeat(chunk.size() - 1) + ") ORDER BY id",
                    chunk.toArray());
            Rows.list(connection, select, row -> {
                String stored = row.getString(3);
                if (stored != null) {
                    found.computeIfAbsent(row.getLong(1), k -> new HashMap<>())
                            .computeIfAbsent(row.getString(2), k -> new ArrayList<>())
                            .add(stored);
                }
                return true;
            });
        }
        return found;
    }

    /**
     * Replaces values of records by the same ones.
     *
     * @return false if a field is not what it was taken for any more: then the transaction has to be rolled back, or a value would stay
     *     behind without a field, or where nobody looks for personal ones
     */
    boolean write(Connection connection, Kind kind, Collection<Long> records, Map<FreeField, List<String>> changes)
            throws SQLException {
        // whoever changes a field locks its definition and goes through its values afterwards. PostgreSQL does not wait
        // there for values
        // that are not committed, so the definition is held; Derby does, so a look after writing is enough, and nobody
        // waits for writers
        if (kind == Kind.POSTGRESQL && !FieldStore.holds(connection, kind, changes.keySet())) {
            return false;
        }
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM " + table + " WHERE record_id = ? AND field_key = ?")) {
            for (FreeField field : changes.keySet()) {
                for (Long record : records) {
                    delete.setLong(1, record);
                    delete.setString(2, field.key());
                    delete.addBatch();
                }
            }
            delete.executeBatch();
        }
        for (var change : changes.entrySet()) {
            if (!change.getValue().isEmpty()) {
                insert(connection, records, change.getKey(), change.getValue());
            }
        }
        return kind == Kind.POSTGRESQL || FieldStore.holds(connection, kind, changes.keySet());
    }

    private void insert(Connection connection, Collection<Long> records, FreeField field, List<String> values)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO " + table + " (record_id, field_key, "
                + value(field) + ", " + key(field) + ") VALUES (?, ?, ?, ?)")) {
            for (Long record : records) {
                for (String value : values) {
                    insert.setLong(1, record);
                    insert.setString(2, field.key());
                    insert.setString(3, value);
                    insert.setString(4, Values.key(field, value));
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    /** Deletes all values of a field and returns how many. */
    int drop(Connection connection, FreeField field) throws SQLException {
        return FieldStore.update(connection, "DELETE FROM " + table + " WHERE field_key = ?", field.key());
    }

    /** Moves the values of a field that is personal now, or is not any more. */
    void move(Connection connection, FreeField field, boolean personal) throws SQLException {
        String to = personal
                ? "field_value = plain_value, value_key = plain_key, plain_value = NULL, plain_key = NULL"
                : "plain_value = field_value, plain_key = value_key, field_value = NULL, value_key = NULL";
        FieldStore.update(
                connection,
                "UPDATE " + table + " SET " + to + " WHERE field_key = ? AND "
                        + (personal ? "plain_value" : "field_value") + " IS NOT NULL",
                field.key());
    }

    /** Returns how many records have a value of a field. */
    long filled(Connection connection, FreeField field) throws SQLException {
        return Rows.number(
                connection,
                SqlFragment.of(
                        "SELECT COUNT(DISTINCT record_id) FROM " + table + " WHERE field_key = ? AND " + key(field)
                                + " IS NOT NULL",
                        field.key()));
    }

    /** Returns the keys of the choices that records have. */
    Set<String> used(Connection connection, FreeField field) throws SQLException {
        return new HashSet<>(Rows.list(
                connection,
                SqlFragment.of(
                        "SELECT DISTINCT " + key(field) + " FROM " + table + " WHERE field_key = ?", field.key()),
                row -> String.valueOf(row.getString(1))));
    }

    /** Returns how many records that can be filled in lack a field. */
    long lacking(Connection connection, FreeField field) throws SQLException {
        return Rows.number(
                connection,
                SqlFragment.of("SELECT COUNT(*) FROM " + records() + " r WHERE ")
                        .append(owner.living())
                        .append(" AND NOT ")
                        .append(exists(field, "r.id", "IS NOT NULL")));
    }

    /** Returns how many records that can be filled in lack each standard field, by its name; one statement. */
    Map<String, Long> lacking(Connection connection) throws SQLException {
        List<FreeFieldOwner.Standard> fields = owner.standardFields();
        StringBuilder counts = new StringBuilder("SELECT COUNT(*)");
        for (FreeFieldOwner.Standard field : fields) {
            counts.append(", COUNT(r.").append(Owners.name(field.column())).append(')');
        }
        return Rows.list(
                        connection,
                        SqlFragment.of(counts + " FROM " + records() + " r WHERE " + owner.living()),
                        row -> {
                            Map<String, Long> lacking = new HashMap<>();
                            for (int i = 0; i < fields.size(); i++) {
                                lacking.put(fields.get(i).name(), row.getLong(1) - row.getLong(i + 2));
                            }
                            return lacking;
                        })
                .get(0);
    }

    String records() {
        return Owners.name(owner.recordTable());
    }

    /** Returns a condition that a record has a value of a field whose key is such. */
    SqlFragment exists(FreeField field, String record, String condition, Object... parameters) {
        return SqlFragment.of(
                        "EXISTS (SELECT 1 FROM " + table + " v WHERE v.record_id = " + record + " AND v.field_key = ?"
                                + " AND v." + key(field) + " ",
                        field.key())
                .append(condition, parameters)
                .append(")");
    }
}
