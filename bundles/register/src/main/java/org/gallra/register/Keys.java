package org.gallra.register;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.gallra.api.ledger.ErasureLedger.Batch;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.personaldata.RecordDeclaration;

/** The keys that a restored database will give: none that the ledger knows. */
final class Keys {

    private Keys() {}

    /** Lets contacts and companies that are entered from now on have keys above all that the batches name. */
    static void reserve(Database database, View view, List<Batch> batches) {
        long contacts = highest(batches, Batch::contacts);
        long companies = highest(batches, Batch::companies);
        database.inNewTransaction(connection -> {
            beyond(connection, database.kind(), view.contacts(), contacts);
            RecordDeclaration firms = view.usable().get(View.COMPANIES);
            if (firms != null) {
                beyond(connection, database.kind(), firms, companies);
            }
            return true;
        });
    }

    private static long highest(List<Batch> batches, Function<Batch, List<Long>> keys) {
        return batches.stream()
                .flatMap(b -> keys.apply(b).stream())
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
    }

    private static void beyond(Connection connection, Database.Kind kind, RecordDeclaration record, long highest)
            throws SQLException {
        if (kind == Database.Kind.POSTGRESQL) {
            Sql.list(
                    connection,
                    SqlFragment.of(
                            "SELECT setval(s.name, ?) FROM (SELECT pg_get_serial_sequence(?, ?) AS name) s, pg_sequences q"
                                    + " WHERE s.name = q.schemaname || '.' || q.sequencename AND COALESCE(q.last_value, 0) < ?",
                            highest,
                            record.table(),
                            record.key(),
                            highest),
                    row -> row.getLong(1));
            return;
        }
        String table = record.table().toUpperCase(Locale.ROOT);
        long next = Sql.number(
                connection,
                SqlFragment.of("VALUES SYSCS_UTIL.SYSCS_PEEK_AT_IDENTITY(CURRENT SCHEMA, '" + table + "')"));
        if (next <= highest) {
            Sql.update(
                    connection,
                    SqlFragment.of("ALTER TABLE " + record.table() + " ALTER COLUMN " + record.key() + " RESTART WITH "
                            + (highest + 1)));
        }
    }
}
