package org.gallra.register;

import java.sql.Connection;
import java.sql.SQLException;
import org.gallra.api.ledger.ErasureLedger;

/** What the ledger is told of one try to do a batch: before the transaction is committed, and after it. */
final class Intent implements AutoCloseable {

    private final ErasureLedger ledger;
    private long entry;
    private boolean committed;

    Intent(ErasureLedger ledger) {
        this.ledger = ledger;
    }

    /** Writes down what is about to be committed; returns the number of the entry. */
    long write(Connection connection, ErasureLedger.Batch batch) throws SQLException {
        entry = ledger.intend(connection, batch);
        return entry;
    }

    /** Says that the transaction was committed. */
    void committed() {
        committed = true;
        if (entry > 0) {
            ledger.committed(entry);
        }
    }

    /** Lets the ledger find out what became of a transaction that ended otherwise. */
    @Override
    public void close() {
        if (entry > 0 && !committed) {
            ledger.ended(entry);
        }
    }
}
