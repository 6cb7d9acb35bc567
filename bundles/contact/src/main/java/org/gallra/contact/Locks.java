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

    /** Locks the contact until the transaction ends and returns its key; refuses an anonymized one. */
    static long contact(Connection connection, Database.Kind kind, ContactId id) throws SQLException {
        String lock = kind == Database.Kind.DERBY ? " FOR UPDATE WITH RS" : " FOR NO KEY UPDATE";
        List<Object[]> rows = Rows.list(
                connection,
                SqlFragment.of("SELECT id, anonymized_at FROM contact WHERE public_id = ?" + lock, id.toString()),
                row -> new Object[] {row.getLong(1), row.getTimestamp(2) != null});
        if (rows.isEmpty()) {
            throw ContactId.unknown();
        }
        if ((Boolean) rows.get(0)[1]) {
            throw GallraException.conflict(new Text(
                    "Kontaktpersonen är anonymiserad och kan inte ändras.",
                    "The contact is anonymized and cannot be changed."));
        }
        return (Long) rows.get(0)[0];
    }
}
