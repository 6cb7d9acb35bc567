package org.gallra.transfer;

import java.util.List;
import java.util.Objects;
import org.gallra.api.Text;
import org.gallra.api.contact.Company;
import org.gallra.api.contact.CompanyDraft;
import org.gallra.api.contact.CompanyId;
import org.jspecify.annotations.Nullable;

/** One company of a file, from all rows that name it. */
final class PlannedCompany {

    final String nameKey;
    String orgKey;
    CompanyDraft draft;

    /** The company that is there already, or null. */
    @Nullable
    Company existing;

    /** What differs from the existing company; empty if nothing or if it is new. */
    List<Text> changes = List.of();

    /** Whether a row has shown the changes or the creation. */
    boolean told;

    /** The company's id once it is written. */
    @Nullable
    CompanyId id;

    /** Why it could not be written, or null. */
    @Nullable
    Text failure;

    PlannedCompany(CompanyDraft draft, String nameKey, String orgKey) {
        this.draft = draft;
        this.nameKey = nameKey;
        this.orgKey = orgKey;
    }

    boolean mustBeWritten() {
        return existing == null || !changes.isEmpty();
    }

    String name() {
        return Objects.requireNonNullElse(draft.name(), "");
    }
}
