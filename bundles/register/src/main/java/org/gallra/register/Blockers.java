package org.gallra.register;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.gallra.api.Text;
import org.gallra.api.contributor.ContributorCalls;
import org.gallra.api.contributor.ContributorException;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.erasure.ErasureBlocker;
import org.gallra.api.erasure.ErasurePlan.Exclusion;
import org.gallra.api.erasure.ErasurePlan.Gap;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.persistence.StorageException;
import org.jspecify.annotations.Nullable;

/**
 * Asks all blockers about the staged people of a plan. Each query runs in a transaction of its own, so one that fails harms
 * no other.
 */
final class Blockers {

    private static final String WAITING = "register.waiting";
    private static final String REGISTER = "org.gallra.register";
    private static final Duration BUDGET = Duration.ofSeconds(1);

    private final Offers offers;
    private final ContributorCalls calls;
    private final Database database;

    /**
     * What the blockers said.
     *
     * @param exclusions whom they hold
     * @param gaps which could not be asked
     */
    record Answer(List<Exclusion> exclusions, List<Gap> gaps) {

        /** Adds whom they held before, by blocker: who is not staged any more is not found again. */
        Answer after(List<Exclusion> before) {
            Map<String, Exclusion> merged = new LinkedHashMap<>();
            before.forEach(e -> merged.put(e.blocker(), e));
            exclusions.forEach(e -> merged.merge(e.blocker(), e, Answer::both));
            return new Answer(List.copyOf(merged.values()), gaps);
        }

        private static Exclusion both(Exclusion one, Exclusion other) {
            Instant first = one.until();
            Instant second = other.until();
            Instant until = first == null || second == null ? null : first.isAfter(second) ? first : second;
            return new Exclusion(
                    other.blocker(),
                    other.bundle(),
                    other.reason(),
                    one.contacts() + other.contacts(),
                    one.companies() + other.companies(),
                    until);
        }
    }

    /** A blocker whose questions are known; without an offer it is the engine's own. */
    private record Asked(
            Offers.@Nullable Offer<ErasureBlocker> offer,
            String bundle,
            String id,
            Text reason,
            Optional<SqlFragment> contacts,
            Optional<SqlFragment> companies) {}

    /** Does something with what one blocker holds. */
    @FunctionalInterface
    private interface Use {
        Optional<Exclusion> of(Asked asked);
    }

    Blockers(Offers offers, ContributorCalls calls, Database database) {
        this.offers = offers;
        this.calls = calls;
        this.database = database;
    }

    /** Why people are left out who wait already. */
    private static final Text WAITS =
            new Text("Väntar redan på att anonymiseras eller raderas", "Waits already to be anonymized or deleted");

    /** Takes the people who are held out of the plan; when companies are deleted, each with all its contacts. */
    Answer exclude(View view, long plan, ErasureAction action, boolean companies, Instant now) {
        return ask(
                plan,
                Long.MIN_VALUE,
                action,
                companies,
                now,
                asked -> database.inNewTransaction(connection -> exclude(
                        new Held(connection, plan, asked.contacts(), asked.companies()),
                        asked.id(),
                        asked.bundle(),
                        asked.reason(),
                        view,
                        companies)));
    }

    private static Optional<Exclusion> exclude(
            Held held, String id, String bundle, Text reason, View view, boolean companies) throws SQLException {
        Optional<Exclusion> found = held.count(id, bundle, reason, Long.MIN_VALUE);
        if (found.isPresent() && companies) {
            held.takeOutCompanies(view);
        } else if (found.isPresent()) {
            held.takeOut();
        }
        return found;
    }

    /** The people of other plans that wait, with the time at which these are due. */
    private static Optional<SqlFragment> waiting(long plan, char kind) {
        return Optional.of(SqlFragment.of(
                "SELECT w.subject, p.due_at FROM erasure_subject w JOIN erasure_plan p ON p.id = w.plan WHERE w.kind = '"
                        + kind + "' AND p.state = 'WAITING' AND p.id <> ?",
                plan));
    }

    /** Asks whether somebody is held who was not when the plan was made; changes nothing. */
    Answer ask(long plan, long after, ErasureAction action, boolean companies, Instant now) {
        return ask(
                plan,
                after,
                action,
                companies,
                now,
                asked -> database.inNewTransaction(
                        connection -> new Held(connection, plan, asked.contacts(), asked.companies())
                                .count(asked.id(), asked.bundle(), asked.reason(), after)));
    }

    /** Returns what holds one contact. */
    List<Exclusion> holding(long contact, ErasureAction action, Instant now) {
        List<Exclusion> holds = new ArrayList<>();
        List<Gap> unasked = new ArrayList<>();
        for (Offers.Offer<ErasureBlocker> offer : offers.blockers()) {
            isolated(unasked, () -> {
                Asked asked =
                        calls.call(offer.properties(), name(offer), BUDGET, () -> asked(offer, action, false, now));
                query(asked, one -> held(one, contact)).ifPresent(holds::add);
            });
        }
        return holds;
    }

    private Optional<Exclusion> held(Asked asked, long contact) {
        return asked.contacts()
                .flatMap(query -> database.inNewTransaction(connection ->
                        Held.one(connection, query, asked.id(), asked.bundle(), asked.reason(), contact)));
    }

    private Answer ask(long plan, long after, ErasureAction action, boolean companies, Instant now, Use use) {
        List<Exclusion> exclusions = new ArrayList<>();
        List<Gap> gaps = new ArrayList<>();
        Map<String, Asked> all = new LinkedHashMap<>();
        Optional<SqlFragment> firms = companies ? waiting(plan, 'O') : Optional.empty();
        all.put(WAITING, new Asked(null, REGISTER, WAITING, WAITS, waiting(plan, 'C'), firms));
        for (Offers.Offer<ErasureBlocker> offer : offers.blockers()) {
            isolated(gaps, () -> {
                Asked asked =
                        calls.call(offer.properties(), name(offer), BUDGET, () -> asked(offer, action, companies, now));
                if (all.putIfAbsent(asked.id(), asked) != null) {
                    throw calls.wrong(offer.properties(), name(offer), "an id that another blocker has");
                }
            });
        }
        for (Asked asked : holding(plan, after, List.copyOf(all.values()))) {
            isolated(gaps, () -> query(asked, use).ifPresent(exclusions::add));
        }
        return new Answer(exclusions, gaps);
    }

    private static String name(Offers.Offer<ErasureBlocker> offer) {
        return "ErasureBlocker " + offer.type();
    }

    /** Lets a blocker fail alone. */
    private static void isolated(List<Gap> gaps, Runnable work) {
        try {
            work.run();
        } catch (ContributorException e) {
            gaps.add(new Gap(
                    e.bundle(),
                    new Text(
                            "Ett hinder kunde inte tillfrågas: " + e.text().sv(),
                            "A blocker could not be asked: " + e.text().en()),
                    true));
        }
    }

    /** Finds in one statement those that hold anybody; all, if one of the queries does not run: then each is asked by itself. */
    private List<Asked> holding(long plan, long after, List<Asked> all) {
        try {
            return database.inNewTransaction(connection -> {
                Set<Integer> holding = new TreeSet<>(Held.holding(
                        connection,
                        plan,
                        'C',
                        after,
                        all.stream().map(Asked::contacts).toList()));
                holding.addAll(Held.holding(
                        connection,
                        plan,
                        'O',
                        Long.MIN_VALUE,
                        all.stream().map(Asked::companies).toList()));
                return holding.stream().map(all::get).toList();
            });
        } catch (StorageException e) {
            return all;
        }
    }

    private Asked asked(Offers.Offer<ErasureBlocker> offer, ErasureAction action, boolean companies, Instant now) {
        ErasureBlocker blocker = offer.service();
        return new Asked(
                offer,
                offer.bundle(),
                Objects.requireNonNull(blocker.id()),
                Objects.requireNonNull(blocker.reason()),
                blocker.contacts(database.kind(), action, now),
                companies ? blocker.companies(database.kind(), now) : Optional.empty());
    }

    private Optional<Exclusion> query(Asked asked, Use use) {
        try {
            return use.of(asked);
        } catch (StorageException e) {
            if (asked.offer() == null) {
                throw e;
            }
            throw calls.wrong(
                    asked.offer().properties(),
                    name(asked.offer()),
                    "a query that fails with SQL state " + e.sqlState());
        }
    }
}
