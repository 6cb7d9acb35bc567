package org.gallra.suppression;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.gallra.activity.ActivityEntity;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Permission;
import org.gallra.api.access.Role;
import org.gallra.api.contact.Contact;
import org.gallra.api.contact.ContactDraft;
import org.gallra.api.contact.ContactId;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.ErasureRequest;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.contact.FreeValues;
import org.gallra.contact.JpaCompanyService;
import org.gallra.contact.JpaContactService;
import org.gallra.contact.SqlContactDirectory;
import org.gallra.contact.SqlContactMatcher;
import org.gallra.contact.SqlContactRestrictions;
import org.gallra.ledger.FileLedger;
import org.gallra.register.LocalRegister;
import org.gallra.testing.TestDatabase;
import org.gallra.testing.TestJpa;
import org.jspecify.annotations.Nullable;

/** A server on a database, with a ledger and a key: the real services and the real engine over contacts and activities. */
final class House implements AutoCloseable, AccessControl, SchemaReady {

    final TestDatabase database;
    final Path key;
    final TestJpa jpa;
    final HashedList list;
    final ListAdministration administration;
    final JpaContactService contacts;
    final JpaCompanyService companies;
    final SqlContactMatcher matcher;
    final SqlContactDirectory directory;
    final LocalRegister local;
    volatile Role role = Role.SYSTEM_ADMINISTRATOR;
    private final FileLedger ledger;
    private boolean stopped;

    /** Takes a database whose changelogs have run. */
    House(TestDatabase database, Path folder, int batch) {
        this.database = database;
        this.key = folder.resolve("keys").resolve("suppression.key");
        this.jpa = new TestJpa("org.gallra.contact", database);
        this.list = new HashedList(database, this, Clock.systemUTC(), key);
        this.administration = new ListAdministration(list, database, this);
        this.contacts = new JpaContactService(jpa, database, this, list, new FreeValues(), this);
        this.companies = new JpaCompanyService(jpa, database, this, new FreeValues(), this);
        this.matcher = new SqlContactMatcher(database, list, new FreeValues(), this);
        this.directory = new SqlContactDirectory(database, this, this);
        this.ledger = new FileLedger(ledgerSettings(folder), database, this);
        this.local = new LocalRegister(
                database,
                this,
                directory,
                new SqlContactRestrictions(database, this),
                ledger,
                list,
                Clock.systemUTC(),
                batch);
        local.look(List.of(
                LocalRegister.Installed.of(
                        JpaContactService.class, "company", "contact", "contact_restriction", "contact_opt_out"),
                LocalRegister.Installed.of(ActivityEntity.class, "activity")));
    }

    static House create(Database.Kind kind, Path folder, int batch) {
        TestDatabase database = TestDatabase.of(kind, "contact", "activity", "register", "ledger", "suppression");
        return new House(database, folder, batch);
    }

    private static FileLedger.Settings ledgerSettings(Path folder) {
        return (FileLedger.Settings) Proxy.newProxyInstance(
                House.class.getClassLoader(),
                new Class<?>[] {FileLedger.Settings.class},
                (self, method, arguments) -> folder.resolve("ledger").toString());
    }

    static ContactDraft draft(String name, @Nullable String email, @Nullable String mobile) {
        return ContactDraft.builder().lastName(name).email(email).mobile(mobile).build();
    }

    Contact contact(String name, @Nullable String email, @Nullable String mobile) {
        return contacts.create(draft(name, email, mobile));
    }

    ErasurePlan anonymize(ContactId... people) {
        return execute(local.engine().plan(ErasureRequest.anonymize(List.of(people), Set.of("*"))));
    }

    ErasurePlan delete(ContactId... people) {
        return execute(local.engine().plan(ErasureRequest.deleteContacts(List.of(people))));
    }

    ErasurePlan execute(ErasurePlan plan) {
        return local.engine().execute(plan.id(), plan.digest(), false);
    }

    List<Long> numbers(String query, @Nullable Object... values) {
        return database.read(c -> Rows.list(c, SqlFragment.of(query, values), row -> row.getLong(1)));
    }

    int execute(String sql, @Nullable Object... values) {
        return database.inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                Rows.bind(statement, SqlFragment.of(sql, values).parameters());
                return statement.executeUpdate();
            }
        });
    }

    @Override
    public Caller caller() {
        Role now = role;
        return new Caller("ulf", now, now.permissions());
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
        return "org.gallra.suppression";
    }

    @Override
    public Set<String> tables() {
        return Set.of();
    }

    /** Stops the server; the database stays. */
    void stop() {
        if (!stopped) {
            stopped = true;
            local.close();
            ledger.stop();
            jpa.close();
        }
    }

    @Override
    public void close() {
        stop();
        database.close();
    }
}
