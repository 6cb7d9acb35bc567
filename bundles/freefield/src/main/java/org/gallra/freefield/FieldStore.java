package org.gallra.freefield;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.gallra.api.Text;
import org.gallra.api.freefield.FreeField;
import org.gallra.api.freefield.FreeField.Choice;
import org.gallra.api.freefield.FreeField.LegalBasis;
import org.gallra.api.freefield.FreeField.Special;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.personaldata.DataCategory;
import org.jspecify.annotations.Nullable;

/** The tables of the definitions. */
final class FieldStore {

    private static final String BETWEEN = "\n\u001f";
    private static final String COLUMNS = "label_sv, label_en, help_sv, help_en, place, mandatory, listed, personal,"
            + " category, initial_value, special";

    /** Standard fields that are mandatory, by owner. */
    record Required(String owner, String field) {}

    private FieldStore() {}

    /** Returns all definitions, ordered by owner and place. */
    static List<FreeField> fields(Connection connection) throws SQLException {
        Map<Long, List<Choice>> choices = new HashMap<>();
        Rows.list(connection, SqlFragment.of("SELECT * FROM freefield_choice ORDER BY field_id, place, id"), row -> {
            choices.computeIfAbsent(row.getLong("field_id"), k -> new ArrayList<>())
                    .add(choice(row));
            return true;
        });
        return Rows.list(
                connection,
                SqlFragment.of("SELECT * FROM freefield ORDER BY owner, place, id"),
                row -> field(row, choices.getOrDefault(row.getLong("id"), List.of())));
    }

    /** Says whether fields still exist and lie where they lay; on PostgreSQL that stays so until the end of the transaction. */
    static boolean holds(Connection connection, Kind kind, Set<FreeField> fields) throws SQLException {
        if (fields.isEmpty()) {
            return true;
        }
        List<String> ids = fields.stream().map(f -> f.id().toString()).sorted().toList();
        SqlFragment select = SqlFragment.of(
                "SELECT public_id, personal FROM freefield WHERE public_id IN (?" + ", ?".repeat(ids.size() - 1)
                        + ") ORDER BY public_id" + (kind == Kind.POSTGRESQL ? " FOR SHARE" : ""),
                ids.toArray());
        Map<String, Boolean> now = new HashMap<>();
        Rows.list(connection, select, row -> now.put(row.getString(1), row.getBoolean(2)));
        return fields.stream().allMatch(f -> Boolean.valueOf(f.personal()).equals(now.get(f.id().toString())));
    }

    static List<Required> required(Connection connection) throws SQLException {
        return Rows.list(
                connection,
                SqlFragment.of("SELECT owner, field_name FROM freefield_required ORDER BY owner, field_name"),
                row -> new Required(row.getString(1), row.getString(2)));
    }

    static void require(Connection connection, Required required, boolean mandatory) throws SQLException {
        update(
                connection,
                "DELETE FROM freefield_required WHERE owner = ? AND field_name = ?",
                required.owner(),
                required.field());
        if (mandatory) {
            update(
                    connection,
                    "INSERT INTO freefield_required (owner, field_name) VALUES (?, ?)",
                    required.owner(),
                    required.field());
        }
    }

    static void insert(Connection connection, FreeField field) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>(List.of(
                field.id().toString(), field.owner(), field.key(), field.type().name()));
        values.addAll(columns(field));
        update(
                connection,
                "INSERT INTO freefield (public_id, version, owner, field_key, type, " + COLUMNS
                        + ") VALUES (?, 1, ?, ?, ?" + ", ?".repeat(11) + ")",
                values.toArray());
        choices(connection, field);
    }

    static void update(Connection connection, FreeField field) throws SQLException {
        List<@Nullable Object> values = columns(field);
        values.add(field.id().toString());
        update(
                connection,
                "UPDATE freefield SET " + COLUMNS.replace(",", " = ?,") + " = ?, version = version + 1"
                        + " WHERE public_id = ?",
                values.toArray());
        choices(connection, field);
    }

    static void delete(Connection connection, UUID id) throws SQLException {
        update(connection, "DELETE FROM freefield WHERE public_id = ?", id.toString());
    }

    private static void choices(Connection connection, FreeField field) throws SQLException {
        long key = Rows.number(
                connection,
                SqlFragment.of(
                        "SELECT id FROM freefield WHERE public_id = ?",
                        field.id().toString()));
        update(connection, "DELETE FROM freefield_choice WHERE field_id = ?", key);
        int place = 0;
        for (Choice choice : field.choices()) {
            LegalBasis basis = choice.legalBasis();
            update(
                    connection,
                    "INSERT INTO freefield_choice (field_id, choice_key, label_sv, label_en, place, retired,"
                            + " legal_basis, source, retention_months) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    key,
                    choice.key(),
                    choice.label().sv(),
                    choice.label().en(),
                    place++,
                    choice.retired(),
                    basis == null ? null : basis.name(),
                    choice.source(),
                    choice.retentionMonths());
        }
    }

    private static List<@Nullable Object> columns(FreeField field) {
        Text help = field.help();
        Special special = field.special();
        Object initial = field.initial();
        return new ArrayList<>(Arrays.asList(
                field.label().sv(),
                field.label().en(),
                help == null ? null : help.sv(),
                help == null ? null : help.en(),
                field.position(),
                field.mandatory(),
                field.listed(),
                field.personal(),
                field.category().name(),
                initial == null ? null : String.join(BETWEEN, Values.stored(field, initial, List.of())),
                special == null ? null : special.name()));
    }

    private static FreeField field(ResultSet row, List<Choice> choices) throws SQLException {
        String help = row.getString("help_sv");
        String special = row.getString("special");
        String initial = row.getString("initial_value");
        FreeField field = new FreeField(
                UUID.fromString(row.getString("public_id")),
                row.getLong("version"),
                row.getString("owner"),
                row.getString("field_key"),
                FreeField.Type.valueOf(row.getString("type")),
                new Text(row.getString("label_sv"), row.getString("label_en")),
                help == null ? null : new Text(help, row.getString("help_en")),
                row.getInt("place"),
                row.getBoolean("mandatory"),
                row.getBoolean("listed"),
                row.getBoolean("personal"),
                DataCategory.valueOf(row.getString("category")),
                null,
                choices,
                special == null ? null : Special.valueOf(special));
        return initial == null
                ? field
                : Fields.initial(field, Values.value(field, List.of(initial.split(BETWEEN, -1))));
    }

    private static Choice choice(ResultSet row) throws SQLException {
        String basis = row.getString("legal_basis");
        int months = row.getInt("retention_months");
        return new Choice(
                row.getString("choice_key"),
                new Text(row.getString("label_sv"), row.getString("label_en")),
                row.getBoolean("retired"),
                basis == null ? null : LegalBasis.valueOf(basis),
                row.getString("source"),
                months == 0 ? null : Integer.valueOf(months));
    }

    static int update(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Rows.bind(statement, Arrays.asList(values));
            return statement.executeUpdate();
        }
    }
}
