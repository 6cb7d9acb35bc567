package org.gallra.hold;

import java.sql.PreparedStatement;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.erasure.ErasureBlocker;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.contact.SqlContactDirectory;
import org.gallra.testing.TestDatabase;
import org.gallra.testing.TestJpa;

/** Two companies with two contacts each and a clock that is set by hand, with the service and the blockers on them. */
final class Fixture extends Clock implements AutoCloseable, AccessControl, SchemaReady {

    final TestDatabase database;
    final TestJpa jpa;
    final SqlContactDirectory directory;
    final HoldService holds;
    final List<ErasureBlocker> blockers;
    final CompanyId berg = new CompanyId(UUID.randomUUID());
    final CompanyId dal = new CompanyId(UUID.randomUUID());
    final ContactId anna = new ContactId(UUID.randomUUID());
    final ContactId bo = new ContactId(UUID.randomUUID());
    final ContactId cia = new ContactId(UUID.randomUUID());
    final ContactId anonymized = new ContactId(UUID.randomUUID());
    Role role = Role.SYSTEM_ADMINISTRATOR;
    Instant now = Instant.parse("2026-03-17T12:00:00Z");

    Fixture(Database.Kind kind) {
        database = TestDatabase.of(kind, "contact", "hold");
        jpa = new TestJpa("org.gallra.hold", database);
        directory = new SqlContactDirectory(database, this, this);
        holds = new HoldService(jpa, database, directory, this, (Clock) this);
        blockers = List.of(
                new ClaimHold(directory, this),
                new BookkeepingHold(directory, this),
                new AuthorityHold(directory, this),
                new OtherHold(directory, this));
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

    /** Returns which contacts which blocker holds, by name, as {@code Anna until 2026-01-01T…} or {@code Anna}. */
    Map<String, List<String>> held() {
        return held(true);
    }

    /** Returns which companies which blocker holds. */
    Map<String, List<String>> heldCompanies() {
        return held(false);
    }

    private Map<String, List<String>> held(boolean contacts) {
        Map<String, List<String>> held = new TreeMap<>();
        for (ErasureBlocker blocker : blockers) {
            SqlFragment query = contacts
                    ? blocker.contacts(database.kind(), ErasureAction.DELETE, now)
                            .orElseThrow()
                    : blocker.companies(database.kind(), now).orElseThrow();
            String name = contacts ? "last_name" : "name";
            List<String> found = database.inTransaction(connection -> Rows.list(
                    connection,
                    SqlFragment.of("SELECT x." + name + " AS name, b.u FROM (")
                            .append(query)
                            .append(") b (k, u), " + (contacts ? "contact" : "company")
                                    + " x WHERE x.id = b.k ORDER BY x." + name + ", b.u"),
                    row -> row.getString(1)
                            + (Rows.instant(row, "u") == null ? "" : " until " + Rows.instant(row, "u"))));
            if (!found.isEmpty()) {
                held.put(blocker.id(), found);
            }
        }
        return held;
    }

    HoldDraft on(ContactId contact) {
        return new HoldDraft(contact, null, HoldGround.CLAIM, null, null);
    }

    HoldDraft on(CompanyId company) {
        return new HoldDraft(null, company, HoldGround.AUTHORITY, null, null);
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
        return "org.gallra.hold";
    }

    @Override
    public Set<String> tables() {
        return Set.of("legal_hold");
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
