package org.gallra.api.erasure;

import java.util.List;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactId;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** Deletes contacts and companies with everything tied to them, after a preview (PRIVACY.md rules 25 to 28). Thread-safe. */
@ProviderType
public interface DeletionService {

    /**
     * Counts everything tied to the contacts; changes nothing.
     *
     * @param contacts one or more contacts
     * @param reason why, at most 500 characters and no personal data, or null
     * @throws GallraException as {@link ErasureEngine#plan}
     */
    ErasurePlan planContacts(List<ContactId> contacts, @Nullable String reason);

    /** Counts everything tied to the company, its contacts and theirs included; changes nothing. */
    ErasurePlan planCompany(CompanyId company, @Nullable String reason);

    /** Returns a plan of this service; {@code NOT_FOUND} for every other. */
    ErasurePlan get(UUID plan);

    /** Executes a plan as {@link ErasureEngine#execute}. */
    ErasurePlan execute(UUID plan, String digest, boolean acceptGaps);
}
