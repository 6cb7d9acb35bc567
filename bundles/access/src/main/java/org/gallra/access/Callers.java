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
    private final ThreadLocal<@Nullable Login> login = new ThreadLocal<>();

    /** Binds a login to the thread for the time of a request. */
    void enter(Login current) {
        login.set(current);
        caller.set(current.caller());
    }

    /** Ends what {@link #enter} began. */
    void leave() {
        login.remove();
        caller.remove();
    }

    Optional<Login> login() {
        return Optional.ofNullable(login.get());
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
            throw new GallraException(
                    GallraException.Code.FORBIDDEN,
                    new Text(
                            "Du saknar rättigheten " + permission + ". En systemadministratör kan hjälpa dig.",
                            "You lack the right " + permission + ". A system administrator can help you."));
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
