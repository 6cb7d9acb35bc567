package org.gallra.api.suppression;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The list against re-creation (PRIVACY.md e15): keyed hashes of the addresses and numbers of people who were erased.
 *
 * <p>The engine adds to it in the transaction of each batch, and whoever creates people asks it. Nobody can be read from it;
 * without its key, which lies in a file outside the database, nobody can be looked for either. Spellings do not matter: case,
 * a part after {@code +} and the dots of Gmail in addresses; spaces, hyphens and the country in numbers. Checks no rights but
 * where it says so: it is for the engine and for services. Thread-safe.
 */
@ProviderType
public interface SuppressionList {

    /**
     * Does nothing if erased people can be added now, or if the list is switched off.
     *
     * @throws GallraException {@code UNAVAILABLE}, with what is wrong and what to do
     */
    void requireReady();

    /** Returns why nobody can be added or recognized now; empty if the list is in order or switched off. */
    Optional<Text> problem();

    /** What erased people had, on its way to the list. */
    @ProviderType
    interface Addition {

        /**
         * Writes it in the transaction of the connection: one statement on PostgreSQL, JDBC batches on Derby. Waits until the hashes are made.
         *
         * @throws SQLException if it cannot be written; the transaction must not be committed then
         */
        void write(Connection connection) throws SQLException;
    }

    /**
     * Begins to hash what erased people had, on a thread of its own: a run has its other statements carried out meanwhile. Values that are no
     * address or number are left out. Twice is the same as once. Nothing is on the list before {@link Addition#write}.
     *
     * @param day when they were erased (UTC)
     * @throws GallraException {@code UNAVAILABLE} as {@link #requireReady}; the transaction must not be committed then
     */
    Addition prepare(Collection<Identifier> erased, LocalDate day);

    /**
     * Returns those that erased people had, in the current transaction; none if the list is switched off or not in order.
     *
     * @param entered what somebody enters
     * @param own what the person has already and may keep, in any spelling
     */
    Set<Identifier> recognized(Collection<Identifier> entered, Collection<Identifier> own);

    /**
     * Lets in what was recognized, in the current transaction: notes the reason, the day and the caller, and takes the
     * identifiers off the list. Needs {@link Permission#ADMINISTER}.
     *
     * @param recognized what {@link #recognized} returned; if it is empty nothing is done and nothing needed
     * @param reason why, or null
     * @throws GallraException {@code ERASED_PERSON} without a reason, or if the settings allow none; {@code FORBIDDEN}
     */
    void admit(Collection<Identifier> recognized, @Nullable Readmission reason);
}
