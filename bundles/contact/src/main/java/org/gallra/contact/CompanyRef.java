package org.gallra.contact;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.jspecify.annotations.Nullable;

/**
 * The company of a contact that is written.
 *
 * @param key its internal key
 * @param searchKey the words by which it and its people are found
 */
record CompanyRef(long key, String searchKey) {

    /**
     * Looks a company up, whose words nobody changes until the transaction ends.
     *
     * @return null if no company is asked for
     * @throws GallraException INVALID if there is no such company
     */
    static @Nullable CompanyRef of(Connection connection, Database.Kind kind, @Nullable CompanyId id)
            throws SQLException {
        if (id == null) {
            return null;
        }
        String locked = kind == Database.Kind.DERBY ? " WITH RS" : " FOR SHARE";
        List<CompanyRef> found = Rows.list(
                connection,
                SqlFragment.of("SELECT id, search_key FROM company WHERE public_id = ?" + locked, id.toString()),
                row -> new CompanyRef(row.getLong(1), row.getString(2)));
        if (found.isEmpty()) {
            throw GallraException.invalid(
                    "company",
                    new Text("Företaget finns inte. Välj ett annat.", "There is no such company. Choose another."));
        }
        return found.get(0);
    }

    /** Gives the people of this company its words, in the transaction that has changed them. */
    void tellPeople(Connection connection, Database.Kind kind) throws SQLException {
        String at = kind == Database.Kind.DERBY ? "LOCATE('#', search_key)" : "STRPOS(search_key, '#')";
        try (PreparedStatement update = connection.prepareStatement("UPDATE contact SET search_key = CASE WHEN " + at
                + " > 0 THEN SUBSTR(search_key, 1, " + at + " - 1) ELSE search_key END || CAST(? AS VARCHAR(1002))"
                + " WHERE company_id = ? AND anonymized_at IS NULL")) {
            update.setString(1, NameKey.withCompany("", searchKey));
            update.setLong(2, key);
            update.executeUpdate();
        }
    }
}
