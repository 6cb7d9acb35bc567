package org.gallra.register;

import java.time.Clock;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Stream;
import org.gallra.api.access.AccessControl;
import org.gallra.api.contact.ContactDirectory;
import org.gallra.api.erasure.ErasureEngine;
import org.gallra.api.persistence.Database;
import org.gallra.api.personaldata.PersonalDataRegister;
import org.jspecify.annotations.Nullable;

/**
 * The register and the engine without a framework: the same code that runs in the product, for tests and for the compliance
 * kit. Whoever makes it says which bundles are there.
 */
public final class LocalRegister implements AutoCloseable {

    private final Register register;
    private final SqlErasureEngine engine;

    /**
     * A bundle that is installed.
     *
     * @param content what it says
     * @param tables the tables that its changelog makes, in lower case; null if it has not run
     * @param active whether the bundle runs
     */
    public record Installed(BundleContent content, @Nullable Set<String> tables, boolean active) {}

    /**
     * Takes what the register needs; its own changelog must have run.
     *
     * @param batch how many contacts one transaction of an erasure covers
     */
    public LocalRegister(Database database, AccessControl access, ContactDirectory directory, int batch) {
        this.register = new Register(database);
        this.engine = new SqlErasureEngine(register, database, access, directory, Clock.systemUTC(), () -> batch);
    }

    /** Looks at these bundles; those that were there before and are not now have departed. */
    public void look(Collection<Installed> bundles) {
        register.look(bundles.stream().flatMap(LocalRegister::read).toList());
    }

    private static Stream<Register.Present> read(Installed bundle) {
        return Stream.ofNullable(DeclarationReader.read(bundle.content()))
                .map(said -> new Register.Present(said.with(bundle.tables()), bundle.active()));
    }

    /** Returns the register. */
    public PersonalDataRegister register() {
        return register;
    }

    /** Returns the engine. */
    public ErasureEngine engine() {
        return engine;
    }

    /** Lets the batch in work end. */
    @Override
    public void close() {
        engine.stop();
    }
}
