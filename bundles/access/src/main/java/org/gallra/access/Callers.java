package org.gallra.access;

import java.util.Optional;
import java.util.function.Supplier;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.access.LoginService.Login;
import org.gallra.api.access.Permission;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

/** Knows who calls on each thread. */
@Component(service = {AccessControl.class, Callers.class})
public final class Callers implements AccessControl {

    private final ThreadLocal<@Nullable Caller> caller = new ThreadLocal<>();
    private final ThreadLocal<@Nullable Admission> admission = new ThreadLocal<>();
    private final ThreadLocal<@Nullable Door> door = new ThreadLocal<>();

    /** Binds a login to the thread for the time of a request. */
    void enter(Admission current) {
        admission.set(current);
        caller.set(current.login().caller());
    }

    /** Ends what {@link #enter} began. */
    void leave() {
        admission.remove();
        caller.remove();
    }

    /** Says from where the request on this thread comes; null when it is over. */
    void at(@Nullable Door current) {
        if (current == null) {
            door.remove();
        } else {
            door.set(current);
        }
    }

    /** Returns from where the request on this thread comes. */
    Door door() {
        Door current = door.get();
        return current == null ? Door.UNKNOWN : current;
    }

    Optional<Login> login() {
        return admission().map(Admission::login);
    }

    Optional<Admission> admission() {
        return Optional.ofNullable(admission.get());
    }

    /** Returns who calls, and refuses tokens for integrations: what a program has must not make more of itself. */
    Caller person() {
        Caller current = caller();
        if (admission().map(Admission::token).isPresent()) {
            throw new GallraException(
                    GallraException.Code.FORBIDDEN,
                    new Text(
                            "Det går inte med en nyckel för program. Logga in med lösenord.",
                            "A token for integrations cannot do that. Log in with a password."));
        }
        return current;
    }

    /** Does the same, and refuses whoever asks for somebody else and may not administer. */
    Caller personOr(@Nullable String userName) {
        Caller current = person();
        return current.userName().equals(userName) ? current : require(Permission.ADMINISTER);
    }

    /** Returns the name of who calls, and refuses addresses of others: what one makes or switches is one's own. */
    String own(String name) {
        String user = person().userName();
        if (!name.equals("self") && !name.equals(user)) {
            throw new GallraException(
                    GallraException.Code.FORBIDDEN, new Text("Det gör användaren själv.", "The user has to do that."));
        }
        return user;
    }

    @Override
    public Caller caller() {
        Caller current = caller.get();
        if (current == null) {
            throw new GallraException(
                    GallraException.Code.UNAUTHENTICATED, new Text("Logga in först.", "Log in first."));
        }
        return current;
    }

    @Override
    public Caller require(Permission permission) {
        Caller current = caller();
        if (!current.may(permission)) {
            Text right = RightWords.of(permission);
            throw new GallraException(
                    GallraException.Code.FORBIDDEN,
                    new Text(
                            "Du saknar rättigheten ”" + right.sv() + "”. En systemadministratör kan hjälpa dig.",
                            "You lack the right “" + right.en() + "”. A system administrator can help you."));
        }
        return current;
    }

    @Override
    public <T> T callAs(Caller other, Supplier<T> work) {
        Caller before = caller.get();
        caller.set(other);
        try {
            return work.get();
        } finally {
            if (before == null) {
                caller.remove();
            } else {
                caller.set(before);
            }
        }
    }
}
