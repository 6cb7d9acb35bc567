package org.gallra.tck;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.gallra.api.GallraException;
import org.gallra.api.erasure.ErasurePlan;
import org.opentest4j.AssertionFailedError;

/** Runs whole acts through the product's services, and says what a bundle has to change if one fails. */
final class Acts {

    /** Everything that can be chosen. */
    static final Set<String> ALL = Set.of("*");

    /** What always goes, and nothing else. */
    static final Set<String> MANDATORY = Set.of();

    private static final int TRIES = 30;

    private final Bench bench;

    Acts(Bench bench) {
        this.bench = bench;
    }

    /** Executes a plan with its digest. */
    private interface Execution {
        ErasurePlan execute(UUID plan, String digest, boolean acceptGaps);
    }

    ErasurePlan planAnonymization(Person person, Set<String> fields) {
        return expected(() -> bench.anonymization().plan(List.of(person.id), null, fields, null));
    }

    ErasurePlan anonymize(Person person, Set<String> fields) {
        return execute(planAnonymization(person, fields), bench.anonymization()::execute);
    }

    ErasurePlan delete(Person person) {
        return execute(
                expected(() -> bench.deletion().planContacts(List.of(person.id), null)), bench.deletion()::execute);
    }

    ErasurePlan planCompany(Company company) {
        return expected(() -> bench.deletion().planCompany(company.id(), null));
    }

    ErasurePlan executeDeletion(ErasurePlan plan) {
        return execute(plan, bench.deletion()::execute);
    }

    ErasurePlan executeAnonymization(ErasurePlan plan) {
        return execute(plan, bench.anonymization()::execute);
    }

    private static ErasurePlan execute(ErasurePlan plan, Execution execution) {
        return expected(() -> {
            ErasurePlan done = execution.execute(plan.id(), plan.digest(), true);
            for (int i = 0; i < TRIES && done.state() == ErasurePlan.State.RUNNING; i++) {
                done = execution.execute(plan.id(), plan.digest(), true);
            }
            if (done.state() != ErasurePlan.State.DONE) {
                throw new AssertionFailedError("The act does not end: it is " + done.state());
            }
            return done;
        });
    }

    private static <T> T expected(Supplier<T> act) {
        try {
            return act.get();
        } catch (GallraException e) {
            throw new AssertionFailedError(
                    "The act fails: " + e.text().en() + hint(e.text().en()), e);
        }
    }

    private static String hint(String text) {
        if (text.contains("23505")) {
            return " A unique column gets the same value twice: declare it with anonymize = Strategy.TOKEN.";
        }
        if (text.contains("23502")) {
            return " A column that forbids null is to be removed: allow null in the changelog, or choose another strategy.";
        }
        if (text.contains("23503")) {
            return " Another table still points to the rows: name the record that these belong to in"
                    + " @PersonalRecord(parent = ...), so that parts go before their whole.";
        }
        if (text.contains("2351")) {
            return " A check constraint forbids what the strategy writes: allow it, or choose another strategy.";
        }
        return "";
    }
}
