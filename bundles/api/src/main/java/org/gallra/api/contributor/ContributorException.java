package org.gallra.api.contributor;

import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.osgi.annotation.versioning.ProviderType;

/** A service that a bundle contributes failed. Code {@code UNAVAILABLE}; the text names the bundle, never a value. */
@ProviderType
public final class ContributorException extends GallraException {

    private static final long serialVersionUID = 1L;

    private final String bundle;

    /** Makes the error from the bundle and what is said of it. */
    public ContributorException(String bundle, Text text) {
        super(Code.UNAVAILABLE, text);
        this.bundle = bundle;
    }

    /** Returns the symbolic name of the bundle. */
    public String bundle() {
        return bundle;
    }
}
