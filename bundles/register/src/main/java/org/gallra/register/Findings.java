package org.gallra.register;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gallra.api.Text;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.erasure.ResidueReport;
import org.gallra.api.erasure.ResidueReport.Place;
import org.gallra.api.erasure.ResidueReport.Standing;
import org.gallra.api.personaldata.FieldDeclaration;
import org.gallra.api.personaldata.FieldKind;
import org.gallra.api.personaldata.RecordDeclaration;
import org.gallra.api.personaldata.Strategy;
import org.jspecify.annotations.Nullable;

/** What a search found of the people of one act: where, how often, and what that means. Not thread-safe. */
final class Findings {

    /** Findings of one identifier in one place. */
    private static final class Count {

        private long findings;
        private long lastRow = -1;
    }

    private final Known known;
    private final Map<Spot, Map<Long, Count>> counts = new HashMap<>();
    private final Numbers shared = new Numbers();

    Findings(Known known) {
        this.known = known;
    }

    /**
     * Where values stand.
     *
     * @param name as shown: a table and its column, or a file
     * @param table the table, or null for a file
     * @param field what is declared of the column, or null
     * @param sharing whether another person or company that has a value here shares it
     */
    record Spot(
            String name,
            @Nullable RecordDeclaration table,
            @Nullable FieldDeclaration field,
            boolean file,
            boolean sharing) {

        private boolean companies() {
            return table != null && table.isCompany();
        }
    }

    /** Takes an identifier that stands in a row: once however often it stands there. */
    void take(Spot spot, long row, long identifier, boolean others) {
        if (spot.sharing() && others) {
            shared.add(identifier);
            return;
        }
        Count count = counts.computeIfAbsent(spot, s -> new HashMap<>()).computeIfAbsent(identifier, i -> new Count());
        if (count.lastRow != row) {
            count.lastRow = row;
            count.findings++;
        }
    }

    Known known() {
        return known;
    }

    ResidueReport report(int columns, int files, List<Text> skipped, Instant now) {
        Map<String, Place> places = new TreeMap<>();
        counts.forEach((spot, identifiers) -> identifiers.forEach((identifier, count) -> {
            Standing standing = standing(spot, identifier);
            FieldDeclaration field = spot.field();
            Text ground = standing == Standing.KEPT && field != null ? field.ground() : null;
            places.merge(
                    spot.name() + ' ' + standing,
                    new Place(spot.name(), count.findings, standing, ground),
                    (one, other) -> new Place(one.place(), one.count() + other.count(), standing, ground));
        }));
        List<Text> missing = new ArrayList<>(skipped);
        long unknown = known.people() - known.probed();
        if (unknown > 0) {
            missing.add(unknown(unknown));
        }
        List<Place> found = places.values().stream()
                .sorted(Comparator.comparing((Place p) -> !p.standing().residue())
                        .thenComparing(Place::place)
                        .thenComparing(Place::standing))
                .toList();
        return new ResidueReport(
                ResidueReport.State.DONE,
                known.people(),
                known.probed(),
                known.identifiers(),
                columns,
                files,
                found.stream()
                        .filter(p -> p.standing().residue())
                        .mapToLong(Place::count)
                        .sum(),
                found,
                missing,
                false,
                now,
                0);
    }

    /** Says that so many people's identifiers are lost. */
    static Text unknown(long people) {
        return new Text(
                people
                        + " personers uppgifter kunde inte eftersökas: servern startades om innan sökningen, och de fanns bara"
                        + " i minnet.",
                "What identified " + people
                        + " people could not be searched for: the server was started anew before the search,"
                        + " and it was kept in memory only.");
    }

    private Standing standing(Spot spot, long identifier) {
        if (spot.file()) {
            return shared.contains(identifier) ? Standing.SHARED : Standing.FILE;
        }
        FieldDeclaration field = spot.field();
        if (field != null && field.strategy() == Strategy.KEEP) {
            // that it is about the company is no ground for a person's name in its notes
            return field.kind() == FieldKind.FREE_TEXT && spot.companies() ? Standing.DECLARED : Standing.KEPT;
        }
        if (field != null
                && known.action() == ErasureAction.ANONYMIZE
                && !known.fields().contains(field.id())) {
            return Standing.NOT_CHOSEN;
        }
        if (shared.contains(identifier)) {
            return Standing.SHARED;
        }
        return field == null ? Standing.UNDECLARED : Standing.DECLARED;
    }
}
