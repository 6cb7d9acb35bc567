package org.gallra.testing;

import java.util.Set;
import java.util.function.Supplier;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Permission;
import org.gallra.api.access.Role;
import org.gallra.api.persistence.SchemaReady;

/** The one user who calls in a store test, with a role that the test may change; and the tables, which are ready. */
public final class TestUser implements AccessControl, SchemaReady {

    private final String name;
    private volatile Role role = Role.USER;

    /** Makes a user with the role {@link Role#USER}. */
    public TestUser(String name) {
        this.name = name;
    }

    /** Gives the user another role. */
    public void become(Role other) {
        role = other;
    }

    @Override
    public Caller caller() {
        return new Caller(name, role, role.permissions());
    }

    @Override
    public Caller require(Permission permission) {
        if (!caller().may(permission)) {
            throw new GallraException(GallraException.Code.FORBIDDEN, Text.same("no"));
        }
        return caller();
    }

    @Override
    public <T> T callAs(Caller caller, Supplier<T> work) {
        return work.get();
    }

    @Override
    public String bundle() {
        return "org.gallra.test";
    }

    @Override
    public Set<String> tables() {
        return Set.of();
    }
}
