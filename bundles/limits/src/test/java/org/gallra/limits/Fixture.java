package org.gallra.limits;

import java.sql.PreparedStatement;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
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
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.contact.SqlContactDirectory;
import org.gallra.contact.SqlContactRestrictions;
import org.gallra.testing.TestDatabase;
import org.gallra.testing.TestJpa;

/** Two companies with two contacts each and a clock that is set by hand, with the service and the blocker. */
final class Fixture extends Clock implements AutoCloseable, AccessControl, SchemaReady {

    final TestDatabase database;
    final TestJpa jpa;
    final SqlContactDirectory directory;
    final LimitService limits;
    final RestrictedContacts blocker = new RestrictedContacts(this);
    final CompanyId berg = new CompanyId(UUID.randomUUID());
    final CompanyId dal = new CompanyId(UUID.randomUUID());
    final ContactId anna = new ContactId(UUID.randomUUID());
    final ContactId bo = new ContactId(UUID.randomUUID());
    final ContactId cia = new ContactId(UUID.randomUUID());
    final ContactId anonymized = new ContactId(UUID.randomUUID());
    Role role = Role.SYSTEM_ADMINISTRATOR;
    Instant now = Instant.parse("2026-03-17T12:00:00Z");

    Fixture(Database.Kind kind) {
        database = TestDatabase.create(kind);
        database.migrate("db/contact/changelog.xml");
        database.migrate("db/limits/changelog.xml");
        jpa = new TestJpa("org.gallra.limits", database);
        directory = new SqlContactDirectory(database, this, this);
        limits = new LimitService(
                jpa, database, directory, new SqlContactRestrictions(database, this), this, (Clock) this);
        company(berg, "Berg");
        company(dal, "Dal");
        contact(anna, "Anna", berg, null);
        contact(bo, "Bo", berg, null);
        contact(cia, "Cia", dal, null);
        contact(anonymized, "", dal, Instant.EPOCH);
    }

    private void company(CompanyId id, String name) {
        insert(
                "INSERT INTO company (public_id, version, name, name_key, search_key, created_at, changed_at)"
                        + " VALUES (?, 1, ?, ?, ?, ?, ?)",
                id.toString(),
                name,
                name,
                name,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    private void contact(
            ContactId id, String name, CompanyId company, @org.jspecify.annotations.Nullable Instant gone) {
        insert(
                "INSERT INTO contact (public_id, version, last_name, sort_key, search_key, company_id, anonymized_at,"
                        + " created_at, changed_at) VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?)",
                id.toString(),
                name,
                name,
                name,
                directory.companyKey(company),
                gone == null ? null : Timestamp.from(gone),
                Instant.EPOCH,
                Instant.EPOCH);
    }

    private void insert(String sql, @org.jspecify.annotations.Nullable Object... values) {
        database.inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                    Object value = values[i];
                    if (value == null) {
                        statement.setNull(i + 1, java.sql.Types.TIMESTAMP);
                    } else {
                        statement.setObject(i + 1, value instanceof Instant at ? Timestamp.from(at) : value);
                    }
                }
                return statement.executeUpdate();
            }
        });
    }

    Limit place(ContactId contact, LimitGround ground) {
        return limits.place(new LimitDraft(contact, ground, " Skäl ", null, null));
    }

    /** Returns the last names of the contacts whose keys a query has in its first column. */
    List<String> names(SqlFragment query, String columns) {
        return database.inTransaction(connection -> Rows.list(
                connection,
                SqlFragment.of("SELECT c.last_name FROM contact c, (")
                        .append(query)
                        .append(") f (" + columns + ") WHERE f.k = c.id ORDER BY c.last_name"),
                row -> row.getString(1)));
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
        return "org.gallra.limits";
    }

    @Override
    public Set<String> tables() {
        return Set.of("contact_limit");
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public void close() {
        jpa.close();
        database.close();
    }
}
