package org.gallra.api.erasure;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.access.Permission;
import org.gallra.api.contact.ContactId;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Anonymizations and deletions that are ordered and wait: the time before what cannot be undone. Needs
 * {@link Permission#ANONYMIZE}, for deletions too. Thread-safe.
 */
@ProviderType
public interface WaitingActs {

    /**
     * How long an ordered act waits.
     *
     * @param version raised at each change; the ETag
     * @param byHandHours for acts by hand, hours, 0 to 720; 0 is at once
     * @param byRuleHours for acts of rules, hours, 0 to 720; 0 is at once
     * @param changedBy the login name of who changed it last, or null if nobody did
     * @param changedAt when (UTC), or null
     */
    @ProviderType
    record Times(
            long version,
            int byHandHours,
            int byRuleHours,
            @Nullable String changedBy,
            @Nullable Instant changedAt) {}

    /** Returns how long acts wait. */
    Times times();

    /**
     * Changes how long acts wait that are ordered from now on.
     *
     * @throws GallraException {@code INVALID} naming {@code byHandHours} or {@code byRuleHours}; {@code STALE} if the version is
     *     another one
     */
    Times change(long version, int byHandHours, int byRuleHours);

    /** Returns the acts that wait, and those that could not be executed when their time came; the next one first. */
    List<ErasurePlan> list();

    /** Returns the act that restricts a contact. */
    Optional<ErasurePlan> of(ContactId contact);

    /**
     * Cancels an act that waits: its contacts are no longer restricted, and every byte of theirs is as it was.
     *
     * @throws GallraException {@code NOT_FOUND}; {@code CONFLICT} once it is being executed
     */
    ErasurePlan cancel(UUID plan);
}
