package org.gallra.transfer;

import java.util.List;
import org.gallra.api.contact.CompanyDraft;
import org.gallra.api.contact.ContactDraft;
import org.gallra.api.transfer.ImportService.Issue;
import org.jspecify.annotations.Nullable;

/**
 * What a row says, before anybody asked what is there already.
 *
 * @param line where it begins
 * @param contact the person, without the company; null if the row is about a company only, or refused
 * @param company the company, or null
 * @param shown the name as written, for the preview of a refused row
 * @param issues what is wrong; if one of them refuses the row, contact and company are null
 */
record Entry(
        long line, @Nullable ContactDraft contact, @Nullable CompanyDraft company, Shown shown, List<Issue> issues) {

    /**
     * What a preview shows.
     *
     * @param name the person's name, or empty
     * @param company the company's name, or null
     * @param email the e-mail address, or null
     */
    record Shown(
            String name, @Nullable String company, @Nullable String email) {

        /** Returns nothing of the values. */
        @Override
        public String toString() {
            return "Shown";
        }
    }

    boolean refused() {
        return contact == null && company == null;
    }

    /** Returns the line only. */
    @Override
    public String toString() {
        return "Entry[" + line + "]";
    }
}
