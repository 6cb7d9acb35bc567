package org.gallra.exports;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.access.LoginService;
import org.gallra.api.access.Permission;
import org.gallra.api.access.Role;
import org.gallra.api.access.UserService;
import org.gallra.api.contact.ContactId;
import org.gallra.api.extract.ExtractOrder;
import org.gallra.api.extract.ExtractService;
import org.gallra.api.extract.RegisterExtract;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.contact.SqlContactDirectory;
import org.gallra.testing.TestDatabase;
import org.jspecify.annotations.Nullable;

/** Three contacts, a clock that is set by hand, extracts that say whose they are, and a password. */
final class House extends Clock
        implements AutoCloseable, AccessControl, ExtractService, UserService, LoginService, SchemaReady {

    static final String PASSWORD = "rätt lösenord";

    final TestDatabase database;
    final SqlContactDirectory directory;
    final ExportWork work;
    final DatabaseExportService exports;
    final ContactId anna = new ContactId(UUID.randomUUID());
    final ContactId bo = new ContactId(UUID.randomUUID());
    final ContactId cia = new ContactId(UUID.randomUUID());
    Caller caller = new Caller("ulf", Role.USER, Role.USER.permissions());
    Instant now = Instant.parse("2026-03-17T12:00:00Z");
    boolean active = true;
    /** What stands in each file beside its person's id. */
    byte[] more = new byte[0];
    /** Other cards of a person. */
    final Map<ContactId, List<ContactId>> cards = new HashMap<>();
    /** Of whom no extract can be made. */
    final List<ContactId> unreadable = new ArrayList<>();
    /** What happens while a person's file is written. */
    final Map<ContactId, Runnable> meanwhile = new HashMap<>();

    final List<RegisterExtract> heardOf = new ArrayList<>();

    House(Database.Kind kind) {
        database = TestDatabase.of(kind, "contact", "exports");
        directory = new SqlContactDirectory(database, this, this);
        work = new ExportWork(database, this, directory, this, this, this, Duration.ofHours(24));
        exports = new DatabaseExportService(database, () -> {}, this, directory, this, this, this);
        contact(anna, "Anna");
        contact(bo, "Bo");
        contact(cia, "Cia");
    }

    private void contact(ContactId id, String name) {
        execute(
                "INSERT INTO contact (public_id, version, last_name, sort_key, search_key, created_at, changed_at)"
                        + " VALUES (?, 1, ?, ?, ?, ?, ?)",
                id.toString(),
                name,
                name,
                name,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    int execute(String sql, @Nullable Object... values) {
        return database.inNewTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                Rows.bind(statement, SqlFragment.of(sql, values).parameters());
                return statement.executeUpdate();
            }
        });
    }

    long number(String sql, @Nullable Object... values) {
        return database.read(c -> Rows.number(c, SqlFragment.of(sql, values)));
    }

    /** Does to a contact what an anonymization does, in one transaction. */
    void anonymize(ContactId contact) {
        long key = directory.contactKey(contact);
        database.inNewTransaction(connection -> {
            try (PreparedStatement card =
                            connection.prepareStatement("UPDATE contact SET anonymized_at = ? WHERE id = ?");
                    PreparedStatement rows =
                            connection.prepareStatement("DELETE FROM kept_extract WHERE contact_id = ?")) {
                card.setTimestamp(1, Timestamp.from(now));
                card.setLong(2, key);
                card.executeUpdate();
                rows.setLong(1, key);
                return rows.executeUpdate();
            }
        });
    }

    @Override
    public RegisterExtract extract(ContactId contact, ExtractOrder order) {
        if (unreadable.contains(contact)) {
            throw GallraException.notFound(new Text("Finns inte", "Not there"));
        }
        List<RegisterExtract.Card> all = new ArrayList<>(List.of(new RegisterExtract.Card(contact, "x", null)));
        cards.getOrDefault(contact, List.of()).forEach(other -> all.add(new RegisterExtract.Card(other, "x", null)));
        return new RegisterExtract(
                UUID.randomUUID(),
                contact,
                "x",
                all,
                now,
                caller.userName(),
                order,
                false,
                null,
                true,
                List.of(),
                List.of(),
                0,
                "d1ge5t",
                List.of());
    }

    @Override
    public List<RegisterExtract.Part> parts() {
        return List.of(new RegisterExtract.Part("acme.note", Text.same("Notes")));
    }

    @Override
    public List<Format> formats() {
        return List.of(new Format("json", Text.same("JSON"), "application/json", "json", false));
    }

    @Override
    public Format format(String id) {
        if (!id.equals("json")) {
            throw GallraException.invalid("format", Text.same("no"));
        }
        return formats().get(0);
    }

    @Override
    public void write(RegisterExtract extract, Format format, OutputStream out) throws IOException {
        out.write(extract.contact().toString().getBytes(StandardCharsets.UTF_8));
        meanwhile.getOrDefault(extract.contact(), () -> {}).run();
        out.write(more);
        heardOf.add(extract);
    }

    @Override
    public List<User> list() {
        return List.of(new User("ulf", "Ulf", null, Role.USER, Set.of(), active, false));
    }

    @Override
    public User create(User user, String password) {
        throw new UnsupportedOperationException();
    }

    @Override
    public User update(User user) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void changePassword(@Nullable String current, String password) {}

    @Override
    public void setPassword(String userName, String password) {
        throw new UnsupportedOperationException();
    }

    @Override
    public User self() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Login login(String userName, String password) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Login login(String userName, String password, @Nullable String code) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void confirm(String password) {
        if (!password.equals(PASSWORD)) {
            throw GallraException.invalid("password", Text.same("wrong"));
        }
    }

    @Override
    public Optional<Login> find(String token) {
        return Optional.empty();
    }

    @Override
    public Optional<Login> current() {
        return Optional.empty();
    }

    @Override
    public void logout(String token) {}

    @Override
    public List<Session> sessions() {
        return List.of();
    }

    @Override
    public void end(String userName, UUID id) {}

    @Override
    public long failedLogins() {
        return 0;
    }

    @Override
    public Caller caller() {
        return caller;
    }

    @Override
    public Caller require(Permission permission) {
        if (!caller.may(permission)) {
            throw new GallraException(GallraException.Code.FORBIDDEN, Text.same("no"));
        }
        return caller;
    }

    @Override
    public <T> T callAs(Caller other, Supplier<T> doing) {
        Caller before = caller;
        caller = other;
        try {
            return doing.get();
        } finally {
            caller = before;
        }
    }

    @Override
    public String bundle() {
        return "org.gallra.exports";
    }

    @Override
    public Set<String> tables() {
        return Set.of();
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
        database.close();
    }
}
