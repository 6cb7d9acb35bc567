package org.gallra.api.access;

import java.util.List;
import java.util.Set;
import org.gallra.api.GallraException;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** The users of Gallra: one store for web, console and shell. Thread-safe. */
@ProviderType
public interface UserService {

    /**
     * A user.
     *
     * @param userName the login name, lower case, unique, 1 to 64 characters
     * @param displayName the name shown to others
     * @param email the e-mail address, or null
     * @param role the role
     * @param granted rights granted beside the role's
     * @param active whether the user may log in
     * @param mustChangePassword whether the password is a one-time secret
     */
    @ProviderType
    record User(
            String userName,
            String displayName,
            @Nullable String email,
            Role role,
            Set<Permission> granted,
            boolean active,
            boolean mustChangePassword) {}

    /** Returns all users, ordered by login name. Needs {@link Permission#ADMINISTER}. */
    List<User> list();

    /**
     * Creates a user. Needs {@link Permission#ADMINISTER}.
     *
     * @param password at least 12 characters; only its hash is kept
     * @throws GallraException {@code INVALID} if name or password do not qualify, {@code CONFLICT} if the name is taken
     */
    User create(User user, String password);

    /**
     * Changes everything but name and password; ends the user's logins if it is no longer active or its role changed.
     * Needs {@link Permission#ADMINISTER}.
     *
     * @throws GallraException {@code CONFLICT} if it would leave no active system administrator
     */
    User update(User user);

    /**
     * Sets a one-time password of somebody else and ends that user's logins. Needs {@link Permission#ADMINISTER}. One's own is changed
     * as by {@link #changePassword} without the current one.
     */
    void setPassword(String userName, String password);

    /**
     * Changes the password of the user who is calling, and ends the user's other logins.
     *
     * @param current the password that is good until now; null where it was asked for just before: after a login with a one-time
     *     password, and in the shell
     * @throws GallraException {@code INVALID} naming {@code current} if it is missing or wrong, or {@code password} if the new one does not
     *     qualify; {@code TOO_MANY} after repeated failures
     */
    void changePassword(@Nullable String current, String password);

    /** Returns the user who is calling. */
    User self();
}
