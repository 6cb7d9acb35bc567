package org.gallra.residue;

import org.gallra.api.Text;

/** What a step does. */
enum Job {
    /** Derby: the table and its indexes are written anew. */
    COMPRESS(new Text("Tabellen och dess index skrivs om", "The table and its indexes are written anew")),
    /** Derby: the log goes on in a new file. */
    LOG(new Text("Databasens logg byter fil", "The log of the database goes on in a new file")),
    /** PostgreSQL: statistics are made of the rows that are left. */
    ANALYZE(new Text(
            "Statistiken görs om av de rader som finns", "Statistics are made anew of the rows that are left")),
    /** PostgreSQL: the table and its indexes are written anew. */
    REWRITE(new Text("Tabellen och dess index skrivs om", "The table and its indexes are written anew")),
    /** PostgreSQL: old rows of the catalogs of statistics go. */
    STATISTICS(new Text(
            "Gamla rader i databasens statistik tas bort", "Old rows of the database's statistics are removed")),
    /** PostgreSQL: the log goes on in a new file. */
    WAL(new Text("Databasens logg (WAL) byter fil", "The log of the database (WAL) goes on in a new file")),
    /** Files that are no longer needed are removed. */
    CHECKPOINT(new Text("Gamla loggfiler tas bort (checkpoint)", "Old files of the log are removed (checkpoint)"));

    private final Text label;

    Job(Text label) {
        this.label = label;
    }

    Text label() {
        return label;
    }
}
