package org.gallra.requests;

import java.sql.PreparedStatement;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.erasure.ErasureEngine;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.ErasureRequest;
import org.gallra.api.erasure.SinglingOut;
import org.gallra.api.extract.ExtractOrder;
import org.gallra.api.extract.RegisterExtract;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.contact.SqlContactDirectory;
import org.gallra.testing.TestDatabase;
import org.gallra.testing.TestJpa;

/** Two companies with two contacts each and a clock that is set by hand, with the register of requests. */
final class Fixture extends Clock implements AutoCloseable, AccessControl, SchemaReady {

    final TestDatabase database;
    final TestJpa jpa;
    final SqlContactDirectory directory;
    final RequestService requests;
    final RequestLinks links;
    final MadeExtracts extracts;
    final Acts acts = new Acts();
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
        database.migrate("db/requests/changelog.xml");
        jpa = new TestJpa("org.gallra.requests", database);
        directory = new SqlContactDirectory(database, this, this);
        requests = new RequestService(jpa, database, directory, this, (Clock) this);
        extracts = new MadeExtracts(jpa, database, directory, this);
        links = new RequestLinks(database, directory, acts, this, (Clock) this);
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

    /** Registers a request of Anna that came in on the first of March. */
    DataRequest registered() {
        return requests.register(draft(LocalDate.of(2026, 3, 1)));
    }

    RequestDraft draft(LocalDate received) {
        return new RequestDraft(
                RequestKind.ERASURE, anna, null, null, received, Channel.EMAIL, "berit", " Ringde \r\n sedan ");
    }

    /** Runs a statement on Anna's row or on her requests, as an erasure does. */
    void erase(String sql) {
        insert(sql);
    }

    /** Returns an extract of Anna for a number that was just made. */
    RegisterExtract extract(String number) {
        return new RegisterExtract(
                UUID.randomUUID(),
                anna,
                "Anna",
                List.of(),
                now,
                "ulf",
                new ExtractOrder(Locale.ENGLISH, number, ExtractOrder.IdentityCheck.E_ID, true, "Needed", true),
                false,
                null,
                true,
                List.of(),
                List.of(),
                0,
                "d1ge5t",
                List.of());
    }

    /** Plans that are about whom they are told. */
    static final class Acts implements ErasureEngine {

        final Map<UUID, List<ContactId>> people = new HashMap<>();
        final Map<UUID, ErasurePlan> plans = new HashMap<>();

        @Override
        public ErasurePlan plan(ErasureRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ErasurePlan get(UUID plan) {
            ErasurePlan found = plans.get(plan);
            if (found == null) {
                throw GallraException.notFound(Text.same("none"));
            }
            return found;
        }

        @Override
        public List<ContactId> people(UUID plan, int limit) {
            return people.getOrDefault(plan, List.of());
        }

        @Override
        public SinglingOut singlingOut(UUID plan, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ErasurePlan generalize(UUID plan, Set<String> measures) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void discard(UUID plan) {}

        @Override
        public ErasurePlan execute(UUID plan, String digest, boolean acceptGaps) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<ErasurePlan.Exclusion> holds(ContactId contact, ErasureAction action) {
            return List.of();
        }
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
        return "org.gallra.requests";
    }

    @Override
    public Set<String> tables() {
        return Set.of("data_request", "extract_made");
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
