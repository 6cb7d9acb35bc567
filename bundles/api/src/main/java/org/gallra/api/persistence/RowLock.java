package org.gallra.api.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** Locks a row until the transaction ends. */
@ProviderType
public final class RowLock {

    private RowLock() {}

    /**
     * Locks a row and checks that nobody changed it meanwhile.
     *
     * @param table a table with the columns {@code public_id} and {@code version}
     * @param id the row's public id
     * @param version the version that a change is based on, or null if any will do
     * @param unknown the error if there is no such row
     * @throws GallraException {@code STALE} if the row has another version
     */
    public static void lock(
            Database database,
            Connection connection,
            String table,
            UUID id,
            @Nullable Long version,
            Supplier<GallraException> unknown)
            throws SQLException {
        String lock = database.kind() == Database.Kind.DERBY ? " FOR UPDATE WITH RS" : " FOR UPDATE";
        List<Long> found = Rows.list(
                connection,
                SqlFragment.of("SELECT version FROM " + table + " WHERE public_id = ?" + lock, id.toString()),
                row -> row.getLong(1));
        if (found.isEmpty()) {
            throw unknown.get();
        }
        if (version != null && !found.get(0).equals(version)) {
            throw new GallraException(
                    GallraException.Code.STALE,
                    new Text(
                            "Någon annan har ändrat uppgifterna. Hämta dem igen och gör om ändringen.",
                            "Someone else has changed this. Fetch it again and repeat the change."));
        }
    }
}
