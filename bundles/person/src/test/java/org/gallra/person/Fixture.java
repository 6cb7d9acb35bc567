package org.gallra.person;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Permission;
import org.gallra.api.access.Role;
import org.gallra.api.contact.ContactId;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.contact.SqlContactDirectory;
import org.gallra.testing.TestDatabase;
import org.jspecify.annotations.Nullable;

/** Contacts of two companies, with the service. */
final class Fixture implements AutoCloseable, AccessControl, SchemaReady {

    static final Instant NOW = Instant.parse("2026-03-17T12:00:00Z");

    final TestDatabase database;
    final SqlContactDirectory directory;
    final Decisions decisions;
    final PersonService persons;
    final Map<ContactId, String> names = new HashMap<>();
    Role role = Role.USER;
    private long companies;

    Fixture(Database.Kind kind) {
        database = TestDatabase.of(kind, "contact", "person");
        directory = new SqlContactDirectory(database, this, this);
        decisions = new Decisions(database, this);
        persons = new PersonService(database, decisions, directory, this, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    /** Makes a company and returns its key. */
    long company(String name) {
        execute(
                "INSERT INTO company (public_id, version, name, name_key, search_key, created_at, changed_at)"
                        + " VALUES (?, 1, ?, ?, ?, ?, ?)",
                UUID.randomUUID().toString(),
                name,
                name,
                name,
                Timestamp.from(NOW),
                Timestamp.from(NOW));
        return ++companies;
    }

    ContactId contact(
            String first, String last, @Nullable Long company, @Nullable String email, @Nullable String mobile) {
        return contact(first, last, company, email, mobile, null);
    }

    ContactId contact(
            String first,
            String last,
            @Nullable Long company,
            @Nullable String email,
            @Nullable String mobile,
            @Nullable String phone) {
        ContactId id = new ContactId(UUID.randomUUID());
        String key = (last + " " + first).toLowerCase(java.util.Locale.ROOT);
        execute(
                "INSERT INTO contact (public_id, version, first_name, last_name, sort_key, search_key, email, email_key, mobile,"
                        + " phone, company_id, created_at, changed_at) VALUES (?, 1, ?, ?, ?, ?, CAST(? AS VARCHAR(254)),"
                        + " CAST(? AS VARCHAR(254)), CAST(? AS VARCHAR(50)), CAST(? AS VARCHAR(50)), CAST(? AS BIGINT), ?, ?)",
                id.toString(),
                first,
                last,
                key,
                key,
                email,
                email == null ? null : email.toLowerCase(java.util.Locale.ROOT),
                mobile,
                phone,
                company,
                Timestamp.from(NOW),
                Timestamp.from(NOW));
        names.put(id, first + " " + last);
        return id;
    }

    /** Makes so many cards of others that have the address and the number of this one. */
    void copies(ContactId contact, int many) {
        database.inTransaction(connection -> {
            try (var statement = connection.prepareStatement(
                    "INSERT INTO contact (public_id, version, first_name, last_name, sort_key, search_key, email, email_key,"
                            + " mobile, created_at, changed_at) SELECT CAST(? AS VARCHAR(36)), 1, first_name, last_name,"
                            + " CAST(? AS VARCHAR(36)), search_key, email, email_key, mobile, created_at, changed_at"
                            + " FROM contact WHERE public_id = ?")) {
                for (int i = 0; i < many; i++) {
                    String id = UUID.randomUUID().toString();
                    Rows.bind(statement, List.of(id, id, contact.toString()));
                    statement.addBatch();
                }
                return statement.executeBatch();
            }
        });
    }

    void anonymize(ContactId contact) {
        execute("UPDATE contact SET anonymized_at = ? WHERE public_id = ?", Timestamp.from(NOW), contact.toString());
    }

    void execute(String sql, @Nullable Object... values) {
        database.inTransaction(connection -> {
            try (var statement = connection.prepareStatement(sql)) {
                Rows.bind(statement, java.util.Arrays.asList(values));
                return statement.executeUpdate();
            }
        });
    }

    /** Returns who is confirmed, as names. */
    List<String> confirmed(ContactId contact) {
        return persons.cards(contact).confirmed().stream().map(Card::name).toList();
    }

    /** Returns who is proposed, as names with reasons. */
    List<String> proposed(ContactId contact) {
        return persons.cards(contact).proposed().stream()
                .map(card -> card.name() + " " + card.reasons())
                .toList();
    }

    /** Returns all pairs, as names with reasons, read page by page. */
    List<String> pairs(int size) {
        List<String> all = new java.util.ArrayList<>();
        String cursor = null;
        do {
            Proposals page = persons.proposals(cursor, size, java.time.Duration.ZERO);
            all.addAll(page.items().stream()
                    .map(pair -> pair.one().name() + " = " + pair.other().name() + " "
                            + pair.one().reasons().stream().map(Enum::name).collect(Collectors.joining("+")))
                    .toList());
            cursor = page.next();
        } while (cursor != null);
        return all;
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
        return "org.gallra.person";
    }

    @Override
    public Set<String> tables() {
        return Set.of("same_person");
    }

    @Override
    public void close() {
        database.close();
    }
}
