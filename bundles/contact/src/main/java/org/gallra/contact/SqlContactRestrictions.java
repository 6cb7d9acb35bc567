package org.gallra.contact;

import java.sql.PreparedStatement;
import java.util.List;
import org.gallra.api.contact.ContactRestrictions;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.persistence.SqlFragment;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Restrictions and objections as rows of their own, set and taken by one statement. */
@Component(service = ContactRestrictions.class)
public final class SqlContactRestrictions implements ContactRestrictions {

    private static final List<String> TABLES = List.of("contact_restriction", "contact_opt_out");

    private final Database database;

    /** Waits for the tables. */
    @Activate
    public SqlContactRestrictions(
            @Reference Database database,
            @Reference(target = "(gallra.schema=org.gallra.contact)") SchemaReady schema) {
        this.database = database;
    }

    @Override
    public void restrict(String cause, SqlFragment contacts) {
        mark("contact_restriction", cause, contacts);
    }

    @Override
    public void optOut(String cause, SqlFragment contacts) {
        mark("contact_opt_out", cause, contacts);
    }

    private void mark(String table, String cause, SqlFragment contacts) {
        execute(SqlFragment.of(
                        "INSERT INTO " + table + " (subject, cause) SELECT DISTINCT f.k, CAST(? AS VARCHAR(60)) FROM (",
                        cause)
                .append(contacts)
                .append(
                        ") f (k) WHERE NOT EXISTS (SELECT 1 FROM " + table
                                + " x WHERE x.subject = f.k AND x.cause = ?)",
                        cause));
    }

    @Override
    public void release(String cause) {
        for (String table : TABLES) {
            execute(SqlFragment.of("DELETE FROM " + table + " WHERE cause = ?", cause));
        }
    }

    @Override
    public void forget(SqlFragment contacts) {
        for (String table : TABLES) {
            execute(SqlFragment.of("DELETE FROM " + table + " WHERE subject IN (SELECT f.k FROM (")
                    .append(contacts)
                    .append(") f (k))"));
        }
    }

    private void execute(SqlFragment change) {
        database.inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(change.sql())) {
                Rows.bind(statement, change.parameters());
                return statement.executeUpdate();
            }
        });
    }
}
