package org.gallra.api.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** Login and logout. Thread-safe. */
@ProviderType
public interface LoginService {

    /**
     * A login that is in force.
     *
     * @param token the secret that proves it: 128 random bits or more, URL-safe; only its hash is stored
     * @param csrf the second secret that a page must send with every change when the token travels in a cookie
     * @param caller who it is
     * @param mustChangePassword whether everything but a new password is refused
     * @param expires when it ends at the latest (UTC); idle logins end earlier
     */
    @ProviderType
    record Login(String token, String csrf, Caller caller, boolean mustChangePassword, Instant expires) {}

    /**
     * Checks user and password and starts a login. Unknown user and wrong password give the same answer in the same
     * time.
     *
     * @throws GallraException {@code UNAUTHENTICATED}, or {@code TOO_MANY} after repeated failures
     */
    Login login(String userName, String password);

    /**
     * Does the same with the code of a second factor.
     *
     * @param code six digits of the user's app, or one of the recovery codes; null if none was given. Where none can be given apart
     *     (shell, web console), it may stand behind the password and a blank
     * @throws GallraException as above; {@code INVALID} naming {@code code} if the password is right and a code is needed
     */
    Login login(String userName, String password, @Nullable String code);

    /**
     * Checks the password of whoever is calling once more, before something that a borrowed screen shall not do. A wrong one counts as a
     * failed login of the user.
     *
     * @throws GallraException {@code INVALID} naming {@code password} if it is wrong, {@code TOO_MANY} after repeated failures,
     *     {@code UNAUTHENTICATED} if nobody is logged in
     */
    void confirm(String password);

    /** Returns the login of the token, or empty if it is unknown, ended or expired; counts as activity. */
    Optional<Login> find(String token);

    /** Returns the login of the request on this thread, or empty if it came without one. */
    Optional<Login> current();

    /** Ends the login; unknown tokens are ignored. */
    void logout(String token);

    /**
     * A login in force as people see it, without its secrets.
     *
     * @param id its id
     * @param userName whose it is
     * @param from from where it came, in coarse words; never an address
     * @param since when it began (UTC)
     * @param lastUsed when it was used last, to the minute (UTC)
     */
    @ProviderType
    record Session(UUID id, String userName, Text from, Instant since, Instant lastUsed) {}

    /** Returns everybody's logins in force, those used last first; at most 500. Needs {@link Permission#ADMINISTER}. */
    List<Session> sessions();

    /**
     * Ends a login: one's own, or with {@link Permission#ADMINISTER} anybody's.
     *
     * @throws GallraException {@code NOT_FOUND} if it has ended already
     */
    void end(String userName, UUID id);

    /** Returns how many logins failed since the start of this process, whoever tried and wherever. Needs no right. */
    long failedLogins();
}
