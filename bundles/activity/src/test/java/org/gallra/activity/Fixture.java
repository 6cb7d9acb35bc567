package org.gallra.activity;

import java.sql.PreparedStatement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Permission;
import org.gallra.api.access.Role;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactId;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.contact.SqlContactDirectory;
import org.gallra.testing.TestDatabase;
import org.gallra.testing.TestJpa;
import org.jspecify.annotations.Nullable;

/** A database with a company, a contact of it and an anonymized contact, and the service on it. */
final class Fixture implements AutoCloseable, AccessControl, SchemaReady {

    final TestDatabase database;
    final TestJpa jpa;
    final SqlContactDirectory directory;
    final ActivityService activities;
    final CompanyId company = new CompanyId(UUID.randomUUID());
    final ContactId contact = new ContactId(UUID.randomUUID());
    final ContactId anonymized = new ContactId(UUID.randomUUID());
    Role role = Role.USER;

    Fixture(Database.Kind kind) {
        database = TestDatabase.of(kind, "contact", "activity");
        jpa = new TestJpa("org.gallra.activity", database);
        directory = new SqlContactDirectory(database, this, this);
        activities = new ActivityService(jpa, database, directory, this, this);
        insert("company (public_id, name, name_key, search_key", company.toString(), "Berg & Co", "berg", "berg", null);
        insert("contact (public_id, last_name, sort_key, search_key", contact.toString(), "Åsa <Ek>", "ek", "ek", null);
        insert(
                "contact (public_id, last_name, sort_key, search_key",
                anonymized.toString(),
                null,
                "",
                "",
                Instant.EPOCH);
        database.inTransaction(c ->
                c.createStatement().executeUpdate("UPDATE contact SET company_id = (SELECT MAX(id) FROM company)"));
    }

    private void insert(
            String columns,
            String id,
            @Nullable String name,
            String key,
            String search,
            @Nullable Instant anonymizedAt) {
        database.inTransaction(connection -> {
            String more = anonymizedAt == null ? "" : ", anonymized_at";
            try (PreparedStatement statement = connection.prepareStatement("INSERT INTO " + columns
                    + ", version, created_at, changed_at" + more + ") VALUES (?, ?, ?, ?, 1, ?, ?"
                    + (anonymizedAt == null ? ")" : ", ?)"))) {
                statement.setString(1, id);
                statement.setString(2, name);
                statement.setString(3, key);
                statement.setString(4, search);
                for (int i = 5; i <= (anonymizedAt == null ? 6 : 7); i++) {
                    statement.setTimestamp(i, Timestamp.from(Instant.EPOCH));
                }
                return statement.executeUpdate();
            }
        });
    }

    ActivityDraft call(String subject) {
        return new ActivityDraft(ActivityType.CALL, contact, null, subject, null, null, null, null, null, null);
    }

    int execute(String sql) {
        return database.inTransaction(c -> c.createStatement().executeUpdate(sql));
    }

    @Override
    public Caller caller() {
        return new Caller("ulf", role, role.permissions());
    }

    @Override
    public Caller require(Permission permission) {
        if (!caller().may(permission)) {
            throw new GallraException(GallraException.Code.FORBIDDEN, Text.same("no"));
        }
        return caller();
    }

    @Override
    public <T> T callAs(Caller caller, Supplier<T> work) {
        return work.get();
    }

    @Override
    public String bundle() {
        return "org.gallra.activity";
    }

    @Override
    public Set<String> tables() {
        return Set.of("activity");
    }

    @Override
    public void close() {
        jpa.close();
        database.close();
    }
}
