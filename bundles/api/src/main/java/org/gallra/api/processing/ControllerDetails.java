package org.gallra.api.processing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The controller's details (GDPR article 30(1)(a), (e) and (g)), for every document that has to name the controller.
 *
 * <p>Texts are as the controller wrote them, in its own language.
 *
 * @param version raised at each change; the ETag
 * @param name the controller's name, or null until somebody wrote the details; at most 200 characters
 * @param orgNumber its registration number such as 556677-8899; at most 30 characters
 * @param address its postal address; at most 500 characters
 * @param email its e-mail address; at most 254 characters
 * @param phone its phone number; at most 50 characters
 * @param jointControllers who decides with it about purposes and means, with contact details; at most 2000 characters
 * @param representative its representative in the Union, with contact details; at most 1000 characters
 * @param officerName the data protection officer's name; at most 200 characters
 * @param officerEmail the officer's e-mail address; at most 254 characters
 * @param officerPhone the officer's phone number; at most 50 characters
 * @param recipients who receives data of every kind, such as the supplier that runs Gallra; at most 4000
 *     characters
 * @param transfers to which third countries data goes, and the safeguards; at most 4000 characters
 * @param security the technical and organisational security measures in general; at most 8000 characters
 * @param contactDefaults what holds for contacts where no declaration says it
 * @param userDefaults what holds for users of Gallra where no declaration says it
 * @param changedAt when it was last changed (UTC), or null if never
 */
@ProviderType
public record ControllerDetails(
        long version,
        @Nullable String name,
        @Nullable String orgNumber,
        @Nullable String address,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String jointControllers,
        @Nullable String representative,
        @Nullable String officerName,
        @Nullable String officerEmail,
        @Nullable String officerPhone,
        @Nullable String recipients,
        @Nullable String transfers,
        @Nullable String security,
        ProcessingDefaults contactDefaults,
        ProcessingDefaults userDefaults,
        @Nullable Instant changedAt) {

    /** Returns the values as a draft, the start of a change. */
    public ControllerDraft draft() {
        return new ControllerDraft(
                name,
                orgNumber,
                address,
                email,
                phone,
                jointControllers,
                representative,
                officerName,
                officerEmail,
                officerPhone,
                recipients,
                transfers,
                security,
                contactDefaults,
                userDefaults);
    }

    /** Returns the version only: the officer is a person. */
    @Override
    public String toString() {
        return "ControllerDetails[" + version + "]";
    }
}
