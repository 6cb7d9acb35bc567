package org.gallra.tck;

import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gallra.api.Text;
import org.gallra.api.erasure.ResidueReport;
import org.gallra.api.ledger.ErasureLedger;

/** A ledger in memory, which outlives the database of a check as the product's outlives a backup. */
final class KeptLedger implements ErasureLedger {

    private final List<Batch> batches = new ArrayList<>();
    private final List<Done> ends = new ArrayList<>();
    private long head;

    @Override
    public void requireReady() {}

    @Override
    public synchronized long intend(Connection connection, Batch batch) {
        batches.add(new Batch(
                ++head,
                Instant.now(),
                batch.plan(),
                batch.action(),
                batch.digest(),
                batch.number(),
                batch.fields(),
                batch.withCompanies(),
                batch.contacts(),
                batch.companies()));
        return head;
    }

    @Override
    public void committed(long entry) {}

    @Override
    public void ended(long entry) {}

    @Override
    public synchronized long done(Connection connection, Done done) {
        ends.add(new Done(
                ++head,
                done.receipt(),
                done.plan(),
                done.action(),
                done.digest(),
                done.contacts(),
                done.companies(),
                done.rows(),
                done.excluded(),
                done.complete(),
                done.statistics()));
        return head;
    }

    @Override
    public synchronized Optional<Done> find(UUID plan) {
        return ends.stream().filter(d -> d.plan().equals(plan)).findFirst();
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

    /** The copy has seen nothing. */
    @Override
    public long applied() {
        return 0;
    }

    @Override
    public synchronized long head() {
        return head;
    }

    @Override
    public synchronized List<Batch> batches(long after) {
        return batches.stream().filter(b -> b.entry() > after).toList();
    }

    @Override
    public synchronized long replayed(Connection connection, Batch batch, long rows) {
        return ++head;
    }

    @Override
    public synchronized long paid(Connection connection, String record, long after, long through, long rows) {
        return ++head;
    }

    @Override
    public synchronized long probed(Connection connection, UUID plan, ResidueReport found) {
        return ++head;
    }

    @Override
    public void caughtUp(Connection connection) {}

    @Override
    public void served() {}
}
