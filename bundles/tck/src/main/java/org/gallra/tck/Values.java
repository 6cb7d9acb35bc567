package org.gallra.tck;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.UUID;
import org.gallra.tck.Schema.Column;
import org.jspecify.annotations.Nullable;

/** Makes values for columns, each another one as far as the column allows. */
final class Values {

    private static final int SEARCHABLE = 11;
    private static final int UUID_LENGTH = 36;
    /** Its digits behind the first are what a mark has. */
    private static final int FIRST_MARK = 100_000_000;

    private static final LocalDate FIRST_DAY = LocalDate.of(2001, 1, 2);

    private int last;

    /**
     * A value.
     *
     * @param value as it goes into the database
     * @param search by what it is found anywhere in the database, or null if it is too short or too common
     */
    record Made(Object value, @Nullable String search) {}

    /** Returns a number that nobody has got before. */
    int next() {
        return ++last;
    }

    /**
     * Makes a value.
     *
     * @param bucket a number that the value must not be a multiple of; 1 if it does not matter
     * @return null if nothing is known about the column's type
     */
    @Nullable
    Made make(Column column, long bucket) {
        int n = next();
        return switch (column.sqlType()) {
            case Types.VARCHAR, Types.CHAR, Types.LONGVARCHAR, Types.CLOB -> text(column, n);
            case Types.BIGINT -> number(7_000_000_000_000L, n, bucket);
            case Types.INTEGER -> number(1_700_000_000L, n, bucket);
            case Types.SMALLINT, Types.TINYINT -> new Made(whole(100, n % 100, bucket), null);
            case Types.DECIMAL, Types.NUMERIC -> decimal(column, n, bucket);
            case Types.DOUBLE, Types.FLOAT, Types.REAL -> new Made(whole(1_000, n % 1_000, bucket) + 0.5, null);
            case Types.BOOLEAN, Types.BIT -> new Made(true, null);
            case Types.DATE -> new Made(Date.valueOf(day(n)), null);
            case Types.TIME -> new Made(Time.valueOf(LocalTime.of(10, n / 60 % 60, n % 60)), null);
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE ->
                new Made(Timestamp.valueOf(day(n).atTime(11, n / 60 % 60, n % 60)), null);
            case Types.BLOB, Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY -> {
                String mark = mark(n);
                yield new Made(mark.getBytes(StandardCharsets.US_ASCII), mark);
            }
            default -> other(column, n);
        };
    }

    private static @Nullable Made other(Column column, int n) {
        return switch (column.typeName()) {
            case "uuid" -> {
                UUID uuid = UUID.randomUUID();
                yield new Made(uuid, uuid.toString());
            }
            case "json", "jsonb" -> new Made("\"" + mark(n) + "\"", mark(n));
            default -> null;
        };
    }

    private static Made text(Column column, int n) {
        if (column.size() == UUID_LENGTH) {
            String uuid = UUID.randomUUID().toString();
            return new Made(uuid, uuid);
        }
        if (column.size() >= SEARCHABLE) {
            return new Made(mark(n), mark(n));
        }
        String digits = "000000000" + Integer.toString(n, 36);
        return new Made(digits.substring(digits.length() - column.size()), null);
    }

    /** A word that stands nowhere else, and in which no other mark is contained. */
    private static String mark(int n) {
        return "zq" + Integer.toString(FIRST_MARK + n).substring(1) + "x";
    }

    private static Made number(long base, int n, long bucket) {
        long value = whole(base, n, bucket);
        return new Made(value, Long.toString(value));
    }

    private static long whole(long base, long n, long bucket) {
        return bucket <= 1 ? base + n : base - base % bucket + n * bucket + 1;
    }

    private static Made decimal(Column column, int n, long bucket) {
        int digits = column.size() - column.decimals();
        if (digits >= SEARCHABLE) {
            long value = whole(81_000_000_000L, n, bucket);
            return new Made(BigDecimal.valueOf(value), Long.toString(value));
        }
        long most = (long) Math.pow(10, Math.max(1, digits));
        return new Made(BigDecimal.valueOf(whole(0, n % Math.max(1, most / Math.max(1, bucket) - 1), bucket)), null);
    }

    /** Never the first of a month, so that rounding to months and years changes it. */
    private static LocalDate day(int n) {
        LocalDate day = FIRST_DAY.plusDays(n * 37L % 8_000);
        return day.getDayOfMonth() == 1 ? day.plusDays(1) : day;
    }
}
