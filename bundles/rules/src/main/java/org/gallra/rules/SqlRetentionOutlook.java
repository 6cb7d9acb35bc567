package org.gallra.rules;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Permission;
import org.gallra.api.contact.ContactDirectory;
import org.gallra.api.contact.ContactId;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.erasure.ErasureEngine;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.personaldata.PersonalDataRegister;
import org.gallra.api.rule.RetentionOutlook;
import org.gallra.api.rule.Schedule;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Asks the rules' own queries about one contact, for one run after the other. */
@Component(service = RetentionOutlook.class)
public final class SqlRetentionOutlook implements RetentionOutlook {

    private static final int DAYS = 400;

    private final Database database;
    private final Planning planning;
    private final Counting counting;
    private final ContactDirectory directory;
    private final PersonalDataRegister register;
    private final ErasureEngine engine;
    private final AccessControl access;
    private final Clock clock;

    /** Takes the services. */
    @Activate
    public SqlRetentionOutlook(
            @Reference Database database,
            @Reference Planning planning,
            @Reference Counting counting,
            @Reference ContactDirectory directory,
            @Reference PersonalDataRegister register,
            @Reference ErasureEngine engine,
            @Reference AccessControl access,
            @Reference(target = "(gallra.schema=org.gallra.rules)") SchemaReady schema) {
        this(database, planning, counting, directory, register, engine, access, Clock.systemUTC());
    }

    SqlRetentionOutlook(
            Database database,
            Planning planning,
            Counting counting,
            ContactDirectory directory,
            PersonalDataRegister register,
            ErasureEngine engine,
            AccessControl access,
            Clock clock) {
        this.database = database;
        this.planning = planning;
        this.counting = counting;
        this.directory = directory;
        this.register = register;
        this.engine = engine;
        this.access = access;
        this.clock = clock;
    }

    @Override
    public Outlook of(ContactId contact, Duration budget) {
        access.require(Permission.READ);
        long key = directory.contactKey(contact);
        Instant now = clock.instant();
        long end = System.nanoTime() + budget.toNanos();
        List<Coming> coming = new ArrayList<>();
        for (RuleStore.Stored rule : database.inTransaction(RuleStore::all)) {
            if (rule.nextAt() != null && rule.body().enabled()) {
                coming.add(look(rule, key, now, end));
            }
        }
        coming.sort(Comparator.comparing(Coming::at, Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(Coming::name));
        boolean deletes =
                !coming.isEmpty() && coming.get(0).at() != null && coming.get(0).action() == ErasureAction.DELETE;
        return new Outlook(
                contact,
                coming,
                engine.holds(contact, deletes ? ErasureAction.DELETE : ErasureAction.ANONYMIZE),
                register.lastContact(key, now).orElse(null));
    }

    private Coming look(RuleStore.Stored rule, long key, Instant now, long end) {
        Counting.Ahead ahead;
        Expression expression = planning.expression(rule.body());
        if (expression.problems().isEmpty()) {
            ahead = counting.ahead(expression, key, moments(rule, now), end);
        } else {
            ahead = new Counting.Ahead(null, null); // a rule whose criterion is missing refuses to run
        }
        RuleStore.Body body = rule.body();
        return new Coming(
                rule.id(), body.name(), body.action(), body.mode(), body.dryRun(), ahead.at(), ahead.through());
    }

    /** Returns when a rule runs within the days that are looked at: first the run that is due. */
    private static List<Instant> moments(RuleStore.Stored rule, Instant now) {
        Schedule schedule = rule.body().schedule();
        Instant last = now.plus(Duration.ofDays(DAYS));
        List<Instant> moments = new ArrayList<>();
        Instant next = rule.nextAt();
        while (next != null && !next.isAfter(last)) {
            moments.add(next);
            next = schedule.next(next);
        }
        return moments;
    }
}
