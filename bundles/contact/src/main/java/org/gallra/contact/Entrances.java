package org.gallra.contact;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.gallra.api.contact.ContactDraft;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.personaldata.Recognition;
import org.gallra.api.suppression.Identifier;
import org.gallra.api.suppression.Readmission;
import org.gallra.api.suppression.SuppressionList;
import org.jspecify.annotations.Nullable;

/**
 * Keeps people out who were erased. Whatever somebody else has who is there by now, such as the switchboard of a company,
 * recognizes nobody; and nobody is asked about what she has already.
 */
final class Entrances {

    private static final int CHUNK = 200;

    private final SuppressionList list;

    Entrances(SuppressionList list) {
        this.list = list;
    }

    /**
     * Refuses a write that would bring back somebody who was erased.
     *
     * @param before the contact as it is, or null for a new one
     */
    void admit(
            Connection connection, @Nullable ContactDraft before, ContactDraft draft, @Nullable Readmission readmission)
            throws SQLException {
        list.admit(recognized(connection, before, draft), readmission);
    }

    /** Returns what of a draft somebody had who was erased, and nobody who is there. */
    Set<Identifier> recognized(Connection connection, @Nullable ContactDraft before, ContactDraft draft)
            throws SQLException {
        Set<Identifier> had = before == null ? Set.of() : identifiers(before);
        Set<Identifier> entered = identifiers(draft);
        entered.removeAll(had);
        return entered.isEmpty() ? Set.of() : strangers(connection, list.recognized(entered, had));
    }

    static Set<Identifier> identifiers(ContactDraft draft) {
        Set<Identifier> found = new HashSet<>();
        add(found, Recognition.EMAIL, draft.email());
        add(found, Recognition.PHONE, draft.mobile());
        add(found, Recognition.PHONE, draft.phone());
        return found;
    }

    private static void add(Set<Identifier> found, Recognition kind, @Nullable String value) {
        if (value != null) {
            found.add(new Identifier(kind, value));
        }
    }

    /** Returns those that no contact and no company has. */
    static Set<Identifier> strangers(Connection connection, Set<Identifier> recognized) throws SQLException {
        if (recognized.isEmpty()) {
            return recognized;
        }
        Set<String> emails = inUse(
                connection,
                values(recognized, Recognition.EMAIL),
                "SELECT c.email_key FROM contact c WHERE c.anonymized_at IS NULL AND c.email_key",
                "SELECT LOWER(co.email) FROM company co WHERE LOWER(co.email)");
        Set<String> numbers = inUse(
                connection,
                values(recognized, Recognition.PHONE),
                "SELECT c.mobile FROM contact c WHERE c.anonymized_at IS NULL AND c.mobile",
                "SELECT c.phone FROM contact c WHERE c.anonymized_at IS NULL AND c.phone",
                "SELECT co.phone FROM company co WHERE co.phone");
        Set<Identifier> strangers = new HashSet<>(recognized);
        strangers.removeIf(i -> (i.kind() == Recognition.EMAIL ? emails : numbers).contains(compared(i)));
        return strangers;
    }

    private static List<String> values(Set<Identifier> recognized, Recognition kind) {
        return recognized.stream()
                .filter(i -> i.kind() == kind)
                .map(Entrances::compared)
                .toList();
    }

    private static String compared(Identifier identifier) {
        return identifier.kind() == Recognition.EMAIL
                ? Objects.requireNonNullElse(EmailKey.of(identifier.value()), "")
                : identifier.value();
    }

    private static Set<String> inUse(Connection connection, Collection<String> values, String... queries)
            throws SQLException {
        Set<String> found = new HashSet<>();
        List<String> all = List.copyOf(values);
        for (int from = 0; from < all.size(); from += CHUNK) {
            List<@Nullable Object> chunk = new ArrayList<>(all.subList(from, Math.min(all.size(), from + CHUNK)));
            String in = " IN (" + String.join(",", Collections.nCopies(chunk.size(), "?")) + ")";
            for (String query : queries) {
                found.addAll(Rows.list(connection, new SqlFragment(query + in, chunk), row -> row.getString(1)));
            }
        }
        return found;
    }
}
