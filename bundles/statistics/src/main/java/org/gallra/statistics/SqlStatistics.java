package org.gallra.statistics;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.YearMonth;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Permission;
import org.gallra.api.contact.ContactDirectory;
import org.gallra.api.freefield.FreeFieldOwner;
import org.gallra.api.freefield.FreeFields;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.Rows;
import org.gallra.api.personaldata.Contributor;
import org.gallra.api.personaldata.FieldDeclaration;
import org.gallra.api.personaldata.PersonalDataRegister;
import org.gallra.api.personaldata.RecordDeclaration;
import org.gallra.api.personaldata.RegisterSnapshot;
import org.gallra.api.personaldata.StatisticDeclaration;
import org.gallra.api.statistic.StatisticService;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Draws figures by one statement over the rows, or two if there are very many groups. */
@Component(service = StatisticService.class)
public final class SqlStatistics implements StatisticService {

    private static final Text NONE = new Text("(saknas)", "(none)");
    private static final Locale SWEDISH = Locale.forLanguageTag("sv");

    private final PersonalDataRegister register;
    private final Database database;
    private final ContactDirectory directory;
    private final AccessControl access;
    private final Words words;
    private final Clock clock = Clock.systemUTC();

    /** Optional: without it nothing can be split by free fields. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable FreeFields fields;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile List<FreeFieldOwner> owners = List.of();

    /** Takes the services. */
    @Activate
    public SqlStatistics(
            @Reference PersonalDataRegister register,
            @Reference Database database,
            @Reference ContactDirectory directory,
            @Reference AccessControl access,
            @Reference Words words) {
        this.register = register;
        this.database = database;
        this.directory = directory;
        this.access = access;
        this.words = words;
    }

    @Override
    public List<Report> reports() {
        access.require(Permission.READ);
        return drawings().stream().map(d -> d.report(CompanyBy.COMPANY)).toList();
    }

    private List<Drawing> drawings() {
        RegisterSnapshot snapshot = register.snapshot();
        return snapshot.contributors().stream()
                .filter(c -> c.accounting() == Contributor.Accounting.COMPLETE)
                .flatMap(c -> c.records().stream())
                .flatMap(r -> r.statistics().stream().map(s -> new Drawing(snapshot, r, s, splits(r), null)))
                .toList();
    }

    @Override
    public Answer read(Query query) {
        access.require(Permission.READ);
        Drawing drawing = drawings().stream()
                .filter(d -> d.statistic().id().equals(query.id()))
                .findFirst()
                .orElseThrow(() -> new GallraException(
                        GallraException.Code.NOT_FOUND,
                        new Text(
                                "Statistiken finns inte. Tillägget kan ha tagits bort.",
                                "There is no such report. Its bundle may have been removed.")));
        return read(query.field() == null ? drawing : drawing.by(split(drawing, query.field())), query);
    }

    /** Returns the free fields of the rows of a record type by which they can be told apart. */
    private List<Split> splits(RecordDeclaration record) {
        FreeFields service = fields;
        return service == null
                ? List.of()
                : owners.stream()
                        .filter(owner -> owner.recordTable().equals(record.table()))
                        .flatMap(owner -> service.fields(owner).stream()
                                .filter(Split::fits)
                                .map(field -> new Split(service, owner, field)))
                        .toList();
    }

    private static Split split(Drawing drawing, String key) {
        return drawing.fields().stream()
                .filter(s -> s.field().key().equals(key))
                .findFirst()
                .orElseThrow(() -> GallraException.invalid(
                        "field",
                        new Text(
                                "Det finns inget fritt fält med det namnet att dela upp på.",
                                "There is no free field of that name to split by.")));
    }

    private Answer read(Drawing drawing, Query query) {
        YearMonth from = query.from();
        YearMonth through = query.through();
        if (from != null && through != null && from.isAfter(through)) {
            throw GallraException.invalid(
                    "from",
                    new Text(
                            "Första månaden ligger efter den sista. Byt plats på dem.",
                            "The first month lies behind the last. Swap them."));
        }
        return database.read(connection -> {
            List<Group> groups = Rows.list(
                    connection,
                    drawing.groups(database.kind(), query, directory, MOST + 1),
                    row -> group(row, drawing.statistic().by().size()));
            boolean more = groups.size() > MOST;
            List<Total> totals = more
                    ? Rows.list(
                                    connection,
                                    drawing.totals(database.kind(), query, directory),
                                    row -> group(row, drawing.unit() < 0 ? 0 : 1))
                            .stream()
                            .map(g -> total(
                                    drawing,
                                    g.values().isEmpty() ? null : g.values().get(0),
                                    List.of(g)))
                            .sorted(Comparator.comparing(t -> Objects.requireNonNullElse(t.unit(), "")))
                            .toList()
                    : totals(drawing, groups);
            List<Group> shown = more ? groups.subList(0, MOST) : groups;
            return new Answer(
                    drawing.report(query.company()), lines(drawing, query, shown), totals, more, clock.instant());
        });
    }

    /** A group as the database gives it. */
    private record Group(List<@Nullable String> values, long rows, BigDecimal sum, long anonymized) {}

    private static Group group(ResultSet row, int columns) throws SQLException {
        List<@Nullable String> values = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
            values.add(row.getString(i));
        }
        return new Group(
                values,
                row.getLong("n"),
                Objects.requireNonNullElse(row.getBigDecimal("v"), BigDecimal.ZERO),
                row.getLong("a"));
    }

    private static List<Total> totals(Drawing drawing, List<Group> groups) {
        int unit = drawing.unit();
        if (unit < 0) {
            return List.of(total(drawing, null, groups));
        }
        Map<String, List<Group>> byUnit = new TreeMap<>();
        groups.forEach(g -> byUnit.computeIfAbsent(
                        Objects.requireNonNullElse(g.values().get(unit), ""), k -> new ArrayList<>())
                .add(g));
        return byUnit.entrySet().stream()
                .map(e -> total(drawing, e.getKey(), e.getValue()))
                .toList();
    }

    private static Total total(Drawing drawing, @Nullable String unit, List<Group> groups) {
        return new Total(
                unit,
                groups.stream().mapToLong(Group::rows).sum(),
                groups.stream().mapToLong(Group::anonymized).sum(),
                drawing.statistic().sum() == null
                        ? null
                        : groups.stream().map(Group::sum).reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    private List<Line> lines(Drawing drawing, Query query, List<Group> groups) {
        List<StatisticDeclaration.Group> by = drawing.statistic().by();
        List<Map<String, Value>> known = new ArrayList<>();
        for (int i = 0; i < by.size(); i++) {
            int at = i;
            known.add(values(
                    drawing,
                    query,
                    by.get(i),
                    groups.stream()
                            .map(g -> g.values().get(at))
                            .filter(Objects::nonNull)
                            .distinct()
                            .toList()));
        }
        List<Line> lines = new ArrayList<>();
        for (Group group : groups) {
            List<Value> values = new ArrayList<>();
            for (int i = 0; i < by.size(); i++) {
                String value = group.values().get(i);
                values.add(
                        value == null || value.isBlank()
                                ? new Value(null, NONE)
                                : known.get(i).getOrDefault(value, new Value(null, NONE)));
            }
            boolean small = group.rows() < SMALL && group.anonymized() > 0;
            lines.add(new Line(
                    values,
                    small ? null : group.rows(),
                    small || drawing.statistic().sum() == null ? null : group.sum()));
        }
        int time = drawing.time();
        if (time >= 0) {
            lines.sort(Comparator.comparing(
                    (Line line) -> line.values().get(time).key(), Comparator.nullsFirst(Comparator.naturalOrder())));
        }
        return lines;
    }

    private Map<String, Value> values(
            Drawing drawing, Query query, StatisticDeclaration.Group group, Collection<String> stored) {
        Map<String, Value> values = new HashMap<>();
        switch (drawing.kind(group)) {
            case MONTH -> stored.forEach(v -> values.put(v, month(Integer.parseInt(v))));
            case COMPANY -> {
                if (query.company() == CompanyBy.COMPANY) {
                    List<Long> keys = stored.stream().map(Long::valueOf).toList();
                    directory
                            .companies(keys)
                            .forEach((key, ref) -> values.put(
                                    key.toString(),
                                    new Value(
                                            Objects.toString(ref.company(), null), new Text(ref.name(), ref.name()))));
                } else {
                    stored.forEach(v -> values.put(v, new Value(v, new Text(v, v))));
                }
            }
            case YEAR, UNIT -> stored.forEach(v -> values.put(v, new Value(v, new Text(v, v))));
            case VALUE -> {
                Split split = drawing.split();
                if (split != null && group == Split.GROUP) {
                    stored.forEach(v -> values.put(v, new Value(v, split.words(v))));
                    break;
                }
                FieldDeclaration field = drawing.field(group);
                Map<String, Text> said =
                        field == null ? Map.of() : words.of(drawing.record().id(), field.id(), List.copyOf(stored));
                stored.forEach(v -> values.put(v, new Value(v, said.getOrDefault(v, new Text(v, v)))));
            }
        }
        return values;
    }

    private static Value month(int number) {
        YearMonth month = YearMonth.of(number / 100, number % 100);
        return new Value(month.toString(), new Text(name(month, SWEDISH), name(month, Locale.ENGLISH)));
    }

    private static String name(YearMonth month, Locale language) {
        return month.getMonth().getDisplayName(TextStyle.FULL, language) + " " + month.getYear();
    }
}
