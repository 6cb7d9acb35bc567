package org.gallra.contact;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.contact.ContactId;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;

/** Keeps a contact from being erased while something is written about it. */
final class Locks {

    private Locks() {}

    /**
     * Locks the contact until the transaction ends and returns its key; refuses an anonymized one.
     *
     * @param seen whether the caller meets restricted contacts; they are unknown to everybody else
     * @param restricted whether a restricted contact may be written to
     */
    static long contact(Connection connection, Database.Kind kind, ContactId id, boolean seen, boolean restricted)
            throws SQLException {
        return contact(connection, kind, SqlFragment.of("WHERE public_id = ?", id.toString()), seen, restricted);
    }

    /** Locks the contact of a record that is there; a restricted one refuses, whoever calls. */
    static void contact(Connection connection, Database.Kind kind, long key) throws SQLException {
        contact(connection, kind, SqlFragment.of("WHERE id = ?", key), true, false);
    }

    private static long contact(
            Connection connection, Database.Kind kind, SqlFragment where, boolean seen, boolean restricted)
            throws SQLException {
        String lock = kind == Database.Kind.DERBY ? " FOR UPDATE WITH RS" : " FOR NO KEY UPDATE";
        List<Object[]> rows = Rows.list(
                connection,
                SqlFragment.of("SELECT id, anonymized_at FROM contact ")
                        .append(where)
                        .append(lock),
                row -> new Object[] {row.getLong(1), row.getTimestamp(2) != null});
        if (rows.isEmpty()) {
            throw ContactId.unknown();
        }
        long key = (Long) rows.get(0)[0];
        boolean marked = !(restricted && seen) && marked(connection, key);
        if (marked && !seen) {
            throw ContactId.unknown();
        }
        if ((Boolean) rows.get(0)[1]) {
            throw GallraException.conflict(new Text(
                    "Kontaktpersonen är anonymiserad och kan inte ändras.",
                    "The contact is anonymized and cannot be changed."));
        }
        if (marked) {
            throw Restricted.refused();
        }
        return key;
    }

    private static boolean marked(Connection connection, long key) throws SQLException {
        return Rows.number(
                        connection, SqlFragment.of("SELECT COUNT(*) FROM contact_restriction WHERE subject = ?", key))
                > 0;
    }
}
