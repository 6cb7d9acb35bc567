package org.gallra.contact;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The form in which e-mail addresses are compared. */
final class EmailKey {

    private EmailKey() {}

    static @Nullable String of(@Nullable String email) {
        return email == null || email.isBlank() ? null : email.strip().toLowerCase(Locale.ROOT);
    }
}
