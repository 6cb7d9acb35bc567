package org.gallra.tck;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.gallra.anonymization.EngineAnonymizationService;
import org.gallra.api.access.AccessControl;
import org.gallra.api.audit.AuditLog;
import org.gallra.api.contact.ContactDirectory;
import org.gallra.api.contact.ContactId;
import org.gallra.api.contact.ContactRestrictions;
import org.gallra.api.contributor.ContributorCalls;
import org.gallra.api.erasure.AnonymizationService;
import org.gallra.api.erasure.DeletionService;
import org.gallra.api.erasure.ErasureBlocker;
import org.gallra.api.erasure.ErasureEngine;
import org.gallra.api.extract.ExtractOrder;
import org.gallra.api.extract.ExtractService;
import org.gallra.api.extract.RegisterExtract;
import org.gallra.api.ledger.ErasureLedger;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.personaldata.Contributor;
import org.gallra.api.personaldata.DataSubject;
import org.gallra.api.personaldata.PersonalDataRegister;
import org.gallra.api.personaldata.PersonalDataStore;
import org.gallra.api.personaldata.RecordDeclaration;
import org.gallra.api.personaldata.StoreDeclaration;
import org.gallra.api.suppression.SuppressionList;
import org.gallra.contact.SqlContactDirectory;
import org.gallra.contact.SqlContactRestrictions;
import org.gallra.deletion.EngineDeletionService;
import org.gallra.extract.Explained;
import org.gallra.extract.Formats;
import org.gallra.extract.RegisterExtractService;
import org.gallra.register.Finding;
import org.gallra.register.LocalRegister;
import org.gallra.testing.TestDatabase;
import org.jspecify.annotations.Nullable;

/** A database with the core, the bundle under test and what it needs; the same for all checks of one class. */
final class Bench implements AutoCloseable {

    private static final int BATCH = 1_000;
    private static final String CORE = "org.gallra.register";

    private final PersonalDataContract contract;
    private final int rows;
    private final TestDatabase database;
    private final Callers callers;
    private final BundleFiles subject;
    private final Map<String, LocalRegister.Installed> installed = new LinkedHashMap<>();
    private final ContactDirectory directory;
    private final ContactRestrictions restrictions;
    private final ErasedList list = new ErasedList();
    private final LocalRegister local;
    private final ExtractService extracts;
    private final AnonymizationService anonymization;
    private final DeletionService deletion;
    private final Components components;
    private final List<PersonalDataStore> stores;
    private final List<ErasureBlocker> blockers;
    private final Schema schema;
    private final Seeder seeder;
    private final List<BundleFiles> bundles = new ArrayList<>();
    private final Map<Class<?>, Object> services;
    private final Core core;
    /** In which order tables can be emptied: those that point to others first, as was found when it was done. */
    private List<String> emptied = List.of();
    /** Whether the register was shown something else than {@link #all()}. */
    private boolean away;

    /** Says that a bundle's tables are there. */
    private record Ready(String bundle, Set<String> tables) implements SchemaReady {}

    /**
     * Makes the database and the core.
     *
     * @param rows how many rows about one person are many
     */
    Bench(PersonalDataContract contract, Kind kind, int rows) {
        this.contract = contract;
        this.rows = rows;
        this.subject = BundleFiles.at(contract.bundle());
        Ground ground = Ground.of(kind);
        this.database = ground.database().copy();
        this.callers = contract.callers();
        bundles.addAll(ground.bundles());
        installed.putAll(ground.installed());
        contract.also().forEach(place -> bundles.add(BundleFiles.at(place)));
        bundles.add(subject);
        bundles.forEach(this::install);
        SchemaReady ready = new Ready(subject.name(), Objects.requireNonNullElse(tables(subject.name()), Set.of()));
        this.directory = new SqlContactDirectory(database, callers, ready);
        this.restrictions = new SqlContactRestrictions(database, ready);
        this.local = register(database, BATCH);
        this.extracts = new RegisterExtractService(
                local.register(), directory, callers, new Formats(local.calls()), new Explained(local.calls()));
        this.anonymization = new EngineAnonymizationService(local.engine(), local.register(), callers);
        this.deletion = new EngineDeletionService(local.engine(), callers);
        this.services = services(ready);
        this.components = newComponents();
        this.core = new Core(this, components);
        this.stores = contract.stores(core);
        this.blockers = contract.blockers(core);
        stores.forEach(store -> local.offer(store, subject.name()));
        look();
        this.schema = new Schema(database);
        this.seeder = new Seeder(database, schema, contract);
    }

    private void install(BundleFiles bundle) {
        installed.computeIfAbsent(bundle.name(), name -> Ground.install(bundle, database));
    }

    private Map<Class<?>, Object> services(SchemaReady ready) {
        Map<Class<?>, Object> services = new HashMap<>();
        services.put(Database.class, database);
        services.put(AuditLog.class, AuditLog.NONE);
        services.put(SchemaReady.class, ready);
        services.put(AccessControl.class, callers);
        services.put(ContactDirectory.class, directory);
        services.put(ContactRestrictions.class, restrictions);
        services.put(SuppressionList.class, list);
        services.put(PersonalDataRegister.class, local.register());
        services.put(ContributorCalls.class, local.calls());
        services.put(ErasureEngine.class, local.engine());
        services.put(ExtractService.class, extracts);
        services.put(AnonymizationService.class, anonymization);
        services.put(DeletionService.class, deletion);
        return services;
    }

    /** Makes a register of its own on the same database, which has looked at nothing yet. */
    LocalRegister register(Database over, int batch) {
        return new LocalRegister(over, callers, directory, restrictions, list, java.time.Clock.systemUTC(), batch);
    }

    /** Shows all bundles to the register. */
    void look() {
        local.look(installed.values());
        away = false;
    }

    /** Uninstalls the bundle under test until the check ends. */
    void uninstall(LocalRegister from) {
        away = true;
        from.look(without());
    }

    private List<LocalRegister.Installed> without() {
        return installed.values().stream()
                .filter(i -> !i.content().name().equals(subject.name()))
                .toList();
    }

    List<LocalRegister.Installed> all() {
        return List.copyOf(installed.values());
    }

    /** Removes all rows, so that the next check finds nothing. */
    void clear() {
        list.clear();
        if (seeder.touched()) {
            empty();
        }
        if (away) {
            look();
        }
    }

    private void empty() {
        Set<String> left = new LinkedHashSet<>(emptied);
        left.addAll(schema.tables().keySet());
        left.removeAll(Set.of("databasechangelog", "databasechangeloglock", "register_declaration"));
        List<String> order = new ArrayList<>();
        try (Connection connection = database.dataSource().getConnection();
                Statement delete = connection.createStatement()) {
            int before;
            do {
                before = left.size();
                left.removeIf(table -> emptied(delete, table) && order.add(table));
            } while (!left.isEmpty() && left.size() < before);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        if (!left.isEmpty()) {
            throw new IllegalStateException("The rows of " + left + " cannot be deleted");
        }
        emptied = order;
    }

    /** A table to which others still point is emptied later. */
    private static boolean emptied(Statement delete, String table) {
        try {
            delete.executeUpdate("DELETE FROM " + table);
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    /** Returns a maker of people for what is declared now. */
    People people() {
        return new People(schema, seeder, local.usable(), records());
    }

    /** Returns the records of the bundle under test that can be read and concern contacts or companies. */
    List<RecordDeclaration> records() {
        return local.usable().stream()
                .filter(r -> r.bundle().equals(subject.name()) && r.subject() == DataSubject.CONTACT)
                .toList();
    }

    /** Returns what the register says of the bundle under test; null if it has never heard of it. */
    @Nullable
    Contributor contributor() {
        return local.register().snapshot().contributors().stream()
                .filter(c -> c.bundle().equals(subject.name()))
                .findFirst()
                .orElse(null);
    }

    /** Returns the stores that the bundle under test declares. */
    List<StoreDeclaration> declaredStores() {
        Contributor contributor = contributor();
        return contributor == null ? List.of() : contributor.stores();
    }

    List<Finding> findings(String bundle) {
        return local.findings(bundle);
    }

    /** Returns the stores that the bundle offers. */
    List<PersonalDataStore> stores() {
        return stores;
    }

    List<ErasureBlocker> blockers() {
        return blockers;
    }

    Dump dump() {
        return dumpOf(database);
    }

    private Dump dumpOf(TestDatabase of) {
        Map<String, String> keys = new HashMap<>();
        local.usable().forEach(r -> keys.put(r.table(), r.key()));
        Set<String> books = new HashSet<>(Set.of("databasechangelog", "databasechangeloglock"));
        books.addAll(Objects.requireNonNullElse(tables(CORE), Set.of()));
        return Dump.of(of, schema, keys, books);
    }

    private @Nullable Set<String> tables(String bundle) {
        LocalRegister.Installed found = installed.get(bundle);
        return found == null ? null : found.tables();
    }

    /** Returns how many rows about one person are many. */
    int rows() {
        return rows;
    }

    PersonalDataContract contract() {
        return contract;
    }

    BundleFiles subject() {
        return subject;
    }

    TestDatabase database() {
        return database;
    }

    Callers callers() {
        return callers;
    }

    /** Makes a register of its own with a ledger, on this database or on a copy of it. */
    LocalRegister register(TestDatabase over, ErasureLedger ledger) {
        SchemaReady ready = new Ready(subject.name(), Set.of());
        return new LocalRegister(
                over,
                callers,
                new SqlContactDirectory(over, callers, ready),
                new SqlContactRestrictions(over, ready),
                ledger,
                list,
                java.time.Clock.systemUTC(),
                BATCH);
    }

    ContactRestrictions restrictions() {
        return restrictions;
    }

    /** Returns what stands in a copy of the database. */
    Dump dump(TestDatabase copy) {
        return dumpOf(copy);
    }

    /** Returns the list against re-creation. */
    ErasedList list() {
        return list;
    }

    ContactDirectory directory() {
        return directory;
    }

    LocalRegister local() {
        return local;
    }

    PersonalDataRegister register() {
        return local.register();
    }

    /** Makes the extract of a contact. */
    RegisterExtract extract(ContactId contact) {
        return extracts.extract(contact, ExtractOrder.in(Locale.ENGLISH));
    }

    AnonymizationService anonymization() {
        return anonymization;
    }

    DeletionService deletion() {
        return deletion;
    }

    Components components() {
        return components;
    }

    Schema schema() {
        return schema;
    }

    Seeder seeder() {
        return seeder;
    }

    Core core() {
        return core;
    }

    /** Returns stores as they are after a restart: made anew. */
    List<PersonalDataStore> restarted() {
        return contract.stores(new Core(this, newComponents()));
    }

    private Components newComponents() {
        return new Components(database, services, bundles);
    }

    @Override
    public void close() {
        local.close();
        components.close();
        database.close();
    }
}
