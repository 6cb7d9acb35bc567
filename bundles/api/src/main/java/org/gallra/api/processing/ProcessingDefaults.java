package org.gallra.api.processing;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What the controller says of one category of data subjects wherever a bundle's declaration says nothing.
 *
 * <p>Texts are as the controller wrote them, in its own language.
 *
 * @param purpose why the data is processed; at most 2000 characters
 * @param legalBasis the legal basis (GDPR article 6); at most 1000 characters
 * @param source where the data comes from; at most 1000 characters
 * @param retention how long it is kept, or by what criterion; at most 1000 characters
 */
@ProviderType
public record ProcessingDefaults(
        @Nullable String purpose,
        @Nullable String legalBasis,
        @Nullable String source,
        @Nullable String retention) {

    /** Nothing stated. */
    public static final ProcessingDefaults NONE = new ProcessingDefaults(null, null, null, null);
}
