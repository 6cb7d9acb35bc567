package org.gallra.freefield;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
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
import org.gallra.api.freefield.FreeField;
import org.gallra.api.freefield.FreeFieldOwner;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.contact.CompanyFields;
import org.gallra.contact.ContactFields;
import org.gallra.freefield.FieldDraft.ChoiceDraft;
import org.gallra.freefield.FieldDraft.Words;
import org.gallra.testing.TestDatabase;
import org.jspecify.annotations.Nullable;

/** Contacts and a company, with the services on them. */
final class Fixture implements AutoCloseable, AccessControl, SchemaReady {

    final FreeFieldOwner contact = new ContactFields();
    final FreeFieldOwner company = new CompanyFields();
    final TestDatabase database;
    final Definitions definitions;
    final Owners owners = new Owners(List.of(company, contact));
    final FieldService service;
    final SqlFreeFields fields;
    Role role = Role.SYSTEM_ADMINISTRATOR;

    Fixture(Database.Kind kind) {
        database = TestDatabase.of(kind, "contact", "freefield");
        definitions = new Definitions(database, this);
        service = new FieldService(definitions, owners, database, this);
        fields = new SqlFreeFields(definitions, database);
    }

    long contact(Instant created) {
        String id = UUID.randomUUID().toString();
        return insert(
                "contact",
                id,
                "INSERT INTO contact (public_id, version, last_name, sort_key, search_key, created_at, changed_at)"
                        + " VALUES (?, 1, 'Berg', 'berg', 'berg', ?, ?)",
                created);
    }

    long company() {
        String id = UUID.randomUUID().toString();
        return insert(
                "company",
                id,
                "INSERT INTO company (public_id, version, name, name_key, search_key, created_at, changed_at)"
                        + " VALUES (?, 1, 'Berg', 'berg', 'berg', ?, ?)",
                Instant.EPOCH);
    }

    private long insert(String table, String id, String sql, Instant created) {
        return database.inTransaction(connection -> {
            FieldStore.update(connection, sql, id, Timestamp.from(created), Timestamp.from(created));
            return Rows.number(connection, SqlFragment.of("SELECT id FROM " + table + " WHERE public_id = ?", id));
        });
    }

    FreeField define(FreeFieldOwner owner, FreeField.Type type, String label) {
        return define(owner, type, label, false, null, List.of());
    }

    FreeField define(
            FreeFieldOwner owner,
            FreeField.Type type,
            String label,
            boolean mandatory,
            @Nullable Object initial,
            List<String> choices) {
        return service.create(draft(owner, type, label, mandatory, initial, choices));
    }

    static FieldDraft draft(
            FreeFieldOwner owner,
            FreeField.Type type,
            String label,
            boolean mandatory,
            @Nullable Object initial,
            List<String> choices) {
        return new FieldDraft(
                owner.id(),
                type,
                new Words(label, null),
                null,
                null,
                mandatory,
                true,
                null,
                null,
                initial,
                choices.stream()
                        .map(c -> new ChoiceDraft(null, new Words(c, null), null, null, null, null))
                        .toList());
    }

    void write(long contact, @Nullable Object... pairs) {
        fields.write(this.contact, contact, false, map(pairs), Map.of());
    }

    static Map<String, @Nullable Object> map(@Nullable Object... pairs) {
        Map<String, @Nullable Object> map = new HashMap<>();
        List<@Nullable Object> all = Arrays.asList(pairs);
        for (int i = 0; i < all.size(); i += 2) {
            map.put(String.valueOf(all.get(i)), all.get(i + 1));
        }
        return map;
    }

    Map<String, Object> values(long contact) {
        return fields.values(this.contact, List.of(contact)).getOrDefault(contact, Map.of());
    }

    List<Long> keys(SqlFragment query) {
        return database.inTransaction(connection -> Rows.list(connection, query, row -> row.getLong(1)).stream()
                .distinct()
                .sorted()
                .toList());
    }

    long count(String sql) {
        return database.inTransaction(connection -> Rows.number(connection, SqlFragment.of(sql)));
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
        return "org.gallra.freefield";
    }

    @Override
    public Set<String> tables() {
        return Set.of("freefield", "freefield_choice", "freefield_required");
    }

    @Override
    public void close() {
        database.close();
    }
}
