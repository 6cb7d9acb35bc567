package org.gallra.register;

import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gallra.api.Text;
import org.gallra.api.erasure.ResidueReport;
import org.gallra.api.ledger.ErasureLedger;

/** Writes nothing down: for databases of tests, which nobody restores. The product never uses it. */
final class NoLedger implements ErasureLedger {

    @Override
    public void requireReady() {}

    @Override
    public long intend(Connection connection, Batch batch) {
        return 1;
    }

    @Override
    public void committed(long entry) {}

    @Override
    public void ended(long entry) {}

    @Override
    public long done(Connection connection, Done done) {
        return 1;
    }

    @Override
    public Optional<Done> find(UUID plan) {
        return Optional.empty();
    }

    @Override
    public boolean behind() {
        return false;
    }

    @Override
    public Optional<Text> problem() {
        return Optional.empty();
    }

    @Override
    public List<Batch> unsettled() {
        return List.of();
    }

    @Override
    public void settle(long entry, boolean committed) {}

    @Override
    public long applied() {
        return 0;
    }

    @Override
    public long head() {
        return 0;
    }

    @Override
    public List<Batch> batches(long after) {
        return List.of();
    }

    @Override
    public long replayed(Connection connection, Batch batch, long rows) {
        return 1;
    }

    @Override
    public long paid(Connection connection, String record, long after, long through, long rows) {
        return 1;
    }

    @Override
    public long probed(Connection connection, UUID plan, ResidueReport found) {
        return 1;
    }

    @Override
    public void caughtUp(Connection connection) {}

    @Override
    public void served() {}
}
