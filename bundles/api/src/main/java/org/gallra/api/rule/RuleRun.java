package org.gallra.api.rule;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.gallra.api.Text;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One run of a rule. Holds no data about contacts.
 *
 * @param id the public id
 * @param rule the rule
 * @param ruleVersion the version of the rule that ran
 * @param scheduled whether the schedule started it; else an administrator did
 * @param startedBy the login name of who started it, or {@code system}
 * @param startedAt when (UTC)
 * @param finishedAt when it ended (UTC), or null
 * @param state how far it has come
 * @param hits how many contacts it hit, or null if they were not counted
 * @param notes why it halted or was refused, in words
 * @param plan the id of the plan that it made, or null
 * @param receipt the id of the receipt, once it is done
 * @param decidedBy the login name of who approved or declined a proposal, or null
 */
@ProviderType
public record RuleRun(
        UUID id,
        UUID rule,
        long ruleVersion,
        boolean scheduled,
        String startedBy,
        Instant startedAt,
        @Nullable Instant finishedAt,
        State state,
        @Nullable Long hits,
        List<Text> notes,
        @Nullable UUID plan,
        @Nullable UUID receipt,
        @Nullable String decidedBy) {

    /** Copies the list. */
    public RuleRun {
        notes = List.copyOf(notes);
    }

    /** How far a run has come. */
    @ProviderType
    public enum State {
        /** It counts or executes. */
        RUNNING,
        /** It hit nobody. */
        NOBODY,
        /** It counted only. */
        DRY_RUN,
        /** It waits for an administrator. */
        PROPOSED,
        /** Ordered, and executed when the waiting time is over; its contacts are restricted. */
        WAITING,
        /** It is done; there is a receipt. */
        DONE,
        /** An administrator declined it, or cancelled it while it waited. */
        DECLINED,
        /** A later run took its place before anybody decided. */
        REPLACED,
        /** The brake or a gap stopped it before anything was changed. */
        HALTED,
        /** It could not even ask: a criterion is missing or failed. Nothing was changed. */
        REFUSED,
        /** It failed; what its receipt or plan does not say is not done. */
        FAILED
    }
}
