package org.gallra.register;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.gallra.api.access.AccessControl;
import org.gallra.api.audit.AuditLog;
import org.gallra.api.contact.ContactDirectory;
import org.gallra.api.contact.ContactRestrictions;
import org.gallra.api.contributor.ContributorCalls;
import org.gallra.api.erasure.ErasureBlocker;
import org.gallra.api.erasure.ErasureEngine;
import org.gallra.api.erasure.ErasureTraces;
import org.gallra.api.erasure.ReceiptService;
import org.gallra.api.erasure.WaitingActs;
import org.gallra.api.ledger.ErasureLedger;
import org.gallra.api.persistence.Database;
import org.gallra.api.personaldata.PersonalDataRegister;
import org.gallra.api.personaldata.PersonalDataStore;
import org.gallra.api.personaldata.RecordDeclaration;
import org.gallra.api.suppression.SuppressionList;
import org.jspecify.annotations.Nullable;

/**
 * The register and the engine without a framework: the same code that runs in the product, for tests and for the compliance
 * kit. Whoever makes it says which bundles are there.
 */
public final class LocalRegister implements AutoCloseable {

    private final Map<Long, String> bundles = new ConcurrentHashMap<>();
    private final BudgetedCalls calls;
    private final Offers offers;
    private final Register register;
    private final SqlErasureEngine engine;
    private final Probes probes;
    private final Database database;
    private final AccessControl access;
    private final SqlWaitingActs waiting;
    private final Replay replay;

    /**
     * A bundle that is installed.
     *
     * @param content what it says
     * @param tables the tables that its changelog makes, in lower case; null if it has not run
     * @param active whether the bundle runs
     */
    public record Installed(BundleContent content, @Nullable Set<String> tables, boolean active) {

        /**
         * Returns the bundle on the class path that a class comes from, running.
         *
         * @param tables the tables that its changelog has made, in lower case
         */
        public static Installed of(Class<?> type, String... tables) {
            try {
                Path place = Path.of(
                        type.getProtectionDomain().getCodeSource().getLocation().toURI());
                BundleContent content = BuiltContent.of(place);
                if (content == null) {
                    throw new IllegalStateException("There is no bundle at " + place);
                }
                return new Installed(content, Set.of(tables), true);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (URISyntaxException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /**
     * Takes what the register needs; its own changelog must have run.
     *
     * @param batch how many contacts one transaction of an erasure covers
     */
    public LocalRegister(
            Database database,
            AccessControl access,
            ContactDirectory directory,
            ContactRestrictions restrictions,
            Clock clock,
            int batch) {
        this(database, access, directory, restrictions, new NoLedger(), new NoList(), clock, batch);
    }

    /** Takes a ledger besides. */
    public LocalRegister(
            Database database,
            AccessControl access,
            ContactDirectory directory,
            ContactRestrictions restrictions,
            ErasureLedger ledger,
            Clock clock,
            int batch) {
        this(database, access, directory, restrictions, ledger, new NoList(), clock, batch);
    }

    /** Takes a list against re-creation besides. */
    public LocalRegister(
            Database database,
            AccessControl access,
            ContactDirectory directory,
            ContactRestrictions restrictions,
            SuppressionList list,
            Clock clock,
            int batch) {
        this(database, access, directory, restrictions, new NoLedger(), list, clock, batch);
    }

    /** Takes both. */
    public LocalRegister(
            Database database,
            AccessControl access,
            ContactDirectory directory,
            ContactRestrictions restrictions,
            ErasureLedger ledger,
            SuppressionList list,
            Clock clock,
            int batch) {
        this(database, access, directory, restrictions, ledger, list, AuditLog.NONE, clock, batch);
    }

    /** Takes an audit log besides. */
    public LocalRegister(
            Database database,
            AccessControl access,
            ContactDirectory directory,
            ContactRestrictions restrictions,
            ErasureLedger ledger,
            SuppressionList list,
            AuditLog audit,
            Clock clock,
            int batch) {
        this.database = database;
        this.access = access;
        this.calls = new BudgetedCalls(access, bundles::get, Clock.systemUTC());
        this.offers = new Offers(calls);
        Stores stores = new Stores(offers, calls);
        this.register = new Register(database, offers, stores);
        this.waiting = new SqlWaitingActs(database, access, directory, restrictions, clock);
        waiting.audit = audit;
        this.probes = new Probes(register, database, ledger, Clock.systemUTC(), List.of(), false);
        this.engine = new SqlErasureEngine(
                new Surroundings(register, stores, new Blockers(offers, calls, database), database, clock, () -> batch),
                new Books(ledger, list, audit, restrictions, probes),
                access,
                directory,
                UUID.randomUUID().toString());
        this.replay = new Replay(register, ledger, list, restrictions, database, clock);
    }

    /** Looks at these bundles; those that were there before and are not now have departed. */
    public void look(Collection<Installed> bundles) {
        register.look(bundles.stream().flatMap(LocalRegister::read).toList());
    }

    private static Stream<Register.Present> read(Installed bundle) {
        return Stream.ofNullable(DeclarationReader.read(bundle.content()))
                .map(said -> new Register.Present(said.with(bundle.tables()), bundle.active(), null));
    }

    /** Offers a store as the service of a bundle; to be done before the bundle is looked at. */
    public void offer(PersonalDataStore store, String bundle) {
        offers.addStore(store, properties(bundle));
    }

    /** Offers a store that stands for one of the class with the name, such as one that fails on purpose. */
    public void offer(PersonalDataStore store, String bundle, String type) {
        offers.addStore(store, properties(bundle), type);
    }

    /** Offers a blocker as the service of a bundle. */
    public void offer(ErasureBlocker blocker, String bundle) {
        offers.addBlocker(blocker, properties(bundle));
    }

    /** Takes a store away, as when its bundle stops. */
    public void withdraw(PersonalDataStore store) {
        offers.removeStore(store);
    }

    /** Takes a blocker away. */
    public void withdraw(ErasureBlocker blocker) {
        offers.removeBlocker(blocker);
    }

    /** Returns what waits. */
    public WaitingActs waiting() {
        return waiting;
    }

    /** Executes what is due, as the engine does every few seconds. */
    public void due() {
        engine.due();
    }

    /** Returns the way by which services of bundles are called. */
    public ContributorCalls calls() {
        return calls;
    }

    private Map<String, Object> properties(String bundle) {
        long id = bundles.entrySet().stream()
                .filter(e -> e.getValue().equals(bundle))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(bundles.size() + 1L);
        bundles.put(id, bundle);
        return Map.of("service.bundleid", id);
    }

    /** Returns the register. */
    public PersonalDataRegister register() {
        return register;
    }

    /** Returns what keeps a bundle from accounting for its data; empty if nothing does. */
    public List<Finding> findings(String bundle) {
        return register.view().findings().getOrDefault(bundle, List.of());
    }

    /** Returns the records whose tables are as declared, ordered by bundle and id. */
    public List<RecordDeclaration> usable() {
        return List.copyOf(register.view().usable().values());
    }

    /** Returns the engine. */
    public ErasureEngine engine() {
        return engine;
    }

    /** Asks the stores that still have to forget somebody, as the product does every ten seconds. */
    public void pay() {
        engine.pay();
    }

    /** Returns the receipts of the engine's acts. */
    public ReceiptService receipts() {
        return new SqlReceipts(database, access, probes);
    }

    /** Returns the tables that the engine's acts have changed. */
    public ErasureTraces traces() {
        return new Traces(database);
    }

    /** Does what the search for residue does once a minute. */
    public void lookForLostProbes() {
        probes.tick();
    }

    /** Searches for what the acts since the last search have left, as the product does a moment after them. */
    public void probe() {
        probes.search();
    }

    /** Brings the database up to the ledger, as the product does before it lets anybody in; returns how many batches it missed. */
    public int replay() {
        return replay.run();
    }

    /** Lets the batch in work end. */
    @Override
    public void close() {
        engine.stop();
        probes.stop();
        calls.stop();
    }
}
