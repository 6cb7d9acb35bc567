package org.gallra.api.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.gallra.api.access.Permission;
import org.gallra.api.contact.ContactId;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.erasure.ErasurePlan.Exclusion;
import org.gallra.api.personaldata.PersonalDataRegister.LastContact;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Why a person is still here: which rule will act on which day, what holds her, and what last counted as contact (GDPR article
 * 5(1)(e)). It foretells with the data of today, as if nothing more happened. Needs {@link Permission#READ}. Thread-safe.
 */
@ProviderType
public interface RetentionOutlook {

    /**
     * What is ahead of a contact.
     *
     * @param contact the contact
     * @param rules the rules that run by themselves, those that act first first, then those that do not act, by name
     * @param holds what holds her today against the action of the first rule, or against an anonymization if none acts
     * @param lastContact what last counted as contact, or null if nothing ever did
     */
    @ProviderType
    record Outlook(
            ContactId contact,
            List<Coming> rules,
            List<Exclusion> holds,
            @Nullable LastContact lastContact) {

        /** Copies the lists. */
        public Outlook {
            rules = List.copyOf(rules);
            holds = List.copyOf(holds);
        }
    }

    /**
     * What a rule will do.
     *
     * @param rule the rule
     * @param name its name
     * @param action what it does
     * @param mode whether it acts or proposes
     * @param dryRun whether it only counts yet
     * @param at the first of its runs (UTC) that hits the contact, or null if none was found
     * @param through the last of its runs (UTC) up to which all were looked at, or null if there was time for none. If {@code at} lies
     *     behind it the runs between were sampled: {@code at} hits and the run before it does not
     */
    @ProviderType
    record Coming(
            UUID rule,
            String name,
            ErasureAction action,
            RuleMode mode,
            boolean dryRun,
            @Nullable Instant at,
            @Nullable Instant through) {}

    /**
     * Looks ahead, at most 400 days.
     *
     * @param budget how long to look at one run after the other; after that, runs up to 400 days ahead are sampled
     * @throws org.gallra.api.GallraException {@code NOT_FOUND}; {@code UNAVAILABLE} if what counts as contact cannot be read
     */
    Outlook of(ContactId contact, Duration budget);
}
