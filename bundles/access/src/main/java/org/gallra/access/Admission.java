package org.gallra.access;

import java.time.Instant;
import java.util.UUID;
import org.gallra.api.access.LoginService.Login;
import org.jspecify.annotations.Nullable;

/**
 * A login or a token for integrations as it stands at a request.
 *
 * @param login the login; that of a token has no secret for forms
 * @param token the id of the token, or null for a person's login
 * @param enrolBy until when the user has to switch on a second factor (UTC), or null if that is not asked for
 * @param mustEnrol whether everything else is refused until then
 */
record Admission(
        Login login, @Nullable UUID token, @Nullable Instant enrolBy, boolean mustEnrol) {

    /** Returns a login of which nothing else is known. */
    static Admission of(Login login) {
        return new Admission(login, null, null, false);
    }
}
