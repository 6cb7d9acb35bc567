package org.gallra.register;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.erasure.ErasurePlan.ContributorState;
import org.gallra.api.erasure.ErasurePlan.Gap;
import org.gallra.api.erasure.ErasurePlan.RecordPlan;
import org.gallra.api.erasure.ErasurePlan.RowAction;
import org.gallra.api.erasure.ErasurePlan.StatisticPlan;
import org.gallra.api.persistence.Database;
import org.gallra.api.personaldata.Contributor;
import org.gallra.api.personaldata.RegisterSnapshot;
import org.jspecify.annotations.Nullable;

/** Counts everything that one plan would do as the register stands now, and makes the plan's body of it. */
final class Tally {

    private final View view;
    private final Database.Kind kind;
    private final ErasureAction action;
    private final long plan;
    private final Set<String> fields;
    private final List<Act> acts;
    private final Counter counter;

    /**
     * Prepares a count; asks nothing yet.
     *
     * @param plan the key of a plan whose people are staged
     * @param fields what is anonymized
     * @param companies whether companies are erased, with everything tied to them
     */
    Tally(View view, Database.Kind kind, ErasureAction action, long plan, Set<String> fields, boolean companies) {
        this.view = view;
        this.kind = kind;
        this.action = action;
        this.plan = plan;
        this.fields = fields;
        this.acts = Act.of(view, kind, action, fields, companies);
        this.counter = new Counter(view, kind, action, plan, companies);
    }

    /**
     * What a body says beside what is counted in tables.
     *
     * @param unknown how many of those who were asked for do not exist
     * @param reason why it is done, in the user's words
     * @param stores what the stores hold
     * @param held who is left out, and who could not be asked
     */
    record Beside(long unknown, @Nullable String reason, StoreCount stores, Blockers.Answer held) {}

    /** Counts the record types, several at a time where there are many people; no transaction of the caller's holds any of them. */
    PlanBody count(Database database, Together together, long people, Beside beside) {
        List<Counter.Counted> counts = Together.worthIt(people) ? together.count(counter, acts) : List.of();
        return database.inNewTransaction(
                connection -> body(connection, counts.isEmpty() ? counter.count(connection, acts) : counts, beside));
    }

    /** Counts in a transaction that has locked the people and changed nothing yet. */
    PlanBody count(Connection connection, Together together, long people, Beside beside) throws SQLException {
        return body(connection, together.count(connection, counter, acts, people), beside);
    }

    /** Counts one record type behind the other. */
    PlanBody count(Connection connection, Beside beside) throws SQLException {
        return body(connection, counter.count(connection, acts), beside);
    }

    private PlanBody body(Connection connection, List<Counter.Counted> counts, Beside beside) throws SQLException {
        List<RecordPlan> records = new ArrayList<>();
        Map<String, String> prints = new TreeMap<>();
        List<StatisticPlan> statistics = new ArrayList<>();
        for (int i = 0; i < acts.size(); i++) {
            Act act = acts.get(i);
            Counter.Counted counted = counts.get(i);
            records.add(counted.plan());
            prints.put(act.record().id(), counted.fingerprint());
            statistics.addAll(statistics(act, counted.plan()));
        }
        statistics.sort(Comparator.comparing(StatisticPlan::statistic));
        records.sort(Comparator.comparing(RecordPlan::bundle).thenComparing(RecordPlan::record));
        List<ContributorState> contributors = states(view.snapshot());
        Staging.Subjects subjects = new Staging(connection, kind, plan).count();
        List<Gap> gaps = new ArrayList<>(beside.held().gaps());
        gaps.addAll(beside.stores().gaps());
        return new PlanBody(
                action == ErasureAction.ANONYMIZE ? fields : new TreeSet<>(),
                beside.reason(),
                view.snapshot().digest(),
                subjects.contacts(),
                subjects.companies(),
                beside.unknown(),
                records,
                beside.stores().plans(),
                statistics,
                beside.held().exclusions(),
                gaps,
                prints,
                contributors,
                gaps.isEmpty() && accounted(contributors));
    }

    /** Returns what an act does to the statistics of its record. */
    static List<StatisticPlan> statistics(Act act, RecordPlan counted) {
        return act.record().statistics().stream()
                .map(s -> new StatisticPlan(
                        s.id(),
                        s.label(),
                        act.record().id(),
                        act.basis(s),
                        counted.related(),
                        act.action() == RowAction.DELETE ? counted.rows() : 0))
                .toList();
    }

    /** Returns who was asked, in the order of the register. */
    static List<ContributorState> states(RegisterSnapshot snapshot) {
        return snapshot.contributors().stream()
                .map(c -> new ContributorState(c.bundle(), c.version(), c.name(), c.accounting(), c.presence()))
                .toList();
    }

    /** Whether all who were asked account for their data. */
    static boolean accounted(List<ContributorState> contributors) {
        return contributors.stream().noneMatch(c -> c.accounting() == Contributor.Accounting.NOT_ACCOUNTED_FOR);
    }
}
