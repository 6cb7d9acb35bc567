package org.gallra.register;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.gallra.api.Text;
import org.gallra.api.personaldata.LinkDeclaration;
import org.gallra.api.personaldata.RecordDeclaration;
import org.gallra.api.personaldata.StoreDeclaration;
import org.jspecify.annotations.Nullable;

/**
 * What one bundle says, before anything is compared with the database.
 *
 * @param bundle its symbolic name
 * @param version its version
 * @param name its name
 * @param nothing why it holds nothing, or null if it does not say so
 * @param records the records it declares
 * @param stores the stores it declares beside tables
 * @param plain the tables it says to hold nothing personal
 * @param changelog the path of its changelog, or null if it has none
 * @param tables the tables that its changelog makes; null until it has run
 * @param changes what this version declares otherwise than the one before
 * @param problems what is wrong with the declaration itself
 */
record Declared(
        String bundle,
        String version,
        Text name,
        @Nullable Text nothing,
        List<RecordDeclaration> records,
        List<Store> stores,
        List<Plain> plain,
        @Nullable String changelog,
        @Nullable Set<String> tables,
        List<Text> changes,
        List<Finding> problems) {

    /** Reads what earlier versions kept, too: they knew neither stores nor changes. */
    Declared {
        stores = Objects.requireNonNullElse(stores, List.of());
        changes = Objects.requireNonNullElse(changes, List.of());
    }

    /**
     * A store beside tables.
     *
     * @param declaration what is declared
     * @param type the name of the class that is registered as its service
     */
    record Store(StoreDeclaration declaration, String type) {

        String id() {
            return declaration.id();
        }
    }

    /**
     * A table of which every column is said to be not personal.
     *
     * @param table its name
     * @param columns its columns
     */
    record Plain(String table, Set<String> columns) {}

    Declared with(@Nullable Set<String> made) {
        return new Declared(bundle, version, name, nothing, records, stores, plain, changelog, made, changes, problems);
    }

    /** Returns the ids of its records and stores. */
    List<String> ids() {
        return Stream.concat(
                        records.stream().map(RecordDeclaration::id),
                        stores.stream().map(Store::id))
                .toList();
    }

    /** Returns it without the records and stores whose ids are another bundle's. */
    Declared owning(Map<String, String> owners) {
        return new Declared(
                bundle,
                version,
                name,
                nothing,
                records.stream().filter(r -> bundle.equals(owners.get(r.id()))).toList(),
                stores.stream().filter(s -> bundle.equals(owners.get(s.id()))).toList(),
                plain,
                changelog,
                tables,
                changes,
                problems);
    }

    /** Returns the tables that it makes or declares, join tables included. */
    Set<String> claimed() {
        Set<String> claimed = new HashSet<>(Objects.requireNonNullElse(tables, Set.of()));
        plain.forEach(p -> claimed.add(p.table()));
        records.forEach(r -> {
            claimed.add(r.table());
            r.links().stream()
                    .map(LinkDeclaration::table)
                    .filter(Objects::nonNull)
                    .forEach(claimed::add);
        });
        return claimed;
    }

    /** Tells whether it has a changelog. */
    boolean migrates() {
        return changelog != null;
    }

    /** Tells whether its tables are known, so that what it says can be compared and kept. */
    boolean settled() {
        return changelog == null || tables != null;
    }

    /** Takes over records of the version before that this one no longer names, for their rows are still there. */
    Declared after(Declared before) {
        List<RecordDeclaration> all = new ArrayList<>(records);
        for (RecordDeclaration old : before.records()) {
            boolean replaced = records.stream()
                    .anyMatch(r -> r.id().equals(old.id()) || r.table().equals(old.table()));
            if (!replaced && plain.stream().noneMatch(p -> p.table().equals(old.table()))) {
                all.add(old);
            }
        }
        List<Text> changed =
                version.equals(before.version) && all.equals(before.records) && stores.equals(before.stores)
                        ? before.changes
                        : Changes.between(before, this);
        return new Declared(
                bundle,
                version,
                name,
                nothing,
                List.copyOf(all),
                stores,
                plain,
                changelog,
                tables,
                settled() ? changed : before.changes,
                problems);
    }
}
