package org.gallra.api.personaldata;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.persistence.SqlFragment;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The register: every bundle's declaration, whether it holds true, and the way to the rows, also of bundles that are gone.
 * Checks no rights; the services on top of it do. Thread-safe.
 */
@ProviderType
public interface PersonalDataRegister {

    /**
     * One row that concerns a person.
     *
     * @param values by field id, in the order of declaration, fields that are withheld left out; values are String, Long,
     *     BigDecimal, Boolean, LocalDate, LocalTime, Instant, UUID, byte[] or null
     * @param company the key of the company that the row names, or null
     * @param otherContacts the keys of other contacts that share the row, in no order
     */
    @ProviderType
    record Row(
            Map<String, @Nullable Object> values, @Nullable Long company, List<Long> otherContacts) {

        /** Returns the field ids only. */
        @Override
        public String toString() {
            return "Row" + values.keySet();
        }
    }

    /** Returns what is known now. */
    RegisterSnapshot snapshot();

    /**
     * Reads all rows of a record that concern a contact, ordered by key, as a cursor: constant memory. Runs in the current
     * transaction; at most two statements.
     *
     * @return how many rows there were
     */
    long read(RecordDeclaration record, long contactKey, Consumer<Row> rows);

    /**
     * Reads all items of a store that concern a contact; their values are by field id. At most 100,000 items and 30
     * seconds.
     *
     * @return how many items there were
     * @throws GallraException {@code UNAVAILABLE} if the store is not there, fails, or answers nonsense; the text says which
     */
    long read(StoreDeclaration store, long contactKey, Consumer<Row> items);

    /**
     * Returns a query with one column: the keys of the contacts with whom there was contact after an instant and not later
     * than another, by every {@link ContactMoment} of every bundle, departed ones included; a key may come several times. A
     * moment that is a day counts if any part of it lies in between, anywhere on earth.
     *
     * @throws GallraException {@code UNAVAILABLE} naming a record whose moments cannot be read, for then nobody may claim that
     *     there was no contact
     */
    SqlFragment contactMoments(Instant after, Instant through);

    /** Returns the same query for one contact, by indexes: the key comes for each moment. */
    SqlFragment contactMoments(Instant after, Instant through, long contactKey);

    /**
     * Returns the same as a condition on a row of another query, answered by indexes: there was contact with its contact.
     *
     * @param contact the column with the contact's key, with its alias, which is none of {@code r}, {@code j0}, {@code p0}, …; never something
     *     that was entered
     */
    SqlFragment hadContact(Instant after, Instant through, String contact);

    /**
     * Returns the same query for some contacts, which is quick if they are few of all.
     *
     * @param among a query with one column: the keys of those contacts
     */
    SqlFragment contactMoments(Instant after, Instant through, SqlFragment among);

    /**
     * What last counted as contact with a person.
     *
     * @param record the record type's id
     * @param label the record type's name
     * @param day the day on which it was (UTC)
     */
    @ProviderType
    record LastContact(String record, Text label, LocalDate day) {}

    /**
     * Returns what last counted as contact with a person, not later than an instant, by every {@link ContactMoment} of every bundle;
     * empty if nothing ever did.
     *
     * @throws GallraException as {@link #contactMoments}
     */
    Optional<LastContact> lastContact(long contactKey, Instant through);
}
