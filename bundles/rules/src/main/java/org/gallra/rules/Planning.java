package org.gallra.rules;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.contact.ContactId;
import org.gallra.api.erasure.AnonymizationService;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.erasure.ErasureEngine;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.ErasureRequest;
import org.gallra.api.persistence.StorageException;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes a plan of what a rule finds: the same for a preview and for a run. */
@Component(service = Planning.class)
public final class Planning {

    private final Criteria criteria;
    private final Counting counting;
    private final AnonymizationService anonymization;
    private final ErasureEngine engine;

    /** Takes the services. */
    @Activate
    public Planning(
            @Reference Criteria criteria,
            @Reference Counting counting,
            @Reference AnonymizationService anonymization,
            @Reference ErasureEngine engine) {
        this.criteria = criteria;
        this.counting = counting;
        this.anonymization = anonymization;
        this.engine = engine;
    }

    /**
     * What a rule finds.
     *
     * @param expression the condition
     * @param compiled the condition as a query
     * @param hits how many it hits, of how many
     * @param brake why a run would halt
     * @param plan what would happen; null if it hits nobody, or was not asked for because the brake holds
     */
    record Found(
            Expression expression,
            Counting.Compiled compiled,
            Counting.Hits hits,
            List<Text> brake,
            @Nullable ErasurePlan plan) {}

    Expression expression(RuleStore.Body rule) {
        return Conditions.read(criteria.snapshot(), rule.condition());
    }

    /**
     * Looks whom the rule hits and plans what happens to them.
     *
     * @param id the rule's id for the receipt, or null if it has none yet
     * @param norm how many the last runs hit
     * @param planBraked whether a plan is made even if the brake holds
     */
    Found find(@Nullable UUID id, RuleStore.Body rule, List<Long> norm, boolean planBraked, Clock clock) {
        Expression expression = expression(rule).complete();
        Counting.Compiled compiled = counting.compile(expression, clock.instant());
        // whom the rule hits is looked up once: the plan stages them
        ErasurePlan plan = plan(id, rule, compiled);
        Counting.Hits hits = hits(compiled, plan);
        List<Text> brake = Brakes.check(rule.brake(), hits.hits(), hits.contacts(), norm);
        if (plan != null && !brake.isEmpty() && !planBraked) {
            engine.discard(plan.id());
            plan = null;
        }
        return new Found(expression, compiled, hits, brake, plan);
    }

    private Counting.Hits hits(Counting.Compiled compiled, @Nullable ErasurePlan plan) {
        if (plan != null && plan.excluded().isEmpty()) {
            return new Counting.Hits(plan.contacts(), Math.max(counting.everybody(compiled), plan.contacts()));
        }
        Counting.Hits hits = counting.count(compiled);
        // more came between the two looks; the brake holds for what would be done
        return plan != null && plan.contacts() > hits.hits()
                ? new Counting.Hits(plan.contacts(), Math.max(hits.contacts(), plan.contacts()))
                : hits;
    }

    /** Returns some of those who are hit, the oldest first. */
    List<ContactId> sample(Found found) {
        ErasurePlan plan = found.plan();
        return plan == null ? counting.sample(found.compiled()) : engine.people(plan.id(), Counting.SAMPLE);
    }

    private @Nullable ErasurePlan plan(@Nullable UUID id, RuleStore.Body rule, Counting.Compiled compiled) {
        String reason = id == null ? rule.name() : rule.name() + " (" + id + ")";
        try {
            return rule.action() == ErasureAction.ANONYMIZE
                    ? anonymization.plan(compiled.query(), rule.fields(), reason)
                    : engine.plan(ErasureRequest.selected(
                            ErasureAction.DELETE, compiled.query(), java.util.Set.of(), reason));
        } catch (StorageException e) {
            counting.blame(compiled);
            throw e;
        } catch (GallraException e) {
            if (e.code() == GallraException.Code.INVALID
                    && e.violations().stream().allMatch(v -> v.field().equals("filter"))) {
                return null; // they went between the two looks
            }
            throw e;
        }
    }

    /** Returns what stops a plan, in words. */
    static List<Text> stopping(ErasurePlan plan) {
        List<Text> reasons = new ArrayList<>();
        plan.gaps().stream().filter(ErasurePlan.Gap::stops).forEach(gap -> reasons.add(gap.text()));
        return reasons;
    }

    ErasurePlan execute(ErasurePlan plan, String digest, boolean acceptGaps) {
        return plan.action() == ErasureAction.ANONYMIZE
                ? anonymization.execute(plan.id(), digest, acceptGaps)
                : engine.execute(plan.id(), digest, acceptGaps);
    }

    /** Returns a plan, or null if it is forgotten. */
    @Nullable
    ErasurePlan plan(@Nullable UUID id) {
        if (id == null) {
            return null;
        }
        try {
            return engine.get(id);
        } catch (GallraException e) {
            if (e.code() == GallraException.Code.NOT_FOUND) {
                return null;
            }
            throw e;
        }
    }
}
