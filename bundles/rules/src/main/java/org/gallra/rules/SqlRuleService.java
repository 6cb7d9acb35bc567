package org.gallra.rules;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.GallraException.Violation;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Permission;
import org.gallra.api.audit.AuditAct;
import org.gallra.api.audit.AuditEntry;
import org.gallra.api.audit.AuditLog;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.RowLock;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.personaldata.FieldDeclaration;
import org.gallra.api.personaldata.PersonalDataRegister;
import org.gallra.api.personaldata.QuasiIdentifier;
import org.gallra.api.personaldata.RecordDeclaration;
import org.gallra.api.personaldata.RegisterSnapshot;
import org.gallra.api.personaldata.Strategy;
import org.gallra.api.rest.Input;
import org.gallra.api.rule.Condition;
import org.gallra.api.rule.Rule;
import org.gallra.api.rule.RuleDraft;
import org.gallra.api.rule.RuleMode;
import org.gallra.api.rule.RuleRun;
import org.gallra.api.rule.RuleService;
import org.gallra.api.rule.Schedule;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The rules in the database. */
@Component(service = {RuleService.class, SqlRuleService.class})
public final class SqlRuleService implements RuleService {

    private final Database database;
    private final Criteria criteria;
    private final PersonalDataRegister register;
    private final AccessControl access;
    private final Clock clock;

    /** Set by the framework before anybody calls; tests without one write nothing. */
    @Reference
    AuditLog audit = AuditLog.NONE;

    /** Waits for the tables. */
    @Activate
    public SqlRuleService(
            @Reference Database database,
            @Reference Criteria criteria,
            @Reference PersonalDataRegister register,
            @Reference AccessControl access,
            @Reference(target = "(gallra.schema=org.gallra.rules)") SchemaReady schema) {
        this(database, criteria, register, access, Clock.systemUTC());
    }

    SqlRuleService(
            Database database, Criteria criteria, PersonalDataRegister register, AccessControl access, Clock clock) {
        this.database = database;
        this.criteria = criteria;
        this.register = register;
        this.access = access;
        this.clock = clock;
    }

    @Override
    public List<Criterion> criteria() {
        access.require(Permission.ANONYMIZE);
        return criteria.snapshot().offered().values().stream()
                .map(Criteria.Offered::shown)
                .toList();
    }

    @Override
    public List<Rule> list() {
        access.require(Permission.ANONYMIZE);
        Criteria.Snapshot snapshot = criteria.snapshot();
        record Found(RuleStore.Stored rule, @Nullable RuleRun last) {}
        List<Found> found = database.inTransaction(connection -> {
            List<Found> all = new ArrayList<>();
            for (RuleStore.Stored rule : RuleStore.all(connection)) {
                all.add(new Found(rule, last(connection, rule)));
            }
            return all;
        });
        return found.stream().map(f -> rule(snapshot, f.rule(), f.last())).toList();
    }

    @Override
    public Rule get(UUID id) {
        access.require(Permission.ANONYMIZE);
        record Found(RuleStore.Stored rule, @Nullable RuleRun last) {}
        Found found = database.inTransaction(connection -> {
            RuleStore.Stored rule = RuleStore.find(connection, id);
            return new Found(rule, last(connection, rule));
        });
        return rule(criteria.snapshot(), found.rule(), found.last());
    }

    @Override
    public Rule create(RuleDraft draft) {
        Caller caller = access.require(Permission.ANONYMIZE);
        RuleStore.Body body = check(draft, true);
        UUID id = UUID.randomUUID();
        database.inTransaction(connection -> {
            RuleStore.insert(connection, id, body, caller.userName(), now());
            audit.record(AuditEntry.of(RuleActs.CREATED).on("rule", id).details(body.fields()));
            return id;
        });
        return get(id);
    }

    @Override
    public Rule update(UUID id, long version, RuleDraft draft) {
        Caller caller = access.require(Permission.ANONYMIZE);
        database.inTransaction(connection -> RuleStore.key(connection, id));
        RuleStore.Body body = check(draft, false);
        database.inTransaction(connection -> {
            RowLock.lock(database, connection, "rules_rule", id, version, RuleStore::unknown);
            RuleStore.Stored before = RuleStore.find(connection, id);
            long key = before.key();
            RuleStore.replace(connection, key, body, caller.userName(), now());
            audit.record(
                    AuditEntry.of(change(before.body(), body)).on("rule", id).details(body.fields()));
            RuleStore.replaceProposals(connection, key, null, now());
            return key;
        });
        return get(id);
    }

    /** Returns what a change comes to: whether the rule acts at all is more than another condition. */
    private static AuditAct change(RuleStore.Body before, RuleStore.Body after) {
        boolean acted = before.enabled() && !before.dryRun();
        boolean acts = after.enabled() && !after.dryRun();
        return acts == acted ? RuleActs.CHANGED : acts ? RuleActs.SWITCHED_ON : RuleActs.SWITCHED_OFF;
    }

    @Override
    public void delete(UUID id, long version) {
        access.require(Permission.ANONYMIZE);
        database.inTransaction(connection -> {
            RowLock.lock(database, connection, "rules_rule", id, version, RuleStore::unknown);
            RuleStore.Stored rule = RuleStore.find(connection, id);
            if (RuleStore.runs(connection, rule.key()).stream()
                    .anyMatch(r -> r.run().state() == RuleRun.State.RUNNING)) {
                throw GallraException.conflict(new Text(
                        "Regeln körs just nu. Vänta tills den är klar.",
                        "The rule runs just now. Wait until it has ended."));
            }
            RuleStore.delete(connection, rule.key());
            audit.record(AuditEntry.of(RuleActs.DELETED).on("rule", id));
            return id;
        });
    }

    /**
     * Checks what an administrator wrote and fills in the rest.
     *
     * @param fresh whether the rule is new, so that it must begin in dry run
     */
    RuleStore.Body check(RuleDraft draft, boolean fresh) {
        Input input = new Input();
        List<Violation> wrong = new ArrayList<>();
        String name = input.line("name", draft.name(), 100);
        input.require("name", name);
        Expression expression = Conditions.check(criteria.snapshot(), draft.condition(), wrong);
        ErasureAction action = Objects.requireNonNullElse(draft.action(), ErasureAction.ANONYMIZE);
        Set<String> fields = fields(input, draft.fields(), action);
        Schedule schedule =
                Objects.requireNonNullElse(draft.schedule(), Schedule.OFF).clean(input);
        var brake = Brakes.clean(draft.brake(), input);
        if (fresh && Boolean.FALSE.equals(draft.dryRun())) {
            input.refuse(
                    "dryRun",
                    new Text(
                            "En ny regel börjar med provkörning. Titta på dess träffar och slå på den sedan.",
                            "A new rule begins in dry run. Look at its hits and switch it live then."));
        }
        try {
            input.check();
        } catch (GallraException e) {
            wrong.addAll(0, e.violations());
        }
        if (!wrong.isEmpty()) {
            throw GallraException.invalid(wrong);
        }
        Condition kept = Conditions.kept(expression);
        return new RuleStore.Body(
                Objects.requireNonNull(name),
                kept,
                action,
                fields,
                schedule,
                Objects.requireNonNullElse(draft.mode(), RuleMode.PROPOSAL),
                !Boolean.FALSE.equals(draft.dryRun()),
                !Boolean.FALSE.equals(draft.enabled()),
                brake);
    }

    private Set<String> fields(Input input, @Nullable Set<String> asked, ErasureAction action) {
        Set<String> fields = new TreeSet<>();
        if (asked == null) {
            return fields;
        }
        RegisterSnapshot snapshot = register.snapshot();
        Set<String> known = new TreeSet<>(Set.of("*"));
        snapshot.stores().forEach(store -> known.add(store.id()));
        for (RecordDeclaration record : snapshot.records()) {
            known.add(record.id());
            record.fields().stream()
                    .filter(f -> f.strategy() != Strategy.KEEP)
                    .map(FieldDeclaration::id)
                    .forEach(known::add);
            record.quasi().stream()
                    .filter(QuasiIdentifier::offers)
                    .map(QuasiIdentifier::id)
                    .forEach(known::add);
        }
        for (String field : asked) {
            if (field == null || !known.contains(field)) {
                String shown = field == null
                        ? "null"
                        : field.substring(0, Math.min(100, field.length())).replaceAll("[^\\p{L}\\p{N}._-]", "?");
                input.refuse(
                        "fields",
                        new Text(
                                "Det finns inget fält, ingen posttyp och inget lager " + shown
                                        + " som kan anonymiseras. Se /api/v1/anonymizations/categories.",
                                "There is no field, record type or store " + shown
                                        + " to anonymize. See /api/v1/anonymizations/categories."));
            } else {
                fields.add(field);
            }
        }
        return action == ErasureAction.DELETE ? new TreeSet<>() : fields;
    }

    private static @Nullable RuleRun last(Connection connection, RuleStore.Stored rule) throws SQLException {
        return RuleStore.last(connection, rule.key())
                .map(RuleStore.StoredRun::run)
                .orElse(null);
    }

    private Rule rule(Criteria.Snapshot snapshot, RuleStore.Stored stored, @Nullable RuleRun last) {
        RuleStore.Body body = stored.body();
        Expression expression = Conditions.read(snapshot, body.condition());
        List<Text> problems = expression.problems();
        return new Rule(
                stored.id(),
                stored.version(),
                body.name(),
                body.condition(),
                expression.words(),
                body.action(),
                body.fields(),
                body.schedule(),
                body.schedule().words(),
                body.enabled() ? body.schedule().next(clock.instant(), 5) : List.of(),
                body.mode(),
                body.dryRun(),
                body.enabled(),
                body.brake(),
                stored.createdBy(),
                stored.createdAt(),
                stored.changedBy(),
                stored.changedAt(),
                problems.isEmpty() ? null : problems.get(0),
                last);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
