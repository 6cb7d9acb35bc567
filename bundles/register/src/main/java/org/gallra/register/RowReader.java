package org.gallra.register;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.personaldata.ColumnType;
import org.gallra.api.personaldata.ExtractPolicy;
import org.gallra.api.personaldata.FieldDeclaration;
import org.gallra.api.personaldata.LinkDeclaration;
import org.gallra.api.personaldata.PersonalDataRegister.Row;
import org.gallra.api.personaldata.RecordDeclaration;
import org.jspecify.annotations.Nullable;

/** Reads the rows of one record that concern one contact, by declaration. */
final class RowReader {

    private static final int FETCH = 200;

    private final View view;
    private final Database.Kind kind;
    private final RecordDeclaration record;
    private final List<FieldDeclaration> fields;

    RowReader(View view, Database.Kind kind, RecordDeclaration record) {
        this.view = view;
        this.kind = kind;
        this.record = record;
        this.fields = record.fields().stream()
                .filter(f -> f.extract() == ExtractPolicy.INCLUDE)
                .toList();
    }

    long read(Connection connection, long contact, Consumer<Row> rows) throws SQLException {
        SqlFragment keys = new Reach(view, kind, Reach.Source.contact(contact)).keys(record);
        if (keys == null) {
            return 0;
        }
        Map<String, List<Long>> sharers = sharers(connection, keys, contact);
        List<String> contactColumns = columns(LinkDeclaration.Kind.CONTACT);
        List<String> companyColumns = columns(LinkDeclaration.Kind.COMPANY);
        SqlFragment query = SqlFragment.of("SELECT r.* FROM " + Reach.fixed(kind) + "(")
                .append(keys)
                .append(") x, " + record.table() + " r WHERE r." + record.key() + " = x.k ORDER BY r." + record.key());
        try (PreparedStatement statement = connection.prepareStatement(query.sql())) {
            statement.setFetchSize(FETCH);
            Sql.bind(statement, query.parameters());
            try (ResultSet row = statement.executeQuery()) {
                long count = 0;
                while (row.next()) {
                    rows.accept(row(row, contact, contactColumns, companyColumns, sharers));
                    count++;
                }
                return count;
            }
        }
    }

    private Row row(
            ResultSet row,
            long contact,
            List<String> contactColumns,
            List<String> companyColumns,
            Map<String, List<Long>> sharers)
            throws SQLException {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (FieldDeclaration field : fields) {
            values.put(field.id(), value(row, field.column(), field.type()));
        }
        List<Long> others = new ArrayList<>(
                sharers.isEmpty()
                        ? List.of()
                        : sharers.getOrDefault(String.valueOf(row.getObject(record.key())), List.of()));
        for (String column : contactColumns) {
            long other = row.getLong(column);
            if (!row.wasNull() && other != contact && !others.contains(other)) {
                others.add(other);
            }
        }
        Long company = null;
        for (String column : companyColumns) {
            long key = row.getLong(column);
            if (!row.wasNull() && company == null) {
                company = key;
            }
        }
        return new Row(values, company, List.copyOf(others));
    }

    private Map<String, List<Long>> sharers(Connection connection, SqlFragment keys, long contact) throws SQLException {
        Map<String, List<Long>> sharers = new HashMap<>();
        SqlFragment union = null;
        for (LinkDeclaration link : record.links()) {
            if (link.kind() == LinkDeclaration.Kind.CONTACT_JOIN) {
                SqlFragment one = SqlFragment.of(
                                "SELECT j." + link.row() + ", j." + link.column() + " FROM " + Reach.fixed(kind) + "(")
                        .append(keys)
                        .append(
                                ") x, " + link.table() + " j WHERE j." + link.row() + " = x.k AND j." + link.column()
                                        + " <> ?",
                                contact);
                union = union == null ? one : union.append(" UNION ").append(one);
            }
        }
        if (union != null) {
            Sql.list(connection, union, row -> sharers.computeIfAbsent(
                            String.valueOf(row.getObject(1)), k -> new ArrayList<>())
                    .add(row.getLong(2)));
        }
        return sharers;
    }

    private List<String> columns(LinkDeclaration.Kind wanted) {
        return record.links().stream()
                .filter(l -> l.kind() == wanted)
                .map(LinkDeclaration::column)
                .toList();
    }

    private @Nullable Object value(ResultSet row, String column, ColumnType type) throws SQLException {
        return switch (type) {
            case TEXT -> row.getString(column);
            case INTEGER -> {
                long value = row.getLong(column);
                yield row.wasNull() ? null : value;
            }
            case DECIMAL -> row.getBigDecimal(column);
            case BOOLEAN -> {
                boolean value = row.getBoolean(column);
                yield row.wasNull() ? null : value;
            }
            case DATE -> {
                var value = row.getDate(column);
                yield value == null ? null : LocalDate.parse(value.toString());
            }
            case TIME -> {
                var value = row.getTime(column);
                yield value == null ? null : LocalTime.parse(value.toString());
            }
            case INSTANT -> {
                if (view.column(record.table(), column).sqlType() == Types.DATE) {
                    var value = row.getDate(column);
                    yield value == null ? null : LocalDate.parse(value.toString());
                }
                Timestamp value = row.getTimestamp(column);
                yield value == null ? null : value.toInstant();
            }
            case UUID -> uuid(row.getString(column));
            case BINARY -> row.getBytes(column);
        };
    }

    private static @Nullable Object uuid(@Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text.strip());
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
