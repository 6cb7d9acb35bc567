package org.gallra.api.rule;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.gallra.api.contact.ContactId;
import org.gallra.api.erasure.ErasurePlan;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What rules would do. Changes nothing. Every method needs {@link Permission#ANONYMIZE}, and throws {@code CONFLICT} if a
 * criterion is missing and {@code UNAVAILABLE} if one fails, naming it. Thread-safe.
 */
@ProviderType
public interface RulePreviews {

    /**
     * What a rule would do now.
     *
     * @param words whom it hits, in words
     * @param hits how many contacts it hits
     * @param contacts how many contacts there are that are not anonymized
     * @param sample some of those that it hits, the oldest first, at most 20
     * @param lastHits how many the latest run hit, or null
     * @param lastRunAt when that was (UTC), or null
     * @param brake why a run would halt, in words; empty if it would not
     * @param plan what would happen to them, counted; null if it hits nobody
     */
    @ProviderType
    record Preview(
            Text words,
            long hits,
            long contacts,
            List<ContactId> sample,
            @Nullable Long lastHits,
            @Nullable Instant lastRunAt,
            List<Text> brake,
            @Nullable ErasurePlan plan) {

        /** Copies the lists. */
        public Preview {
            sample = List.copyOf(sample);
            brake = List.copyOf(brake);
        }
    }

    /**
     * Why a contact is hit or is not.
     *
     * @param contact the contact
     * @param hit whether the rule hits it
     * @param anonymized whether it is anonymized already, so that no rule hits it
     * @param condition the rule's condition, each part with its answer
     */
    @ProviderType
    record Explanation(ContactId contact, boolean hit, boolean anonymized, Part condition) {}

    /**
     * A part of a condition and whether it holds for the contact.
     *
     * @param kind {@code ALL}, {@code ANY}, {@code NOT} or {@code CRITERION}
     * @param words the part in words
     * @param holds whether it holds
     * @param parts what it is made of; empty for a criterion
     */
    @ProviderType
    record Part(Kind kind, Text words, boolean holds, List<Part> parts) {

        /** Copies the list. */
        public Part {
            parts = List.copyOf(parts);
        }
    }

    /** The kinds of a part. */
    @ProviderType
    enum Kind {
        /** All parts must hold. */
        ALL,
        /** One part must hold. */
        ANY,
        /** The part must not hold. */
        NOT,
        /** A criterion. */
        CRITERION
    }

    /**
     * Whom the rule would hit at other times, with the data of today: contacts that are anonymized or deleted by now are
     * missing in the past, and the future assumes that nothing more happens.
     *
     * @param points one per step, the earliest first
     * @param weeks how many weeks lie between two points: 1, or more if the database is too slow for that
     */
    @ProviderType
    record Timeline(List<Point> points, int weeks) {

        /** Copies the list. */
        public Timeline {
            points = List.copyOf(points);
        }
    }

    /**
     * Whom the rule would hit at a time.
     *
     * @param at the time (UTC)
     * @param hits all contacts for whom the condition holds then
     */
    @ProviderType
    record Point(Instant at, long hits) {}

    /** Returns what a rule would do now; its plan can be executed within an hour. */
    Preview preview(UUID rule);

    /**
     * Returns what a rule would do that is not saved.
     *
     * @param rule the rule that it would replace, whose runs are the norm; or null
     * @throws GallraException {@code INVALID} as {@link RuleService#create}
     */
    Preview preview(@Nullable UUID rule, RuleDraft draft);

    /** Returns how many contacts a rule hits now. */
    long hits(UUID rule);

    /**
     * Tells why a contact is hit or is not.
     *
     * @throws GallraException {@code NOT_FOUND} for the rule or the contact
     */
    Explanation explain(UUID rule, ContactId contact);

    /** Returns whom the rule would have hit in the last 52 weeks and will hit in the next; within about 20 seconds. */
    Timeline timeline(UUID rule);
}
