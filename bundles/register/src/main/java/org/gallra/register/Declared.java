package org.gallra.register;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.gallra.api.Text;
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
 * @param migrates whether it has a changelog
 * @param tables the tables that its changelog makes; null until it has run
 * @param problems what is wrong with the declaration itself
 */
record Declared(
        String bundle,
        String version,
        Text name,
        @Nullable Text nothing,
        List<RecordDeclaration> records,
        List<StoreDeclaration> stores,
        List<Plain> plain,
        boolean migrates,
        @Nullable Set<String> tables,
        List<Text> problems) {

    /** Reads what earlier versions kept, too: they knew no stores. */
    Declared {
        stores = Objects.requireNonNullElse(stores, List.of());
    }

    /**
     * A table of which every column is said to be not personal.
     *
     * @param table its name
     * @param columns its columns
     */
    record Plain(String table, Set<String> columns) {}

    Declared with(@Nullable Set<String> made) {
        return new Declared(bundle, version, name, nothing, records, stores, plain, migrates, made, problems);
    }

    /** Takes over records of an earlier version that this one no longer names: their rows are still there. */
    Declared keeping(List<RecordDeclaration> earlier) {
        List<RecordDeclaration> all = new ArrayList<>(records);
        for (RecordDeclaration old : earlier) {
            boolean replaced = records.stream()
                    .anyMatch(r -> r.id().equals(old.id()) || r.table().equals(old.table()));
            if (!replaced && plain.stream().noneMatch(p -> p.table().equals(old.table()))) {
                all.add(old);
            }
        }
        return new Declared(
                bundle, version, name, nothing, List.copyOf(all), stores, plain, migrates, tables, problems);
    }
}
