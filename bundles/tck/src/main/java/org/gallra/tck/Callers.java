package org.gallra.tck;

import java.util.function.Supplier;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Permission;
import org.jspecify.annotations.Nullable;

/** Whoever a check says is calling; a system administrator unless it says otherwise. */
class Callers implements AccessControl {

    private final ThreadLocal<@Nullable Caller> current = new ThreadLocal<>();

    @Override
    public Caller caller() {
        Caller caller = current.get();
        return caller == null ? Caller.SYSTEM : caller;
    }

    @Override
    public Caller require(Permission permission) {
        Caller caller = caller();
        if (!caller.may(permission)) {
            throw new GallraException(
                    GallraException.Code.FORBIDDEN,
                    new Text("Rätten " + permission + " saknas.", "The right " + permission + " is missing."));
        }
        return caller;
    }

    @Override
    public <T> T callAs(Caller caller, Supplier<T> work) {
        Caller before = current.get();
        current.set(caller);
        try {
            return work.get();
        } finally {
            current.set(before);
        }
    }
}
