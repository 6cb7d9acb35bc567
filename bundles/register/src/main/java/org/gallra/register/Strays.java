package org.gallra.register;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gallra.api.personaldata.LinkDeclaration;
import org.gallra.api.personaldata.RecordDeclaration;

/**
 * Finds tables that lead to people although no bundle made or declared them: made by hand, or by a bundle outside its
 * changelog. They belong to the bundle whose tables have the same prefix, or to the database itself.
 */
final class Strays {

    /** Stands for tables that belong to no bundle; no bundle can have this name. */
    static final String DATABASE = "(database)";

    private Strays() {}

    /** Returns what is found, by the bundle that it is held against. */
    static Map<String, List<Finding>> find(Collection<Declared> bundles, Tables tables) {
        Set<String> known = new HashSet<>();
        Map<String, Set<String>> owners = new TreeMap<>();
        for (Declared bundle : bundles) {
            for (String table : all(bundle)) {
                known.add(table);
                owners.computeIfAbsent(prefix(table), p -> new TreeSet<>()).add(bundle.bundle());
            }
        }
        Map<String, List<Finding>> found = new TreeMap<>();
        for (String table : new TreeSet<>(tables.names())) {
            List<String> ways = tables.columns(table).keySet().stream()
                    .filter(c -> tables.leadsToPeople(table, c))
                    .toList();
            if (!known.contains(table) && !ways.isEmpty()) {
                Set<String> likely = owners.getOrDefault(prefix(table), Set.of());
                String owner = likely.size() == 1 ? likely.iterator().next() : DATABASE;
                found.computeIfAbsent(owner, o -> new ArrayList<>()).add(finding(table, String.join(", ", ways)));
            }
        }
        return found;
    }

    private static Finding finding(String table, String ways) {
        return new Finding(
                Finding.Rule.ACCOUNTS,
                "Tabellen " + table + " leder till kontakter eller företag (" + ways
                        + ") men inget tillägg redovisar den: skapa den i tilläggets ändringslogg och deklarera den med"
                        + " @PersonalRecord, eller ta bort den",
                "The table " + table + " leads to contacts or companies (" + ways
                        + ") but no bundle accounts for it: make it in the bundle's changelog and declare it with"
                        + " @PersonalRecord, or drop it");
    }

    private static Set<String> all(Declared bundle) {
        Set<String> all = new TreeSet<>();
        if (bundle.tables() != null) {
            all.addAll(bundle.tables());
        }
        for (RecordDeclaration record : bundle.records()) {
            all.add(record.table());
            for (LinkDeclaration link : record.links()) {
                if (link.table() != null) {
                    all.add(link.table());
                }
            }
        }
        bundle.plain().forEach(p -> all.add(p.table()));
        return all;
    }

    private static String prefix(String table) {
        int end = table.indexOf('_');
        return end < 0 ? table : table.substring(0, end);
    }
}
