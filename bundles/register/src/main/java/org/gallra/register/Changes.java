package org.gallra.register;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gallra.api.Text;
import org.gallra.api.personaldata.FieldDeclaration;
import org.gallra.api.personaldata.QuasiIdentifier;
import org.gallra.api.personaldata.RecordDeclaration;
import org.gallra.api.personaldata.StatisticDeclaration;

/** Says in words what a new version of a bundle declares otherwise than the one before. */
final class Changes {

    private final List<Text> found = new ArrayList<>();

    private Changes() {}

    static List<Text> between(Declared before, Declared now) {
        Changes changes = new Changes();
        changes.say(
                !Objects.equals(before.version(), now.version()),
                "Version " + before.version() + " har blivit " + now.version(),
                "Version " + before.version() + " has become " + now.version());
        int version = changes.found.size();
        changes.sets(
                names(before.records(), RecordDeclaration::id),
                names(now.records(), RecordDeclaration::id),
                "Posttypen",
                "The record type");
        changes.sets(
                names(before.stores(), Declared.Store::id),
                names(now.stores(), Declared.Store::id),
                "Lagringen",
                "The store");
        Set<String> old = before.tables() == null ? Set.of() : before.tables();
        Set<String> made = now.tables() == null ? Set.of() : now.tables();
        changes.sets(old, made, "Tabellen", "The table");
        for (RecordDeclaration record : now.records()) {
            before.records().stream().filter(r -> r.id().equals(record.id())).forEach(r -> changes.record(r, record));
        }
        return changes.found.size() == version ? List.of() : List.copyOf(changes.found);
    }

    private void record(RecordDeclaration before, RecordDeclaration now) {
        say(
                !before.table().equals(now.table()),
                now.id() + " ligger i tabellen " + now.table() + " i stället för " + before.table(),
                now.id() + " lies in the table " + now.table() + " instead of " + before.table());
        say(
                !before.links().equals(now.links()),
                now.id() + " leder på andra vägar till sin person",
                now.id() + " leads to its person by other ways");
        sets(
                names(before.fields(), FieldDeclaration::id),
                names(now.fields(), FieldDeclaration::id),
                "Fältet",
                "The field");
        sets(
                names(before.statistics(), StatisticDeclaration::id),
                names(now.statistics(), StatisticDeclaration::id),
                "Statistiken",
                "The statistic");
        sets(
                names(before.quasi(), QuasiIdentifier::id),
                names(now.quasi(), QuasiIdentifier::id),
                "Uppgiften som kan peka ut någon,",
                "What can single somebody out,");
        for (FieldDeclaration field : now.fields()) {
            before.field(field.id()).ifPresent(old -> field(old, field));
        }
    }

    private void field(FieldDeclaration before, FieldDeclaration now) {
        say(
                before.strategy() != now.strategy(),
                now.id() + ": " + now.strategy() + " i stället för " + before.strategy() + " vid anonymisering",
                now.id() + ": " + now.strategy() + " instead of " + before.strategy() + " when anonymized");
        say(
                before.mandatory() && !now.mandatory(),
                now.id() + " anonymiseras inte längre alltid",
                now.id() + " is no longer always anonymized");
        say(
                !before.mandatory() && now.mandatory(),
                now.id() + " anonymiseras nu alltid",
                now.id() + " is now always anonymized");
        say(
                before.keepsRow() != now.keepsRow(),
                now.id()
                        + (now.keepsRow()
                                ? " behåller nu sin rad vid radering"
                                : " behåller inte längre sin rad vid radering"),
                now.id()
                        + (now.keepsRow()
                                ? " now keeps its row in a deletion"
                                : " no longer keeps its row in a deletion"));
        say(
                before.recognition() != now.recognition(),
                now.id() + ": raderade känns igen på annat sätt (" + now.recognition() + ")",
                now.id() + ": erased people are recognized otherwise (" + now.recognition() + ")");
        say(
                before.extract() != now.extract(),
                now.id() + ": " + now.extract() + " i stället för " + before.extract() + " i registerutdraget",
                now.id() + ": " + now.extract() + " instead of " + before.extract() + " in the extract");
        say(
                !before.column().equals(now.column()),
                now.id() + " står i kolumnen " + now.column() + " i stället för " + before.column(),
                now.id() + " stands in the column " + now.column() + " instead of " + before.column());
    }

    private void sets(Set<String> before, Set<String> now, String sv, String en) {
        now.stream()
                .filter(n -> !before.contains(n))
                .forEach(n -> say(true, sv + " " + n + " har tillkommit", en + " " + n + " has come"));
        before.stream()
                .filter(n -> !now.contains(n))
                .forEach(n ->
                        say(true, sv + " " + n + " deklareras inte längre", en + " " + n + " is no longer declared"));
    }

    private static <T> Set<String> names(List<T> all, Function<T, String> name) {
        return all.stream().map(name).collect(Collectors.toCollection(TreeSet::new));
    }

    private void say(boolean differs, String sv, String en) {
        if (differs) {
            found.add(new Text(sv, en));
        }
    }
}
