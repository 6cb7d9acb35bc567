package org.gallra.api.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.erasure.ResidueReport;
import org.gallra.api.erasure.StatisticProof;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What the engine writes down before it erases, and reads after a restore (DESIGN.md 6).
 *
 * <p>An entry is on the disk when the method that writes it returns, before the caller's transaction is committed. The
 * database keeps in that same transaction how far it has come, so that an older copy of it is known as such. Checks no
 * rights: it is for the engine; people ask {@link LedgerService}. Thread-safe.
 */
@ProviderType
public interface ErasureLedger {

    /**
     * One batch of an act: what is done to whom. Holds internal keys and no personal data.
     *
     * @param entry its number in the ledger, from 1; 0 as long as it is not written
     * @param time when it was written (UTC)
     * @param plan the plan's id
     * @param action anonymize or delete
     * @param digest the plan's digest
     * @param number which batch of the plan it is, from 1
     * @param fields the ids of the fields and stores that are anonymized; empty when deleting
     * @param withCompanies whether the plan is about companies
     * @param contacts the keys of the contacts, ascending
     * @param companies the keys of the companies that go in this batch, ascending
     */
    @ProviderType
    record Batch(
            long entry,
            Instant time,
            UUID plan,
            ErasureAction action,
            String digest,
            int number,
            Set<String> fields,
            boolean withCompanies,
            List<Long> contacts,
            List<Long> companies) {

        /** Copies the collections. */
        public Batch {
            fields = java.util.Collections.unmodifiableSet(new java.util.TreeSet<>(fields));
            contacts = List.copyOf(contacts);
            companies = List.copyOf(companies);
        }
    }

    /**
     * The end of an act.
     *
     * @param entry its number in the ledger; 0 as long as it is not written
     * @param receipt the receipt's id
     * @param plan the plan's id
     * @param action anonymize or delete
     * @param digest the plan's digest
     * @param contacts how many contacts were covered
     * @param companies how many companies were covered
     * @param rows how many rows were changed or deleted
     * @param excluded how many people were left out because a blocker held them
     * @param complete whether the receipt says that nothing is missing
     * @param statistics what became of the figures that reports draw; written, but not given back by {@link #find}
     */
    @ProviderType
    record Done(
            long entry,
            UUID receipt,
            UUID plan,
            ErasureAction action,
            String digest,
            long contacts,
            long companies,
            long rows,
            long excluded,
            boolean complete,
            List<StatisticProof> statistics) {

        /** Copies the list. */
        public Done {
            statistics = List.copyOf(statistics);
        }
    }

    /**
     * Does nothing if an act can be written down now.
     *
     * @throws GallraException {@code UNAVAILABLE}, with what is wrong and what to do
     */
    void requireReady();

    /**
     * Writes down what the transaction of the connection is about to commit, and in the transaction that it is done.
     *
     * @return the number of the entry; to be given to {@link #committed} or {@link #ended} after the transaction
     * @throws GallraException {@code UNAVAILABLE} if it cannot be written; the transaction must not be committed then
     */
    long intend(Connection connection, Batch batch) throws SQLException;

    /** Writes down that the transaction of the batch was committed; a failure is made up for later. */
    void committed(long entry);

    /** Asks the database whether the transaction of the batch was committed, and writes it down. */
    void ended(long entry);

    /**
     * Writes down the end of an act, as {@link #intend}.
     *
     * @throws GallraException {@code UNAVAILABLE} as there
     */
    long done(Connection connection, Done done) throws SQLException;

    /** Returns the end of the plan's act, if it was written down. */
    Optional<Done> find(UUID plan);

    /** Tells whether the database is older than the ledger, or may be: then nobody may be served yet. */
    boolean behind();

    /** Returns why no act can be written down now; empty if one can, or could as soon as the database has caught up. */
    Optional<Text> problem();

    /**
     * Returns the batches of which nobody knows whether they were committed, in order: a crash came between.
     *
     * @throws GallraException {@code UNAVAILABLE} if the ledger is not in order
     */
    List<Batch> unsettled();

    /** Says of an unsettled batch whether it was committed. */
    void settle(long entry, boolean committed);

    /** Returns the number of the last entry that the database has seen. */
    long applied();

    /** Returns the number of the last entry; 0 if there is none or it cannot be read. */
    long head();

    /**
     * Returns all committed batches after an entry, in order.
     *
     * @throws GallraException {@code UNAVAILABLE} if the ledger is not in order
     */
    List<Batch> batches(long after);

    /** Writes down that a batch is done again, as {@link #intend}; {@link #applied} becomes its number. */
    long replayed(Connection connection, Batch batch, long rows) throws SQLException;

    /**
     * Writes down that a record type was treated that was not there at the time, as {@link #intend}.
     *
     * @param after the number of the entry after which batches were applied to it
     * @param through the number of the last entry that was applied
     */
    long paid(Connection connection, String record, long after, long through, long rows) throws SQLException;

    /**
     * Writes down what the search for residue found after the act of a plan, as {@link #intend}; a later search adds another
     * entry.
     */
    long probed(Connection connection, UUID plan, ResidueReport found) throws SQLException;

    /** Says in the transaction of the connection that the database has caught up with the whole ledger. */
    void caughtUp(Connection connection) throws SQLException;

    /** Says that the transaction of {@link #caughtUp} was committed. */
    void served();
}
