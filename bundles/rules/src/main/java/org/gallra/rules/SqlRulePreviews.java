package org.gallra.rules;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Permission;
import org.gallra.api.contact.ContactId;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.rule.RuleDraft;
import org.gallra.api.rule.RulePreviews;
import org.gallra.api.rule.RuleRun;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Previews over the same planning that runs use. */
@Component(service = RulePreviews.class)
public final class SqlRulePreviews implements RulePreviews {

    private static final int WEEKS = 52;
    private static final Duration BUDGET = Duration.ofSeconds(20);
    /** First every fourth week, then every second, then all: when the time is up, what is there is even. */
    private static final int[] STEPS = {4, 2, 1};

    private final Database database;
    private final SqlRuleService rules;
    private final Planning planning;
    private final Counting counting;
    private final AccessControl access;
    private final Clock clock;

    /** Takes the services. */
    @Activate
    public SqlRulePreviews(
            @Reference Database database,
            @Reference SqlRuleService rules,
            @Reference Planning planning,
            @Reference Counting counting,
            @Reference AccessControl access,
            @Reference(target = "(gallra.schema=org.gallra.rules)") SchemaReady schema) {
        this(database, rules, planning, counting, access, Clock.systemUTC());
    }

    SqlRulePreviews(
            Database database,
            SqlRuleService rules,
            Planning planning,
            Counting counting,
            AccessControl access,
            Clock clock) {
        this.database = database;
        this.rules = rules;
        this.planning = planning;
        this.counting = counting;
        this.access = access;
        this.clock = clock;
    }

    /** What earlier runs say. */
    private record History(List<Long> norm, @Nullable RuleRun last) {}

    @Override
    public Preview preview(UUID rule) {
        access.require(Permission.ANONYMIZE);
        return preview(rule, find(rule).body());
    }

    @Override
    public Preview preview(@Nullable UUID rule, RuleDraft draft) {
        access.require(Permission.ANONYMIZE);
        return preview(rule, rules.check(draft, false));
    }

    private Preview preview(@Nullable UUID rule, RuleStore.Body body) {
        History history = rule == null
                ? new History(List.of(), null)
                : database.inTransaction(connection -> {
                    long key = RuleStore.key(connection, rule);
                    return new History(
                            RuleStore.norm(connection, key, Conductor.NORM_RUNS),
                            RuleStore.runs(connection, key).stream()
                                    .map(RuleStore.StoredRun::run)
                                    .filter(run -> run.hits() != null)
                                    .findFirst()
                                    .orElse(null));
                });
        Planning.Found found = planning.find(rule, body, history.norm(), true, clock);
        RuleRun last = history.last();
        return new Preview(
                found.expression().words(),
                found.hits().hits(),
                found.hits().contacts(),
                planning.sample(found),
                last == null ? null : last.hits(),
                last == null ? null : last.startedAt(),
                found.brake(),
                found.plan());
    }

    @Override
    public long hits(UUID rule) {
        access.require(Permission.ANONYMIZE);
        return counting.hits(
                counting.compile(planning.expression(find(rule).body()).complete(), clock.instant()));
    }

    @Override
    public Explanation explain(UUID rule, ContactId contact) {
        access.require(Permission.ANONYMIZE);
        return counting.explain(planning.expression(find(rule).body()), contact, clock.instant());
    }

    @Override
    public Timeline timeline(UUID rule) {
        access.require(Permission.ANONYMIZE);
        Expression expression = planning.expression(find(rule).body()).complete();
        Instant now = clock.instant();
        long end = System.nanoTime() + BUDGET.toNanos();
        TreeMap<Integer, Long> hits = new TreeMap<>();
        int even = 0;
        for (int step : STEPS) {
            for (int week = -WEEKS; week <= WEEKS; week += step) {
                if (!hits.containsKey(week)) {
                    if (even > 0 && System.nanoTime() > end) {
                        return timeline(hits, now, even);
                    }
                    hits.put(week, counting.hits(counting.compile(expression, at(now, week))));
                }
            }
            even = step;
        }
        return timeline(hits, now, even);
    }

    private static Timeline timeline(TreeMap<Integer, Long> hits, Instant now, int step) {
        List<Point> points = new ArrayList<>();
        hits.forEach((week, count) -> {
            if ((week + WEEKS) % step == 0) {
                points.add(new Point(at(now, week), count));
            }
        });
        return new Timeline(points, step);
    }

    private static Instant at(Instant now, int week) {
        return now.plus(Duration.ofDays(7L * week));
    }

    private RuleStore.Stored find(UUID rule) {
        return database.inTransaction(connection -> RuleStore.find(connection, rule));
    }
}
