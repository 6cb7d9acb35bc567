package org.gallra.register;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Permission;
import org.gallra.api.audit.AuditLog;
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
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Plans and executes erasures over the declared tables of all bundles.
 *
 * <p>Immediate because a run that a crash cut off goes on at the next start, before anybody asks.
 */
@Component(service = ErasureEngine.class, immediate = true)
public final class SqlErasureEngine implements ErasureEngine {

    private static final int FEWEST = 2;
    private static final int MOST = 1_000;

    /** Small batches keep readers' waits short on Derby; PostgreSQL takes more at a time (PERFORMANCE.md). */
    private static final int DERBY_BATCH = 1_000;

    private static final int BATCH = 10_000;

    private final Surroundings around;
    private final Database database;
    private final AccessControl access;
    private final ContactDirectory directory;
    private final Planning planning;
    private final Execution execution;
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
                new Surroundings(
                        register.register(),
                        register.stores(),
                        new Blockers(offers, calls, database),
                        database,
                        Clock.systemUTC(),
                        () -> database.kind() == Database.Kind.DERBY ? DERBY_BATCH : BATCH),
                new Books(ledger, list, audit, restrictions, probes),
                access,
                directory,
                NodeId.of(context));
        execution.begin();
    }

    SqlErasureEngine(Surroundings around, Books books, AccessControl access, ContactDirectory directory, String node) {
        this.around = around;
        this.database = around.database();
        this.access = access;
        this.directory = directory;
        this.together = new Together(database);
        this.planning = new Planning(around, directory, together);
        this.execution = new Execution(around, books, together, node);
    }

    /** Lets the batch in work end; what is left goes on at the next start. */
    @Deactivate
    public void stop() {
        execution.end();
        together.end();
    }

    @Override
    public ErasurePlan plan(ErasureRequest request) {
        Caller caller = access.require(permission(request.action()));
        return planning.plan(request, caller.userName());
    }

    @Override
    public ErasurePlan get(UUID plan) {
        return permitted(plan).plan();
    }

    @Override
    public List<ContactId> people(UUID plan, int limit) {
        StoredPlan stored = permitted(plan);
        List<Long> keys = database.inNewTransaction(connection ->
                new Staging(connection, database.kind(), stored.key()).firstContacts(Math.min(limit, MOST)));
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
        return planning.singlingOut(permitted(plan), limit);
    }

    @Override
    public ErasurePlan generalize(UUID plan, Set<String> measures) {
        return planning.generalize(permitted(plan), measures);
    }

    @Override
    public List<ErasurePlan.Exclusion> holds(ContactId contact, ErasureAction action) {
        access.require(Permission.READ);
        return around.blockers().holding(directory.contactKey(contact), action, around.now());
    }

    @Override
    public void discard(UUID plan) {
        StoredPlan stored = permitted(plan);
        database.inNewTransaction(connection -> {
            StoredPlan locked = PlanStore.lock(connection, around.kind(), stored.key());
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
        execution.execute(stored, caller.userName(), acceptGaps);
        return find(plan).plan();
    }

    /** Executes what is due, as is done every few seconds. */
    void due() {
        execution.due();
    }

    /** Pays what is owed, as is done every few seconds. */
    void pay() {
        execution.pay();
    }

    /** Returns a plan that the caller may see. */
    private StoredPlan permitted(UUID plan) {
        StoredPlan stored = find(plan);
        access.require(permission(stored.action()));
        return stored;
    }

    private StoredPlan find(UUID id) {
        return database.inNewTransaction(connection -> PlanStore.find(connection, id))
                .orElseThrow(StoredPlan::unknown);
    }

    private static Permission permission(ErasureAction action) {
        return action == ErasureAction.ANONYMIZE ? Permission.ANONYMIZE : Permission.DELETE;
    }

    private static String shown(String digest) {
        String text = digest.replaceAll("[^0-9a-fA-F]", "?");
        return text.length() > 64 ? text.substring(0, 64) : text;
    }
}
