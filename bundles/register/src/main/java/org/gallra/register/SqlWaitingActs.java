package org.gallra.register;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Permission;
import org.gallra.api.audit.AuditEntry;
import org.gallra.api.audit.AuditLog;
import org.gallra.api.contact.ContactDirectory;
import org.gallra.api.contact.ContactId;
import org.gallra.api.contact.ContactRestrictions;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.WaitingActs;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.rest.Input;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What waits, and how long. A cancel and the beginning of an execution meet at the plan's row: one of them wins. */
@Component(service = WaitingActs.class)
public final class SqlWaitingActs implements WaitingActs {

    private static final Logger LOG = LoggerFactory.getLogger(SqlWaitingActs.class);
    private static final int MOST_HOURS = 720;

    private final Database database;
    private final AccessControl access;
    private final ContactDirectory directory;
    private final ContactRestrictions restrictions;
    private final Clock clock;

    /** Set by the framework before anybody calls; tests without one write nothing. */
    @Reference
    AuditLog audit = AuditLog.NONE;

    /** Waits for the tables. */
    @Activate
    public SqlWaitingActs(
            @Reference Database database,
            @Reference AccessControl access,
            @Reference ContactDirectory directory,
            @Reference ContactRestrictions restrictions,
            @Reference(target = "(gallra.schema=org.gallra.register)") SchemaReady schema) {
        this(database, access, directory, restrictions, Clock.systemUTC());
    }

    SqlWaitingActs(
            Database database,
            AccessControl access,
            ContactDirectory directory,
            ContactRestrictions restrictions,
            Clock clock) {
        this.database = database;
        this.access = access;
        this.directory = directory;
        this.restrictions = restrictions;
        this.clock = clock;
    }

    @Override
    public Times times() {
        access.require(Permission.ANONYMIZE);
        return database.inNewTransaction(WaitingStore::read);
    }

    @Override
    public Times change(long version, int byHandHours, int byRuleHours) {
        Caller caller = access.require(Permission.ANONYMIZE);
        Input input = new Input();
        hours(input, "byHandHours", byHandHours);
        hours(input, "byRuleHours", byRuleHours);
        input.check();
        Times times = database.inNewTransaction(connection -> {
            WaitingStore.write(connection, version, byHandHours, byRuleHours, caller.userName(), now());
            audit.record(AuditEntry.of(ErasureActs.TIMES)
                    .count("byHandHours", byHandHours)
                    .count("byRuleHours", byRuleHours));
            return WaitingStore.read(connection);
        });
        LOG.info("Ordered erasures wait {} hours by hand and {} hours by rule", byHandHours, byRuleHours);
        return times;
    }

    private static void hours(Input input, String field, int hours) {
        if (hours < 0 || hours > MOST_HOURS) {
            input.refuse(
                    field,
                    new Text(
                            "Ange 0 till " + MOST_HOURS + " timmar; 0 är genast.",
                            "Give 0 to " + MOST_HOURS + " hours; 0 is at once."));
        }
    }

    @Override
    public List<ErasurePlan> list() {
        access.require(Permission.ANONYMIZE);
        return database.inNewTransaction(PlanStore::waiting).stream()
                .map(StoredPlan::plan)
                .toList();
    }

    @Override
    public Optional<ErasurePlan> of(ContactId contact) {
        access.require(Permission.ANONYMIZE);
        long key = directory.contactKey(contact);
        return database.inNewTransaction(connection -> PlanStore.waiting(connection, key))
                .map(StoredPlan::plan);
    }

    @Override
    public ErasurePlan cancel(UUID plan) {
        Caller caller = access.require(Permission.ANONYMIZE);
        ErasurePlan cancelled = database.inNewTransaction(connection -> {
            StoredPlan stored = PlanStore.find(connection, plan).orElseThrow(StoredPlan::unknown);
            if (!PlanStore.cancel(connection, stored.key(), caller.userName(), now())) {
                throw GallraException.conflict(new Text(
                        "Det finns inget att avbryta: åtgärden väntar inte (längre).",
                        "There is nothing to cancel: the act does not wait (any more)."));
            }
            restrictions.release(PlanStore.cause(stored.id()));
            audit.record(ErasureActs.of(ErasureActs.CANCELLED, stored, caller.userName()));
            return PlanStore.find(connection, plan)
                    .orElseThrow(StoredPlan::unknown)
                    .plan();
        });
        LOG.info("Erasure plan {} was cancelled while it waited", plan);
        return cancelled;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
