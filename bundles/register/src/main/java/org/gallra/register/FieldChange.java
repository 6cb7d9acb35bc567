package org.gallra.register;

import java.security.SecureRandom;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.personaldata.ColumnType;
import org.gallra.api.personaldata.FieldDeclaration;
import org.gallra.api.personaldata.Strategy;
import org.jspecify.annotations.Nullable;

/**
 * What an anonymization does to one column, as SQL: whether a row still holds something, and what is written.
 *
 * <p>A random token carries a mark by which a second act knows it, so that nothing is changed twice.
 *
 * @param column the column
 * @param strategy what is done with its values
 * @param differs a condition on alias {@code r}: the row holds a value that has to go
 * @param set the expression that is written, or null if each row gets a value of its own
 * @param perRow makes the new value out of the old one; only without {@code set}
 */
record FieldChange(
        String column,
        Strategy strategy,
        SqlFragment differs,
        @Nullable SqlFragment set,
        @Nullable UnaryOperator<Object> perRow) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String DIGITS = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int UUID_LENGTH = 36;

    /** Returns the change for a field; not for KEEP and DELETE_ROW, which write nothing. */
    static FieldChange of(FieldDeclaration field, Tables.Column column, Database.Kind kind) {
        String value = "r." + field.column();
        boolean derby = kind == Database.Kind.DERBY;
        return switch (field.strategy()) {
            case CLEAR -> clear(field, column, value, derby);
            case UNLINK ->
                new FieldChange(
                        field.column(),
                        Strategy.UNLINK,
                        SqlFragment.of(value + " IS NOT NULL"),
                        SqlFragment.of("NULL"),
                        null);
            case LABEL -> label(field, column, value);
            case TOKEN -> token(field.column(), column, value, derby);
            case MONTH, YEAR -> time(field, column, value, derby);
            case BUCKET -> bucket(field, column, value);
            case KEEP, DELETE_ROW ->
                throw new IllegalArgumentException(field.strategy() + " writes nothing: " + field.id());
        };
    }

    private static FieldChange clear(FieldDeclaration field, Tables.Column column, String value, boolean derby) {
        if (column.nullable()) {
            return new FieldChange(
                    field.column(),
                    Strategy.CLEAR,
                    SqlFragment.of(value + " IS NOT NULL"),
                    SqlFragment.of("NULL"),
                    null);
        }
        if (field.type() == ColumnType.UUID) {
            return token(field.column(), column, value, derby);
        }
        String empty =
                switch (field.type()) {
                    case TEXT, UUID -> "''";
                    case INTEGER, DECIMAL -> "0";
                    case BOOLEAN -> "FALSE";
                    case DATE -> "{d '1970-01-01'}";
                    case TIME -> "{t '00:00:00'}";
                    case INSTANT -> column.sqlType() == Types.DATE ? "{d '1970-01-01'}" : "{ts '1970-01-01 00:00:00'}";
                    case BINARY -> derby ? "CAST(X'' AS BLOB)" : "''::bytea";
                };
        String differs = column.large() || field.type() == ColumnType.BINARY
                ? "LENGTH(" + value + ") > 0"
                : value + " <> " + empty;
        return new FieldChange(field.column(), Strategy.CLEAR, SqlFragment.of(differs), SqlFragment.of(empty), null);
    }

    private static FieldChange label(FieldDeclaration field, Tables.Column column, String value) {
        String text = java.util.Objects.requireNonNullElse(field.replacement(), "");
        String label = text.length() > column.size() ? text.substring(0, column.size()) : text;
        // written into the text as a literal: a parameter has no type of its own on either database
        String literal = "'" + label.replace("'", "''") + "'";
        String differs = column.large()
                ? value + " IS NOT NULL AND (LENGTH(" + value + ") <> " + label.length() + " OR " + value + " NOT LIKE "
                        + literal + ")"
                : value + " IS NOT NULL AND " + value + " <> " + literal;
        return new FieldChange(
                field.column(),
                Strategy.LABEL,
                SqlFragment.of("(" + differs + ")"),
                SqlFragment.of("CASE WHEN " + value + " IS NULL THEN " + value + " ELSE " + literal + " END"),
                null);
    }

    private static FieldChange token(String name, Tables.Column column, String value, boolean derby) {
        boolean native_ = column.typeName().equals("uuid");
        boolean uuid = native_ || column.size() >= UUID_LENGTH;
        String text = native_ ? "CAST(" + value + " AS VARCHAR(36))" : value;
        // UUIDs of version 8 are ours to define: that is the mark
        String mark = uuid ? "________-____-8___-____-____________" : "~%";
        SqlFragment differs = SqlFragment.of("(" + value + " IS NOT NULL AND " + text + " NOT LIKE '" + mark + "')");
        if (derby) {
            int size = column.size();
            return new FieldChange(
                    name,
                    Strategy.TOKEN,
                    differs,
                    null,
                    old -> uuid ? uuid8().toString() : "~" + letters(Math.max(0, size - 1)));
        }
        String random = "overlay(CAST(gen_random_uuid() AS VARCHAR(36)) placing '8' from 15 for 1)";
        String made = uuid
                ? native_ ? "CAST(" + random + " AS uuid)" : random
                : "'~' || substr(replace(CAST(gen_random_uuid() AS VARCHAR(36)), '-', ''), 1, "
                        + Math.max(0, column.size() - 1) + ")";
        return new FieldChange(
                name,
                Strategy.TOKEN,
                differs,
                SqlFragment.of("CASE WHEN " + value + " IS NULL THEN " + value + " ELSE " + made + " END"),
                null);
    }

    private static FieldChange time(FieldDeclaration field, Tables.Column column, String value, boolean derby) {
        boolean year = field.strategy() == Strategy.YEAR;
        boolean date = column.sqlType() == Types.DATE;
        if (derby) {
            StringBuilder differs = new StringBuilder("(" + value + " IS NOT NULL AND (DAY(" + value + ") <> 1");
            if (year) {
                differs.append(" OR MONTH(").append(value).append(") <> 1");
            }
            if (!date) {
                differs.append(
                        " OR HOUR(" + value + ") <> 0 OR MINUTE(" + value + ") <> 0 OR SECOND(" + value + ") <> 0");
            }
            return new FieldChange(
                    field.column(),
                    field.strategy(),
                    SqlFragment.of(differs.append("))").toString()),
                    null,
                    old -> floor(old, year));
        }
        String floor = "date_trunc('" + (year ? "year" : "month") + "', " + value + ")";
        String made = date ? "CAST(" + floor + " AS date)" : floor;
        return new FieldChange(
                field.column(),
                field.strategy(),
                SqlFragment.of("(" + value + " IS NOT NULL AND " + value + " <> " + made + ")"),
                SqlFragment.of(made),
                null);
    }

    private static Object floor(Object old, boolean year) {
        if (old instanceof java.sql.Date date) {
            LocalDate day = LocalDate.parse(date.toString()).withDayOfMonth(1);
            return java.sql.Date.valueOf((year ? day.withDayOfYear(1) : day).toString());
        }
        LocalDateTime time = ((Timestamp) old)
                .toLocalDateTime()
                .toLocalDate()
                .withDayOfMonth(1)
                .atStartOfDay();
        return Timestamp.valueOf(year ? time.withDayOfYear(1) : time);
    }

    private static FieldChange bucket(FieldDeclaration field, Tables.Column column, String value) {
        long size = Math.max(1, field.bucket());
        boolean whole = column.sqlType() == Types.BIGINT
                || column.sqlType() == Types.INTEGER
                || column.sqlType() == Types.SMALLINT;
        String rest = "MOD(" + value + ", " + size + ")";
        String floor = whole
                ? "CASE WHEN " + rest + " < 0 THEN " + value + " - " + rest + " - " + size + " ELSE " + value + " - "
                        + rest + " END"
                : "FLOOR(" + value + " / " + size + ".0) * " + size;
        return new FieldChange(
                field.column(),
                Strategy.BUCKET,
                SqlFragment.of("(" + value + " IS NOT NULL AND " + value + " <> " + floor + ")"),
                SqlFragment.of(floor),
                null);
    }

    private static UUID uuid8() {
        long high = (RANDOM.nextLong() & 0xFFFFFFFFFFFF0FFFL) | 0x8000L;
        long low = (RANDOM.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(high, low);
    }

    private static String letters(int length) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < length; i++) {
            letters.append(DIGITS.charAt(RANDOM.nextInt(DIGITS.length())));
        }
        return letters.toString();
    }
}
