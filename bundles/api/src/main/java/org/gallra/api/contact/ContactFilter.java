package org.gallra.api.contact;

import java.time.Instant;
import java.util.List;
import org.gallra.api.freefield.FieldFilter;
import org.gallra.api.selection.CriterionFilter;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Which contacts are meant; all given conditions must hold, null ones do not matter.
 *
 * @param text words that must each be found in name, company name, e-mail, phone or title; folded, so case and accents do
 *     not matter; at most 200 characters
 * @param company only contacts of this company
 * @param category only contacts of companies in this category
 * @param city only contacts in this town, or whose company is there
 * @param owner only contacts of this user
 * @param createdFrom created at this instant or later (UTC)
 * @param createdTo created before this instant (UTC)
 * @param changedBefore last changed before this instant (UTC)
 * @param anonymized whether anonymized contacts are shown; null hides them
 * @param freeFields conditions on free fields; null is none
 * @param marketable true: only those who may be marketed to; false: only those who object to direct marketing
 * @param notContactedDays only those with whom there was no contact for so many days, as the rules count it: no done activity, held meeting,
 *     sale or other moment that a bundle declares; whoever never had contact counts from the day of creation; 1 to 36,500
 * @param criteria conditions that bundles bring; null is none
 */
@ProviderType
public record ContactFilter(
        @Nullable String text,
        @Nullable CompanyId company,
        @Nullable String category,
        @Nullable String city,
        @Nullable String owner,
        @Nullable Instant createdFrom,
        @Nullable Instant createdTo,
        @Nullable Instant changedBefore,
        @Nullable Anonymized anonymized,
        @Nullable List<FieldFilter> freeFields,
        @Nullable Boolean marketable,
        @Nullable Integer notContactedDays,
        @Nullable List<CriterionFilter> criteria) {

    /** What to do with anonymized contacts. */
    @ProviderType
    public enum Anonymized {
        /** Leave them out: the default. */
        HIDE,
        /** Show them among the others. */
        INCLUDE,
        /** Show nothing else. */
        ONLY
    }

    /** All contacts that are not anonymized. */
    public static final ContactFilter ALL =
            new ContactFilter(null, null, null, null, null, null, null, null, null, null, null, null, null);

    /** Returns the contacts of one company that are not anonymized. */
    public static ContactFilter of(CompanyId company) {
        return new ContactFilter(null, company, null, null, null, null, null, null, null, null, null, null, null);
    }

    /** Returns the contacts in which all words of the text are found. */
    public static ContactFilter matching(String text) {
        return new ContactFilter(text, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    /** Returns the same with anonymized contacts as said. */
    public ContactFilter with(Anonymized shown) {
        return new ContactFilter(
                text,
                company,
                category,
                city,
                owner,
                createdFrom,
                createdTo,
                changedBefore,
                shown,
                freeFields,
                marketable,
                notContactedDays,
                criteria);
    }

    /** Returns the same of contacts that were created in a time; null for an end that is open. */
    public ContactFilter created(@Nullable Instant from, @Nullable Instant to) {
        return new ContactFilter(
                text,
                company,
                category,
                city,
                owner,
                from,
                to,
                changedBefore,
                anonymized,
                freeFields,
                marketable,
                notContactedDays,
                criteria);
    }

    /** Returns the same of those who may be marketed to, or of those who object. */
    public ContactFilter marketable(boolean may) {
        return new ContactFilter(
                text,
                company,
                category,
                city,
                owner,
                createdFrom,
                createdTo,
                changedBefore,
                anonymized,
                freeFields,
                may,
                notContactedDays,
                criteria);
    }

    /** Returns the same of those with whom there was no contact for so many days. */
    public ContactFilter notContacted(int days) {
        return new ContactFilter(
                text,
                company,
                category,
                city,
                owner,
                createdFrom,
                createdTo,
                changedBefore,
                anonymized,
                freeFields,
                marketable,
                days,
                criteria);
    }
}
