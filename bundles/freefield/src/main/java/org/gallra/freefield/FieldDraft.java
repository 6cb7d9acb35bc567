package org.gallra.freefield;

import java.util.List;
import org.gallra.api.freefield.FreeField;
import org.gallra.api.freefield.FreeField.LegalBasis;
import org.gallra.api.personaldata.DataCategory;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator says of a field; what is null is as written.
 *
 * @param owner the id of the type of record; needed, cannot be changed
 * @param type what can be filled in; needed, cannot be changed
 * @param label the name in both languages; needed; at most 100 characters each
 * @param help what to fill in, in both languages; at most 1000 characters each
 * @param position its place, lowest first; null is last, or unchanged
 * @param mandatory whether a record without it is refused; null is no
 * @param listed whether lists have a column for it; null is no
 * @param personal whether its values are personal data; null is yes; a field of a person always is
 * @param category what kind of personal data; null is {@code OTHER}
 * @param initial what a new record gets, as in JSON
 * @param choices what can be chosen, in their order; for lists. One that is not named any more is retired if a record has it
 */
public record FieldDraft(
        @Nullable String owner,
        FreeField.@Nullable Type type,
        @Nullable Words label,
        @Nullable Words help,
        @Nullable Integer position,
        @Nullable Boolean mandatory,
        @Nullable Boolean listed,
        @Nullable Boolean personal,
        @Nullable DataCategory category,
        @Nullable Object initial,
        @Nullable List<ChoiceDraft> choices) {

    /**
     * A text in both languages.
     *
     * @param sv Swedish
     * @param en English; null is the same as Swedish
     */
    public record Words(@Nullable String sv, @Nullable String en) {}

    /**
     * A choice.
     *
     * @param key the key of one that is there, or null for a new one
     * @param label its name; needed; at most 100 characters each
     * @param retired whether it cannot be chosen any more; null is no
     * @param legalBasis the legal basis of a purpose
     * @param source where data for a purpose comes from; at most 200 characters
     * @param retentionMonths how long a purpose keeps a contact, 1 to 1200 months
     */
    public record ChoiceDraft(
            @Nullable String key,
            @Nullable Words label,
            @Nullable Boolean retired,
            @Nullable LegalBasis legalBasis,
            @Nullable String source,
            @Nullable Integer retentionMonths) {}
}
