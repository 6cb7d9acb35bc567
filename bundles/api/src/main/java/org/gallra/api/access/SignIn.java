package org.gallra.api.access;

import java.util.Optional;
import org.gallra.api.Text;
import org.osgi.annotation.versioning.ProviderType;

/** Another way to log in than with a password, which the login page offers beside it. Thread-safe. */
@ProviderType
public interface SignIn {

    /** Returns what stands on the button; empty while this way is not set up. */
    Optional<Text> label();

    /** Returns the address on this server where it begins; the page adds {@code next}, the page to show afterwards. */
    String address();

    /**
     * Returns what the login page says to whom this way did not let in.
     *
     * @param code what the page was called with as {@code refused}; anybody may have made it up
     */
    Optional<Text> refusal(String code);
}
