package org.gallra.register;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Permission;
import org.gallra.api.audit.AuditEntry;
import org.gallra.api.audit.AuditLog;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactDirectory;
import org.gallra.api.contact.ContactId;
import org.gallra.api.contact.ContactRestrictions;
import org.gallra.api.contributor.ContributorCalls;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.erasure.ErasureEngine;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.ErasureRequest;
import org.gallra.api.erasure.SinglingOut;
import org.gallra.api.erasure.StalePlanException;
import org.gallra.api.ledger.ErasureLedger;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.suppression.SuppressionList;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans and executes erasures over the declared tables of all bundles.
 *
 * <p>Immediate because a run that a crash cut off goes on at the next start, before anybody asks.
 */
@Component(service = ErasureEngine.class, immediate = true)
public final class SqlErasureEngine implements ErasureEngine {

    private static final Logger LOG = LoggerFactory.getLogger(SqlErasureEngine.class);
    private static final Duration LIFE = Duration.ofHours(1);
    private static final int WAIT_SECONDS = 10;
    private static final int MAX_IDS = 10_000;
    private static final int RESUME_TRIES = 120;
    private static final int DEBT_SECONDS = 10;
    private static final int DUE_SECONDS = 5;
    private static final int FEWEST = 2;
    private static final int MOST = 1_000;

    /** Small batches keep readers' waits short on Derby; PostgreSQL takes more at a time (PERFORMANCE.md). */
    private static final int DERBY_BATCH = 1_000;

    private static final int BATCH = 10_000;

    private final Register register;
    private final Stores stores;
    private final Blockers blockers;
    private final Debts debts;
    private final Arrears arrears;
    private final ErasureLedger ledger;
    private final SuppressionList list;
    private final Probes probes;
    private final AuditLog audit;
    private final Database database;
    private final AccessControl access;
    private final ContactDirectory directory;
    private final ContactRestrictions restrictions;
    private final Clock clock;
    private final IntSupplier batch;
    private final Leases leases;
    private final Orders orders;
    private final Map<Long, Future<?>> runs = new ConcurrentHashMap<>();
    private volatile boolean stopping;
    private final Worker worker = new Worker("gallra-erasure");
    private final Together together;

    /** Waits for the tables and goes on with what was cut off. */
    @Activate
    public SqlErasureEngine(
            @Reference BundleRegister register,
            @Reference Database database,
            @Reference AccessControl access,
            @Reference ContactDirectory directory,
            @Reference ContactRestrictions restrictions,
            @Reference Offers offers,
            @Reference ContributorCalls calls,
            @Reference ErasureLedger ledger,
            @Reference SuppressionList list,
            @Reference Probes probes,
            @Reference AuditLog audit,
            @Reference(target = "(gallra.schema=org.gallra.register)") SchemaReady schema,
            BundleContext context) {
        this(
                register.register(),
                register.stores(),
                new Blockers(offers, calls, database),
                ledger,
                list,
                probes,
                audit,
                database,
                access,
                directory,
                restrictions,
                Clock.systemUTC(),
                () -> database.kind() == Database.Kind.DERBY ? DERBY_BATCH : BATCH,
                NodeId.of(context));
        worker.schedule(() -> resume(0), 1, TimeUnit.SECONDS);
        worker.scheduleWithFixedDelay(this::pay, DEBT_SECONDS, DEBT_SECONDS, TimeUnit.SECONDS);
        worker.scheduleWithFixedDelay(this::dueQuietly, DUE_SECONDS, DUE_SECONDS, TimeUnit.SECONDS);
    }

    SqlErasureEngine(
            Register register,
            Stores stores,
            Blockers blockers,
            ErasureLedger ledger,
            SuppressionList list,
            Probes probes,
            AuditLog audit,
            Database database,
            AccessControl access,
            ContactDirectory directory,
            ContactRestrictions restrictions,
            Clock clock,
            IntSupplier batch,
            String node) {
        this.register = register;
        this.stores = stores;
        this.blockers = blockers;
        this.ledger = ledger;
        this.list = list;
        this.probes = probes;
        this.audit = audit;
        this.debts = new Debts(register, stores, database);
        this.arrears = new Arrears(register, ledger, list, database, clock);
        this.database = database;
        this.access = access;
        this.directory = directory;
        this.restrictions = restrictions;
        this.clock = clock;
        this.batch = batch;
        this.leases = new Leases(database, node, clock);
        this.together = new Together(database);
        this.orders = new Orders(
                register, stores, blockers, restrictions, audit, database, clock, batch, this::runOf, this::run);
    }

    /** Lets the batch in work end; what is left goes on at the next start. */
    @Deactivate
    public void stop() {
        stopping = true;
        worker.end();
        together.end();
    }

    @Override
    public ErasurePlan plan(ErasureRequest request) {
        Caller caller = access.require(permission(request.action()));
        check(request);
        View view = register.view();
        Set<String> fields =
                request.action() == ErasureAction.ANONYMIZE ? Planner.fields(view, request.fields()) : new TreeSet<>();
        Instant now = clock.instant();
        Staged staged = database.inNewTransaction(connection -> {
            PlanStore.forgetExpired(connection, now);
            long key = PlanStore.create(
                    connection,
                    UUID.randomUUID(),
                    request.action(),
                    caller.userName(),
                    request.selection() != null,
                    now,
                    now.plus(LIFE));
            if (request.filter() != null || request.selection() != null) {
                Planner.widen(connection, database.kind());
            }
            Staged people = stage(connection, view, request, key);
            Planner.analyze(connection, database.kind(), people.contacts());
            return people;
        });
        boolean planned = false;
        try {
            ErasurePlan plan = plan(request, view, fields, staged, now);
            planned = true;
            return plan;
        } finally {
            if (!planned) {
                database.inNewTransaction(connection -> {
                    PlanStore.forget(connection, staged.key());
                    return true;
                });
            }
        }
    }

    /**
     * A plan whose people are known.
     *
     * @param key the plan's key
     * @param contacts how many people there are
     * @param unknown how many of those who were asked for do not exist
     */
    private record Staged(long key, long contacts, long unknown) {}

    private ErasurePlan plan(ErasureRequest request, View view, Set<String> fields, Staged staged, Instant now) {
        boolean companies = !request.companies().isEmpty();
        Blockers.Answer held = blockers.exclude(view, staged.key(), request.action(), companies, now);
        StoreCount counted = StoreCount.of(view, stores, database, staged.key(), request.action(), fields);
        List<Act> acts = Act.of(view, database.kind(), request.action(), fields, companies);
        Counter counter = new Counter(view, database.kind(), request.action(), staged.key(), companies);
        List<Counter.Counted> counts = Together.worthIt(staged.contacts()) ? together.count(counter, acts) : List.of();
        return database.inNewTransaction(connection -> {
            PlanBody body = Planner.body(
                    connection,
                    view,
                    request.action(),
                    staged.key(),
                    fields,
                    acts,
                    counts.isEmpty() ? counter.count(connection, acts) : counts,
                    staged.unknown(),
                    reason(request),
                    counted,
                    held);
            if (body.contacts() + body.companies() == 0 && body.excluded().isEmpty()) {
                throw nobody(request);
            }
            int batches = (int) Math.max(1, (body.contacts() + batch.getAsInt() - 1) / batch.getAsInt());
            String digest = Planner.digest(request.action(), body, staged.key());
            PlanStore.complete(connection, staged.key(), digest, batches, body);
            return PlanStore.lock(connection, database.kind(), staged.key()).plan();
        });
    }

    @Override
    public ErasurePlan get(UUID plan) {
        StoredPlan stored = find(plan);
        access.require(permission(stored.action()));
        return stored.plan();
    }

    @Override
    public List<ContactId> people(UUID plan, int limit) {
        StoredPlan stored = find(plan);
        access.require(permission(stored.action()));
        List<Long> keys = database.inNewTransaction(
                connection -> Planner.first(connection, stored.key(), Math.min(limit, 1_000)));
        Map<Long, ContactDirectory.Ref> refs = directory.contacts(keys);
        return keys.stream()
                .map(refs::get)
                .filter(ref -> ref != null && ref.contact() != null)
                .map(ContactDirectory.Ref::contact)
                .toList();
    }

    @Override
    public SinglingOut singlingOut(UUID plan, int limit) {
        if (limit < FEWEST || limit > MOST) {
            throw GallraException.invalid(
                    "limit", new Text("Ange ett tal från 2 till 1000.", "Give a number from 2 to 1000."));
        }
        StoredPlan stored = find(plan);
        access.require(permission(stored.action()));
        return database.inNewTransaction(connection -> {
            StoredPlan found = changeable(PlanStore.find(connection, plan).orElse(stored));
            View view = register.view();
            PlanBody body = found.body();
            return new Standouts(view, database.kind(), found.key(), limit)
                    .count(
                            connection,
                            Act.of(view, database.kind(), found.action(), Planner.known(view, body.fields()), false),
                            found.digest(),
                            body.contacts());
        });
    }

    @Override
    public ErasurePlan generalize(UUID plan, Set<String> measures) {
        StoredPlan stored = find(plan);
        access.require(permission(stored.action()));
        return database.inNewTransaction(connection -> {
            StoredPlan found = changeable(PlanStore.lock(connection, database.kind(), stored.key()));
            View view = register.view();
            PlanBody before = found.body();
            PlanBody body = Planner.count(
                    connection,
                    view,
                    database.kind(),
                    found.action(),
                    found.key(),
                    Planner.measured(view, before.fields(), measures),
                    false,
                    before.unknown(),
                    before.reason(),
                    new StoreCount(before.stores(), List.of()),
                    new Blockers.Answer(before.excluded(), before.gaps()));
            PlanStore.complete(
                    connection, found.key(), Planner.digest(found.action(), body, found.key()), found.batches(), body);
            return PlanStore.lock(connection, database.kind(), found.key()).plan();
        });
    }

    /** Demands that a plan anonymizes and nobody ordered it yet. */
    private StoredPlan changeable(StoredPlan plan) {
        if (plan.action() != ErasureAction.ANONYMIZE
                || plan.state() != ErasurePlan.State.PLANNED
                || plan.expiresAt().isBefore(clock.instant())) {
            throw GallraException.conflict(new Text(
                    "Det går bara innan en anonymisering är beställd. Gör en ny förhandsgranskning.",
                    "That can be done only before an anonymization is ordered. Make a new preview."));
        }
        return plan;
    }

    @Override
    public List<ErasurePlan.Exclusion> holds(ContactId contact, ErasureAction action) {
        access.require(Permission.READ);
        return blockers.holding(directory.contactKey(contact), action, clock.instant());
    }

    @Override
    public void discard(UUID plan) {
        StoredPlan stored = find(plan);
        access.require(permission(stored.action()));
        database.inNewTransaction(connection -> {
            StoredPlan locked = PlanStore.lock(connection, database.kind(), stored.key());
            if (locked.state() == ErasurePlan.State.PLANNED || locked.state() == ErasurePlan.State.EXPIRED) {
                PlanStore.forget(connection, stored.key());
            }
            return true;
        });
    }

    @Override
    public ErasurePlan execute(UUID plan, String digest, boolean acceptGaps) {
        StoredPlan stored = find(plan);
        Caller caller = access.require(permission(stored.action()));
        if (stored.state() == ErasurePlan.State.DONE || stored.state() == ErasurePlan.State.WAITING) {
            return stored.plan();
        }
        if (stored.digest().isEmpty() || !stored.digest().equals(digest)) {
            throw new StalePlanException(List.of(new Text(
                    "Digest " + shown(digest) + " hör inte till planen, som har " + stored.digest(),
                    "The digest " + shown(digest) + " is not the plan's, which is " + stored.digest())));
        }
        Instant now = clock.instant();
        if (stored.state() == ErasurePlan.State.EXPIRED
                || (stored.state() == ErasurePlan.State.PLANNED
                        && stored.expiresAt().isBefore(now))) {
            throw new StalePlanException(
                    List.of(new Text("Planen är för gammal eller inaktuell", "The plan is too old or out of date")));
        }
        if (stored.state() == ErasurePlan.State.CANCELLED) {
            throw GallraException.conflict(new Text(
                    "Åtgärden är avbruten. Gör en ny förhandsgranskning.",
                    "The act is cancelled. Make a new preview."));
        }
        checkExecutable(stored, acceptGaps);
        ledger.requireReady();
        list.requireReady();
        Duration wait = stored.state() == ErasurePlan.State.PLANNED
                ? database.inNewTransaction(c -> WaitingStore.of(c, stored.byRule()))
                : Duration.ZERO;
        if (!wait.isZero()) {
            orders.order(stored, caller.userName(), acceptGaps, now.plus(wait));
            return find(plan).plan();
        }
        if (stored.state() != ErasurePlan.State.RUNNING
                && database.inNewTransaction(c -> start(c, stored, caller.userName(), acceptGaps, now))) {
            runs.put(stored.key(), worker.submit(() -> orders.carryOut(stored)));
        }
        await(stored.key());
        return find(plan).plan();
    }

    /** Begins and takes it down in one transaction: what cannot be taken down is not begun. */
    private boolean start(Connection connection, StoredPlan plan, String user, boolean acceptGaps, Instant now)
            throws SQLException {
        boolean mine = PlanStore.start(connection, plan.key(), user, acceptGaps, now);
        if (mine) {
            audit.record(entry(plan, user));
        }
        return mine;
    }

    /** Says of a plan that it is executed; the plan is named and nobody in it. */
    static AuditEntry entry(StoredPlan plan, @Nullable String user) {
        ErasureActs act = plan.action() == ErasureAction.ANONYMIZE ? ErasureActs.ANONYMIZED : ErasureActs.DELETED;
        return entry(act, plan, user);
    }

    static AuditEntry entry(ErasureActs act, StoredPlan plan, @Nullable String user) {
        return AuditEntry.of(act)
                .by(user)
                .on(plan.byRule() ? "plan-of-rule" : "plan", plan.id())
                .count("contacts", plan.body().contacts())
                .count("companies", plan.body().companies())
                .details(plan.body().fields());
    }

    private static void checkExecutable(StoredPlan plan, boolean acceptGaps) {
        if (plan.body().contacts() + plan.body().companies() == 0) {
            throw GallraException.conflict(new Text(
                    "Ingen är kvar i planen: alla hålls av hinder.",
                    "Nobody is left in the plan: all are held by blockers."));
        }
        List<Text> stopping = plan.body().gaps().stream()
                .filter(ErasurePlan.Gap::stops)
                .map(ErasurePlan.Gap::text)
                .toList();
        if (!acceptGaps && !stopping.isEmpty()) {
            throw GallraException.conflict(new Text(
                    stopping.get(0).sv() + ". Stoppa eller ta bort tillägget, eller bekräfta med acceptGaps.",
                    stopping.get(0).en() + ". Stop or remove the bundle, or confirm with acceptGaps."));
        }
    }

    private void await(long key) {
        Future<?> run = runs.get(key);
        if (run == null) {
            return;
        }
        try {
            run.get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return; // it goes on; the caller asks again
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GallraException known) {
                throw known;
            }
            throw unavailable(new Text("Körningen avbröts.", "The run was cut off."), e);
        }
    }

    private void run(long key) {
        try {
            if (leases.take(key)) {
                runOf(key).all();
            }
        } finally {
            runs.remove(key);
        }
    }

    private Run runOf(long key) {
        return new Run(
                register,
                stores,
                blockers,
                restrictions,
                ledger,
                list,
                probes,
                database,
                clock,
                leases,
                together,
                key,
                batch.getAsInt(),
                () -> stopping);
    }

    private void dueQuietly() {
        try {
            due();
        } catch (RuntimeException e) {
            LOG.warn(
                    "Erasures that are due could not be looked up: {}",
                    e.getClass().getName());
        }
    }

    /** Executes what is due, as the worker does every few seconds. */
    void due() {
        try {
            ledger.requireReady();
            list.requireReady();
        } catch (GallraException e) {
            return; // the state of the ledger or the list says why; what is due waits
        }
        takeOver();
        orders.due();
    }

    /** Goes on with what another node was at when it died. */
    private void takeOver() {
        for (StoredPlan plan : database.inNewTransaction(leases::orphans)) {
            if (orders.arriving(plan)) {
                continue;
            }
            LOG.info(
                    "Taking over erasure plan {} at batch {} of {}", plan.id(), plan.batchesDone() + 1, plan.batches());
            try {
                orders.carryOut(plan);
            } catch (GallraException e) {
                LOG.warn("Erasure plan {} could not go on: {}", plan.id(), e.getMessage());
            }
        }
    }

    /** Asks stores that still have to forget somebody, also those whose bundle has come back, and treats tables that have. */
    void pay() {
        try {
            arrears.pay();
            debts.pay();
        } catch (RuntimeException e) {
            LOG.warn("What is owed could not be looked up: {}", e.getClass().getName());
        }
    }

    private void resume(int tries) {
        try {
            List<StoredPlan> cut = database.inNewTransaction(leases::left);
            String digest = register.view().snapshot().digest();
            if (ledger.behind()) {
                worker.schedule(() -> resume(tries), 1, TimeUnit.SECONDS);
                return;
            }
            boolean settled = cut.stream().allMatch(p -> p.body().register().equals(digest));
            if (!settled && tries < RESUME_TRIES) {
                worker.schedule(() -> resume(tries + 1), 1, TimeUnit.SECONDS);
                return;
            }
            for (StoredPlan plan : cut) {
                LOG.info(
                        "Going on with erasure plan {} at batch {} of {}",
                        plan.id(),
                        plan.batchesDone() + 1,
                        plan.batches());
                try {
                    orders.carryOut(plan);
                } catch (GallraException e) {
                    LOG.warn("Erasure plan {} could not go on: {}", plan.id(), e.getMessage());
                }
            }
        } catch (RuntimeException e) {
            if (tries < RESUME_TRIES && !worker.isShutdown()) {
                worker.schedule(() -> resume(tries + 1), 1, TimeUnit.SECONDS);
            } else {
                LOG.error(
                        "Erasures that were cut off could not be looked up ({})",
                        e.getClass().getName());
            }
        }
    }

    private Staged stage(Connection connection, View view, ErasureRequest request, long key) throws SQLException {
        if (request.filter() != null) {
            return new Staged(
                    key, Planner.stage(connection, database.kind(), key, directory.select(request.filter())), 0);
        }
        if (request.selection() != null) {
            return new Staged(key, Planner.stage(connection, database.kind(), key, request.selection()), 0);
        }
        if (!request.companies().isEmpty()) {
            List<CompanyId> ids = request.companies().stream().distinct().toList();
            Set<Long> keys = new TreeSet<>();
            for (CompanyId id : ids) {
                keys.add(directory.companyKey(id));
            }
            Planner.stage(connection, key, 'O', keys);
            return new Staged(key, Planner.stageContactsOfCompanies(connection, view, database.kind(), key), 0);
        }
        List<ContactId> ids = request.contacts().stream().distinct().toList();
        Map<ContactId, Long> keys = directory.contactKeys(ids);
        if (keys.isEmpty()) {
            throw ContactId.unknown();
        }
        return new Staged(
                key, Planner.stage(connection, key, 'C', new TreeSet<>(keys.values())), ids.size() - keys.size());
    }

    private StoredPlan find(UUID id) {
        return database.inNewTransaction(connection -> PlanStore.find(connection, id))
                .orElseThrow(SqlErasureEngine::unknown);
    }

    static GallraException unknown() {
        return GallraException.notFound(new Text(
                "Planen finns inte. Gör en ny förhandsgranskning.", "There is no such plan. Make a new preview."));
    }

    private static Permission permission(ErasureAction action) {
        return action == ErasureAction.ANONYMIZE ? Permission.ANONYMIZE : Permission.DELETE;
    }

    private static void check(ErasureRequest request) {
        int ways = (request.contacts().isEmpty() ? 0 : 1)
                + (request.filter() == null ? 0 : 1)
                + (request.companies().isEmpty() ? 0 : 1)
                + (request.selection() == null ? 0 : 1);
        if (ways != 1) {
            throw GallraException.invalid(
                    "contacts",
                    new Text(
                            "Ange antingen kontaktpersoner eller ett filter, och minst en.",
                            "Give either contacts or a filter, and at least one."));
        }
        if (request.contacts().size() > MAX_IDS || request.companies().size() > MAX_IDS) {
            throw GallraException.invalid(
                    "contacts",
                    new Text("Högst 10 000 åt gången; använd ett filter.", "At most 10,000 at a time; use a filter."));
        }
        if (request.action() == ErasureAction.ANONYMIZE && !request.companies().isEmpty()) {
            throw GallraException.invalid(
                    "companies",
                    new Text(
                            "Ett företag kan inte anonymiseras, bara dess kontaktpersoner.",
                            "A company cannot be anonymized, only its contacts."));
        }
        String reason = request.reason();
        if (reason != null && reason.length() > 500) {
            throw GallraException.invalid("reason", new Text("Högst 500 tecken.", "At most 500 characters."));
        }
        if (reason != null && reason.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r')) {
            throw GallraException.invalid(
                    "reason", new Text("Styrtecken är inte tillåtna.", "Control characters are not allowed."));
        }
    }

    private static @Nullable String reason(ErasureRequest request) {
        String reason = request.reason();
        return reason == null || reason.isBlank() ? null : reason.strip();
    }

    private static GallraException nobody(ErasureRequest request) {
        return request.filter() != null || request.selection() != null
                ? GallraException.invalid(
                        "filter", new Text("Ingen kontaktperson motsvarar filtret.", "No contact matches the filter."))
                : ContactId.unknown();
    }

    private static String shown(String digest) {
        String text = digest.replaceAll("[^0-9a-fA-F]", "?");
        return text.length() > 64 ? text.substring(0, 64) : text;
    }

    static GallraException unavailable(Text text, Throwable cause) {
        return new GallraException(GallraException.Code.UNAVAILABLE, text, List.of(), cause);
    }
}
