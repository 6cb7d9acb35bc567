package org.gallra.api.statistic;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Draws the figures that bundles declare ({@link org.gallra.api.personaldata.Statistic}) from the rows: those whose person was
 * anonymized count like all others, so the figures of a year are the same before and after (PRIVACY.md e12). Rows that concern a
 * restricted person alone are left out for everybody but system administrators (GDPR article 18). Thread-safe.
 */
@ProviderType
public interface StatisticService {

    /** Groups of fewer rows are not told if anonymized people are among them: they could be singled out. */
    int SMALL = 5;

    /** So many groups are returned at most. */
    int MOST = 2_000;

    /** What rows are grouped by where a report names a company. */
    @ProviderType
    enum CompanyBy {
        /** The company itself. */
        COMPANY,
        /** Its category. */
        CATEGORY,
        /** Its city. */
        CITY
    }

    /** What the values of a dimension are. */
    @ProviderType
    enum DimensionKind {
        /** Values as they are stored, such as a type or a user. */
        VALUE,
        /** Companies, or what {@link CompanyBy} says of them. */
        COMPANY,
        /** Months as {@code 2026-03} (UTC). */
        MONTH,
        /** Years as {@code 2026} (UTC). */
        YEAR,
        /** What a sum is given in, such as {@code SEK}: sums with different units are never added up. */
        UNIT;

        /** Tells whether it is a time. */
        public boolean time() {
            return this == MONTH || this == YEAR;
        }
    }

    /**
     * One thing by which a report groups.
     *
     * @param label its name
     * @param kind what its values are
     */
    @ProviderType
    record Dimension(Text label, DimensionKind kind) {}

    /**
     * A free field by which a report can be split.
     *
     * @param key its key
     * @param label its name
     */
    @ProviderType
    record SplitField(String key, Text label) {}

    /**
     * What can be asked for.
     *
     * @param id the statistic's id, such as {@code sale.sale.by-month}
     * @param label its name
     * @param record the name of the rows, in the plural
     * @param bundle the symbolic name of the bundle that declared it
     * @param dimensions what it groups by, in the order of declaration
     * @param sums whether something is added up beside the number of rows
     * @param fields the free fields of the rows by which it can be split instead: those with one of several choices, and yes or no
     */
    @ProviderType
    record Report(
            String id,
            Text label,
            Text record,
            String bundle,
            List<Dimension> dimensions,
            boolean sums,
            List<SplitField> fields) {

        /** Copies the lists. */
        public Report {
            dimensions = List.copyOf(dimensions);
            fields = List.copyOf(fields);
        }

        /** Makes a report whose rows have no such free fields. */
        public Report(String id, Text label, Text record, String bundle, List<Dimension> dimensions, boolean sums) {
            this(id, label, record, bundle, dimensions, sums, List.of());
        }

        /** Tells whether it groups by something of this kind. */
        public boolean has(DimensionKind kind) {
            return dimensions.stream().anyMatch(d -> d.kind() == kind);
        }

        /** Tells whether it groups by time. */
        public boolean timed() {
            return dimensions.stream().anyMatch(d -> d.kind().time());
        }
    }

    /**
     * What is asked for.
     *
     * @param id the report's id
     * @param from the first month, or null; for a report without a time it means nothing
     * @param through the last month, or null
     * @param company how companies are told apart
     * @param field the key of one of the report's {@link Report#fields}, by which rows are told apart in place of what the report declares beside
     *     time and unit; null for the report as it is declared
     */
    @ProviderType
    record Query(
            String id,
            @Nullable YearMonth from,
            @Nullable YearMonth through,
            CompanyBy company,
            @Nullable String field) {

        /** Asks for a report as it is declared. */
        public Query(String id, @Nullable YearMonth from, @Nullable YearMonth through, CompanyBy company) {
            this(id, from, through, company, null);
        }
    }

    /**
     * A value of a dimension.
     *
     * @param key the value as it is stored, for a company its public id; null if the rows have none
     * @param label what people read
     */
    @ProviderType
    record Value(@Nullable String key, Text label) {}

    /**
     * A group.
     *
     * @param values one for each dimension
     * @param rows how many rows; null if they are {@linkplain #SMALL few} and anonymized people are among them
     * @param sum what they add up to; null if nothing is added up or {@code rows} is not told
     */
    @ProviderType
    record Line(
            List<Value> values,
            @Nullable Long rows,
            @Nullable BigDecimal sum) {

        /** Copies the list. */
        public Line {
            values = List.copyOf(values);
        }
    }

    /**
     * All groups together, small ones included.
     *
     * @param unit the unit of the sum, or null if there is none
     * @param rows how many rows
     * @param anonymized of how many of them the person was anonymized
     * @param sum what they add up to, or null if nothing is added up
     */
    @ProviderType
    record Total(
            @Nullable String unit,
            long rows,
            long anonymized,
            @Nullable BigDecimal sum) {}

    /**
     * A report at a moment.
     *
     * @param report what it is
     * @param lines the groups: by time if there is one, the earliest first; otherwise those with most rows first
     * @param totals one for each unit in the order of their names; one if there are no units
     * @param more whether there are more groups than {@link #MOST}; those with fewest rows are left out, or the earliest
     * @param madeAt when (UTC)
     */
    @ProviderType
    record Answer(Report report, List<Line> lines, List<Total> totals, boolean more, Instant madeAt) {

        /** Copies the lists. */
        public Answer {
            lines = List.copyOf(lines);
            totals = List.copyOf(totals);
        }
    }

    /**
     * Returns what can be asked for, ordered by record and declaration; of bundles that are gone too, as long as their rows are there.
     *
     * @throws GallraException {@code FORBIDDEN} without {@link org.gallra.api.access.Permission#READ}
     */
    List<Report> reports();

    /**
     * Draws a report.
     *
     * @throws GallraException {@code FORBIDDEN} without {@link org.gallra.api.access.Permission#READ}; {@code NOT_FOUND} if there is
     *     no such report; {@code INVALID} if the first month lies behind the last, or for a free field that it has not
     */
    Answer read(Query query);
}
