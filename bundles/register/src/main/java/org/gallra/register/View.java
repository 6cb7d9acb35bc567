package org.gallra.register;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gallra.api.personaldata.LinkDeclaration;
import org.gallra.api.personaldata.RecordDeclaration;
import org.gallra.api.personaldata.RegisterSnapshot;

/**
 * The register at one moment, with what statements need to know of the tables.
 *
 * @param snapshot what everybody may see
 * @param usable the records whose tables are as declared, by id, in the order of the snapshot
 * @param stores the stores, by id, in the order of the snapshot
 * @param tables the tables
 * @param findings what keeps bundles from accounting for their data, by bundle
 */
record View(
        RegisterSnapshot snapshot,
        Map<String, RecordDeclaration> usable,
        Map<String, Declared.Store> stores,
        Tables tables,
        Map<String, List<Finding>> findings) {

    static final String CONTACTS = "contact.contact";
    static final String COMPANIES = "contact.company";

    Tables.Column column(String table, String column) {
        Tables.Column found = tables.columns(table).get(column);
        if (found == null) {
            throw new IllegalStateException("The register knows no column " + table + "." + column);
        }
        return found;
    }

    Optional<RecordDeclaration> record(String id) {
        return Optional.ofNullable(usable.get(id));
    }

    /** Returns the record whose rows are the contacts; a bundle's table with the contact's key as its own is none. */
    RecordDeclaration contacts() {
        return record(CONTACTS)
                .filter(RecordDeclaration::isContact)
                .orElseThrow(() -> new IllegalStateException("No bundle declares the contacts"));
    }

    /** Orders records so that parts come before what they are a part of, and the people come last. */
    List<RecordDeclaration> partsFirst() {
        return usable.values().stream()
                .sorted(java.util.Comparator.comparingInt(
                                (RecordDeclaration r) -> r.id().equals(COMPANIES) ? 2 : r.id().equals(CONTACTS) ? 1 : 0)
                        .thenComparing(
                                java.util.Comparator.comparingInt(this::depth).reversed()))
                .toList();
    }

    private int depth(RecordDeclaration record) {
        int depth = 0;
        RecordDeclaration at = record;
        while (depth < Reach.MAX_DEPTH) {
            String parent = at.links().stream()
                    .filter(l -> l.kind() == LinkDeclaration.Kind.PARENT)
                    .map(LinkDeclaration::parent)
                    .findFirst()
                    .orElse(null);
            RecordDeclaration next = parent == null ? null : usable.get(parent);
            if (next == null) {
                return depth;
            }
            at = next;
            depth++;
        }
        return depth;
    }
}
