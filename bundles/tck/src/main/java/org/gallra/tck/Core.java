package org.gallra.tck;

import java.util.List;
import org.gallra.api.access.AccessControl;
import org.gallra.api.contact.ContactDirectory;
import org.gallra.api.personaldata.PersonalDataRegister;
import org.gallra.testing.TestDatabase;

/**
 * The core as a check runs it, for hooks that need a service of it or of the bundle. Its services are the product's own, on
 * a database of the check; the caller is a system administrator.
 */
public final class Core {

    private final Bench bench;
    private final Components components;

    Core(Bench bench, Components components) {
        this.bench = bench;
        this.components = components;
    }

    /** Returns the database, in which the bundle's changelog has run. */
    public TestDatabase database() {
        return bench.database();
    }

    /** Returns who translates between ids and keys. */
    public ContactDirectory directory() {
        return bench.directory();
    }

    /** Returns who says what the caller may. */
    public AccessControl access() {
        return bench.callers();
    }

    /** Returns the register. */
    public PersonalDataRegister register() {
        return bench.register();
    }

    /** Returns all components of the bundle that offer a service, in the order of their classes. */
    <T> List<T> offered(Class<T> service) {
        return Components.offering(bench.subject(), service).stream()
                .map(type -> service.cast(components.get(type)))
                .toList();
    }

    /**
     * Returns a component of the bundle, made as the container would make it: by its constructor, with the core's services,
     * the bundle's persistence unit and other components of the bundle. The same at each call.
     *
     * @param type the component's class or a service that it offers
     * @throws IllegalStateException if it needs something that the kit does not have
     */
    public <T> T component(Class<T> type) {
        return components.get(type);
    }
}
