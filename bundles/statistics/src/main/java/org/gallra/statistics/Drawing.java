package org.gallra.statistics;

import java.sql.Date;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.gallra.api.Text;
import org.gallra.api.contact.ContactDirectory;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.personaldata.FieldDeclaration;
import org.gallra.api.personaldata.Granularity;
import org.gallra.api.personaldata.LinkDeclaration;
import org.gallra.api.personaldata.LinkDeclaration.Kind;
import org.gallra.api.personaldata.RecordDeclaration;
import org.gallra.api.personaldata.RegisterSnapshot;
import org.gallra.api.personaldata.StatisticDeclaration;
import org.gallra.api.statistic.StatisticService;
import org.gallra.api.statistic.StatisticService.CompanyBy;
import org.gallra.api.statistic.StatisticService.Dimension;
import org.gallra.api.statistic.StatisticService.DimensionKind;
import org.gallra.api.statistic.StatisticService.Query;
import org.gallra.api.statistic.StatisticService.Report;
import org.jspecify.annotations.Nullable;

/**
 * One declared statistic as queries. All names in the SQL come from declarations that the register has compared with the tables.
 *
 * @param snapshot what else is declared: contacts and companies
 * @param record whose rows
 * @param statistic the statistic
 * @param fields the free fields by which it can be split
 * @param split the one by which it is split, or null
 */
record Drawing(
        RegisterSnapshot snapshot,
        RecordDeclaration record,
        StatisticDeclaration statistic,
        List<Split> fields,
        @Nullable Split split) {

    /** Returns the same, split by a free field in place of what is declared beside time and unit. */
    Drawing by(Split field) {
        List<StatisticDeclaration.Group> kept = statistic.by().stream()
                .filter(g -> kind(g).time() || kind(g) == DimensionKind.UNIT)
                .toList();
        return new Drawing(
                snapshot,
                record,
                new StatisticDeclaration(statistic.id(), statistic.label(), Split.groups(kept), statistic.sum()),
                fields,
                field);
    }

    private boolean splits(StatisticDeclaration.Group group) {
        return split != null && group == Split.GROUP;
    }

    private static final Text COMPANY = new Text("Företag", "Company");
    private static final Text CATEGORY = new Text("Företagets kategori", "Company's category");
    private static final Text CITY = new Text("Företagets ort", "Company's city");
    private static final Text MONTH = new Text("Månad", "Month");
    private static final Text YEAR = new Text("År", "Year");
    private static final Text UNIT = new Text("Valuta", "Currency");

    /** The column in which sums have their unit, as {@link org.gallra.api.personaldata.Statistic} says. */
    private static final String CURRENCY = "currency";

    Report report(CompanyBy company) {
        return new Report(
                statistic.id(),
                statistic.label(),
                record.label(),
                record.bundle(),
                statistic.by().stream()
                        .map(g -> new Dimension(label(g, company), kind(g)))
                        .toList(),
                statistic.sum() != null,
                fields.stream()
                        .map(f -> new StatisticService.SplitField(
                                f.field().key(), f.field().label()))
                        .toList());
    }

    DimensionKind kind(StatisticDeclaration.Group group) {
        return switch (group.each()) {
            case MONTH -> DimensionKind.MONTH;
            case YEAR -> DimensionKind.YEAR;
            case VALUE ->
                links(Kind.COMPANY).stream().anyMatch(l -> l.column().equals(group.column()))
                        ? DimensionKind.COMPANY
                        : statistic.sum() != null && group.column().equals(CURRENCY)
                                ? DimensionKind.UNIT
                                : DimensionKind.VALUE;
        };
    }

    private Text label(StatisticDeclaration.Group group, CompanyBy company) {
        return switch (kind(group)) {
            case MONTH -> MONTH;
            case YEAR -> YEAR;
            case UNIT -> UNIT;
            case COMPANY ->
                switch (company) {
                    case COMPANY -> COMPANY;
                    case CATEGORY -> CATEGORY;
                    case CITY -> CITY;
                };
            case VALUE -> {
                if (split != null && splits(group)) {
                    yield split.field().label();
                }
                FieldDeclaration field = field(group);
                yield field == null ? statistic.label() : field.label();
            }
        };
    }

    /** Returns the declared field behind a group, or null if its column is not personal. */
    @Nullable
    FieldDeclaration field(StatisticDeclaration.Group group) {
        return record.fields().stream()
                .filter(f -> f.column().equals(group.column()))
                .findFirst()
                .orElse(null);
    }

    /** Returns the place of the time among the groups, or -1. */
    int time() {
        for (int i = 0; i < statistic.by().size(); i++) {
            if (kind(statistic.by().get(i)).time()) {
                return i;
            }
        }
        return -1;
    }

    /** Returns the place of the unit among the groups, or -1. */
    int unit() {
        for (int i = 0; i < statistic.by().size(); i++) {
            if (kind(statistic.by().get(i)) == DimensionKind.UNIT) {
                return i;
            }
        }
        return -1;
    }

    /** Returns a query for the groups: their values, rows, sum, rows of anonymized people. */
    SqlFragment groups(Database.Kind kind, Query query, ContactDirectory directory, int most) {
        List<String> groups = new ArrayList<>();
        for (int i = 0; i < statistic.by().size(); i++) {
            groups.add("t.g" + i);
        }
        int time = time();
        // without a time the largest come first, with one the latest: those that are left out matter least
        String order = time < 0 ? "n DESC" : "t.g" + time + " DESC";
        return counted(kind, query, directory, groups)
                .append(" ORDER BY " + order + " FETCH FIRST " + most + " ROWS ONLY");
    }

    /** Returns a query for all rows, by unit if there is one: the unit, rows, sum, rows of anonymized people. */
    SqlFragment totals(Database.Kind kind, Query query, ContactDirectory directory) {
        int unit = unit();
        return counted(kind, query, directory, unit < 0 ? List.of() : List.of("t.g" + unit));
    }

    private SqlFragment counted(Database.Kind kind, Query query, ContactDirectory directory, List<String> groups) {
        String columns = groups.isEmpty() ? "" : String.join(", ", groups) + ", ";
        return SqlFragment.of("SELECT " + columns + "COUNT(*) AS n, SUM(t.v) AS v, SUM(t.a) AS a FROM (")
                .append(rows(kind, query, directory))
                .append(") t" + (groups.isEmpty() ? "" : " GROUP BY " + String.join(", ", groups)));
    }

    private SqlFragment rows(Database.Kind kind, Query query, ContactDirectory directory) {
        StringBuilder columns = new StringBuilder();
        String companies = "";
        for (int i = 0; i < statistic.by().size(); i++) {
            StatisticDeclaration.Group group = statistic.by().get(i);
            String column = "r." + group.column();
            switch (kind(group)) {
                case MONTH, YEAR -> column = period(kind, column, group.each());
                case COMPANY -> {
                    RecordDeclaration company = company();
                    if (company != null && query.company() != CompanyBy.COMPANY) {
                        companies = " LEFT JOIN " + company.table() + " co ON co." + company.key() + " = " + column;
                        column = "co." + (query.company() == CompanyBy.CITY ? "city" : "category");
                    }
                }
                case VALUE, UNIT -> column = split != null && splits(group) ? split.column() : column;
            }
            columns.append(column).append(" AS g").append(i).append(", ");
        }
        String sum = statistic.sum() == null ? "0" : "COALESCE(r." + statistic.sum() + ", 0)";
        SqlFragment rows = SqlFragment.of("SELECT " + columns + sum + " AS v, " + anonymized() + " AS a FROM "
                + record.table() + " r" + companies + people());
        if (split != null) {
            rows = rows.append(split.join(record.key()));
        }
        return rows.append(" WHERE 1 = 1").append(hidden(directory)).append(within(query));
    }

    private @Nullable RecordDeclaration company() {
        return snapshot.records().stream()
                .filter(RecordDeclaration::isCompany)
                .findFirst()
                .orElse(null);
    }

    private @Nullable RecordDeclaration contact() {
        return snapshot.records().stream()
                .filter(RecordDeclaration::isContact)
                .findFirst()
                .orElse(null);
    }

    private List<LinkDeclaration> links(Kind kind) {
        return record.links().stream().filter(l -> l.kind() == kind).toList();
    }

    /** One contact for each link of the row's own: their keys are unique, so no row is met twice. */
    private String people() {
        RecordDeclaration contact = contact();
        if (contact == null || contact.anonymizedAt() == null || record.isContact()) {
            return "";
        }
        StringBuilder joins = new StringBuilder();
        List<LinkDeclaration> links = links(Kind.CONTACT);
        for (int i = 0; i < links.size(); i++) {
            joins.append(" LEFT JOIN " + contact.table() + " c" + i + " ON c" + i + "." + contact.key() + " = r."
                    + links.get(i).column());
        }
        return joins.toString();
    }

    /** 1 if one of the row's people is anonymized. */
    private String anonymized() {
        RecordDeclaration contact = contact();
        if (contact == null || contact.anonymizedAt() == null) {
            return "0";
        }
        if (record.isContact()) {
            return "CASE WHEN r." + record.anonymizedAt() + " IS NULL THEN 0 ELSE 1 END";
        }
        List<String> any = new ArrayList<>();
        for (int i = 0; i < links(Kind.CONTACT).size(); i++) {
            any.add("c" + i + "." + contact.anonymizedAt() + " IS NOT NULL");
        }
        for (LinkDeclaration join : links(Kind.CONTACT_JOIN)) {
            any.add("(SELECT COUNT(*) FROM " + join.table() + " j, " + contact.table() + " p WHERE j." + join.row()
                    + " = r." + record.key() + " AND p." + contact.key() + " = j." + join.column() + " AND p."
                    + contact.anonymizedAt() + " IS NOT NULL) > 0");
        }
        return any.isEmpty() ? "0" : "CASE WHEN " + String.join(" OR ", any) + " THEN 1 ELSE 0 END";
    }

    private SqlFragment hidden(ContactDirectory directory) {
        SqlFragment condition = SqlFragment.of("");
        for (LinkDeclaration link : links(Kind.CONTACT)) {
            condition = condition
                    .append(" AND NOT (")
                    .append(directory.hidden("r." + link.column()))
                    .append(")");
        }
        for (LinkDeclaration join : links(Kind.CONTACT_JOIN)) {
            String others = "SELECT 1 FROM " + join.table() + " h WHERE h." + join.row() + " = r." + record.key();
            condition = condition
                    .append(" AND (NOT EXISTS (" + others + ") OR EXISTS (" + others + " AND NOT (")
                    .append(directory.hidden("h." + join.column()))
                    .append(")))");
        }
        return condition;
    }

    private SqlFragment within(Query query) {
        SqlFragment condition = SqlFragment.of("");
        int time = time();
        if (time < 0) {
            return condition;
        }
        String column = "CAST(r." + statistic.by().get(time).column() + " AS DATE)";
        YearMonth from = query.from();
        if (from != null) {
            condition = condition.append(" AND " + column + " >= ?", Date.valueOf(from.atDay(1)));
        }
        YearMonth through = query.through();
        if (through != null) {
            condition = condition.append(
                    " AND " + column + " < ?",
                    Date.valueOf(through.plusMonths(1).atDay(1)));
        }
        return condition;
    }

    /** A year as 2026, a month as 202603. */
    private static String period(Database.Kind kind, String column, Granularity each) {
        boolean derby = kind == Database.Kind.DERBY;
        String year = derby ? "YEAR(" + column + ")" : "CAST(EXTRACT(YEAR FROM " + column + ") AS INTEGER)";
        String month = derby ? "MONTH(" + column + ")" : "CAST(EXTRACT(MONTH FROM " + column + ") AS INTEGER)";
        return each == Granularity.YEAR ? year : year + " * 100 + " + month;
    }
}
