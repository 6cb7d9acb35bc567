package org.gallra.api.ui;

import java.time.ZoneId;
import java.util.Locale;
import org.gallra.api.access.Caller;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactId;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a part needs to know of the page that it is shown on.
 *
 * @param contact the contact of the page, or null
 * @param company the company of the page, or null; not the contact's company
 * @param anonymized whether the contact is anonymized, so that nothing can be added to it
 * @param caller who is looking
 * @param language the language of the page: Swedish or English
 * @param zone the user's time zone, in which times are shown
 * @param csrf the secret that a form must send as the hidden field {@code _csrf}
 * @param path the path of the page, to which a form returns: send it as {@code _return}
 */
@ProviderType
public record UiContext(
        @Nullable ContactId contact,
        @Nullable CompanyId company,
        boolean anonymized,
        Caller caller,
        Locale language,
        ZoneId zone,
        String csrf,
        String path) {}
