package org.gallra.tck;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gallra.api.persistence.StorageException;
import org.gallra.tck.Schema.Column;
import org.jspecify.annotations.Nullable;

/** Guesses values that a table's check constraints accept: those that stand in the constraints, and their neighbours. */
final class Candidates {

    private static final int MOST = 500;
    private static final Pattern LITERAL = Pattern.compile("'((?:[^']|'')*)'|(?<![\\w.'])(-?\\d+(?:\\.\\d+)?)");

    private final Schema schema;
    private final Values values;

    Candidates(Schema schema, Values values) {
        this.schema = schema;
        this.values = values;
    }

    /** Tells whether a check constraint was what refused a row. */
    static boolean refused(StorageException e) {
        return "23513".equals(e.sqlState()) || "23514".equals(e.sqlState());
    }

    /** Returns combinations of values by column, at most {@value #MOST}. */
    List<Map<String, Object>> of(String table) {
        List<Map<String, Object>> all = new ArrayList<>(List.of(Map.of()));
        for (Column column : schema.columns(table).values()) {
            Set<Object> guesses = guesses(table, column);
            if (!guesses.isEmpty() && all.size() * guesses.size() <= MOST) {
                List<Map<String, Object>> more = new ArrayList<>();
                for (Map<String, Object> one : all) {
                    for (Object guess : guesses) {
                        Map<String, Object> longer = new LinkedHashMap<>(one);
                        longer.put(column.name(), guess);
                        more.add(longer);
                    }
                }
                all = more;
            }
        }
        return all;
    }

    private Set<Object> guesses(String table, Column column) {
        Set<Object> guesses = new LinkedHashSet<>();
        Pattern mentions = Pattern.compile("(?i)(?<!\\w)" + Pattern.quote(column.name()) + "(?!\\w)");
        for (String condition : schema.conditions(table)) {
            if (mentions.matcher(condition).find()) {
                Matcher literal = LITERAL.matcher(condition);
                while (literal.find()) {
                    add(column, literal.group(1), literal.group(2), guesses);
                }
            }
        }
        return guesses;
    }

    private void add(Column column, @Nullable String text, @Nullable String number, Set<Object> guesses) {
        switch (column.sqlType()) {
            case Types.BIGINT, Types.INTEGER, Types.SMALLINT, Types.DECIMAL, Types.NUMERIC -> {
                if (number != null) {
                    BigDecimal value = new BigDecimal(number);
                    guesses.add(value);
                    guesses.add(value.add(BigDecimal.ONE));
                    guesses.add(value.subtract(BigDecimal.ONE));
                }
            }
            case Types.VARCHAR, Types.CHAR, Types.LONGVARCHAR -> {
                if (text != null) {
                    guesses.add(text.replace("''", "'"));
                } else if (number != null && number.matches("\\d{1,4}")) {
                    int length = Integer.parseInt(number);
                    guesses.add(word(length));
                    guesses.add(word(length + 1));
                    guesses.add(word(Math.max(0, length - 1)));
                }
            }
            case Types.DATE -> {
                if (text != null && text.matches("\\d{4}-\\d\\d-\\d\\d")) {
                    guesses.add(Date.valueOf(Date.valueOf(text).toLocalDate().plusDays(1)));
                    guesses.add(Date.valueOf(Date.valueOf(text).toLocalDate().minusDays(1)));
                }
            }
            case Types.TIMESTAMP -> {
                if (text != null && text.matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d.*")) {
                    guesses.add(Timestamp.valueOf(text.substring(0, 19)));
                }
            }
            case Types.BOOLEAN, Types.BIT -> guesses.addAll(List.of(true, false));
            default -> {
                // nothing can be guessed
            }
        }
    }

    private String word(int length) {
        String digits = "z".repeat(length) + Integer.toString(values.next(), 36);
        return digits.substring(digits.length() - length);
    }
}
