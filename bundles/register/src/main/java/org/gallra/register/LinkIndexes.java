package org.gallra.register;

import java.util.function.Consumer;
import org.gallra.api.personaldata.LinkDeclaration;
import org.gallra.api.personaldata.RecordDeclaration;

/** Checks that rows are found by every link through an index: without one, each act reads the whole table. */
final class LinkIndexes {

    private final Tables tables;
    private final Consumer<Finding> findings;

    LinkIndexes(Tables tables, Consumer<Finding> findings) {
        this.tables = tables;
        this.findings = findings;
    }

    void check(RecordDeclaration record) {
        for (LinkDeclaration link : record.links()) {
            if (link.table() == null || link.row() == null) {
                check(record.table(), link.column());
            } else {
                check(link.table(), link.column());
                check(link.table(), link.row());
            }
        }
    }

    private void check(String table, String column) {
        if (tables.columns(table).containsKey(column) && !tables.indexed(table, column)) {
            findings.accept(new Finding(
                    Finding.Rule.INDEXES,
                    "Kopplingen " + table + "." + column + " saknar index: lägg till <createIndex tableName=\"" + table
                            + "\"> med kolumnen först i ändringsloggen",
                    "The link " + table + "." + column + " has no index: add <createIndex tableName=\"" + table
                            + "\"> with the column first to the changelog"));
        }
    }
}
