package org.gallra.tck;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.gallra.anonymization.EngineAnonymizationService;
import org.gallra.api.GallraException;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Role;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.personaldata.Recognition;
import org.gallra.deletion.EngineDeletionService;
import org.gallra.register.LocalRegister;
import org.gallra.testing.TestDatabase;
import org.junit.jupiter.api.Assumptions;
import org.opentest4j.AssertionFailedError;

/** That nobody comes back who was erased: not by a new entry, not by a restored backup, not while she waits for it. */
final class ReturnChecks {

    private static final Caller USER = new Caller("user", Role.USER, Role.USER.permissions());

    private final Bench bench;
    private final People people;
    private final Acts acts;

    ReturnChecks(Bench bench) {
        this.bench = bench;
        this.people = bench.people();
        this.acts = new Acts(bench);
    }

    void recognizesTheErased() {
        Assumptions.assumeTrue(
                bench.records().stream()
                        .flatMap(r -> r.fields().stream())
                        .anyMatch(f -> f.recognition() != Recognition.NONE),
                "the bundle marks no field by which people are recognized");
        Person anonymized = people.golden(people.company());
        Person deleted = people.golden(null);
        List<Mark> marked = Stream.concat(anonymized.marks().stream(), deleted.marks().stream())
                .filter(m -> m.field().recognition() != Recognition.NONE)
                .toList();
        acts.anonymize(anonymized, Acts.ALL);
        acts.delete(deleted);
        Problems problems = new Problems();
        for (Mark mark : marked) {
            boolean known = bench.list().values(mark.field().recognition()).stream()
                    .anyMatch(v -> Canonical.of(v).equals(mark.value()));
            if (!known) {
                problems.add(
                        "Somebody who was erased is not recognized by "
                                + mark.field().id(),
                        "Put recognition on a field of a record whose only way to people is one contact");
            }
        }
        problems.end();
    }

    void refusesRestricted() {
        Person golden = people.golden(people.company());
        write(golden);
        bench.database().inTransaction(connection -> {
            bench.restrictions()
                    .restrict("check", SqlFragment.of("SELECT c.id FROM contact c WHERE c.id = ?", golden.key));
            return true;
        });
        Dump before = bench.dump();
        Problems problems = new Problems();
        for (Caller caller : List.of(USER, Caller.SYSTEM)) {
            boolean refused = bench.callers().callAs(caller, () -> {
                try {
                    bench.contract().write(golden.id, bench.core());
                    return false;
                } catch (GallraException e) {
                    return true;
                } catch (Exception e) {
                    problems.add(
                            "The bundle fails with " + e.getClass().getName() + " for a contact who is restricted",
                            "Let the GallraException of ContactDirectory out: it says what to do");
                    return true;
                }
            });
            if (!refused && !bench.contract().preserves()) {
                problems.add(
                        "The bundle writes to a contact who is restricted, as " + caller.userName(),
                        "Ask ContactDirectory.contactKeyForWriting (or linkForWriting, lockForWriting) for the key in the"
                                + " transaction that writes");
            }
        }
        if (!bench.contract().preserves()) {
            bench.dump()
                    .since(before, bench.schema())
                    .forEach(d -> problems.add(
                            "The row " + d + " changed although the contact is restricted",
                            "Ask for the key before anything is written, in the same transaction"));
        }
        problems.end();
    }

    private void write(Person person) {
        try {
            bench.contract().write(person.id, bench.core());
        } catch (UnsupportedOperationException e) {
            Assumptions.abort("the kit does not know how the bundle writes: override write(contact, core)");
        } catch (Exception e) {
            throw new AssertionFailedError(
                    "write(contact, core) of this test fails for a contact who is not restricted: " + e, e);
        }
    }

    void erasesAgain() {
        new ErasureChecks(bench).assumeReached();
        Person anonymized = people.golden(people.company());
        Person deleted = people.golden(null);
        KeptLedger ledger = new KeptLedger();
        try (TestDatabase backup = bench.database().copy()) {
            try (LocalRegister local = bench.register(bench.database(), ledger)) {
                local.look(bench.all());
                erase(local, anonymized, deleted);
            }
            try (LocalRegister restored = bench.register(backup, ledger)) {
                restored.look(bench.all());
                restored.replay();
            }
            Problems problems = new Problems();
            Dump dump = bench.dump(backup);
            for (Row row : Stream.concat(anonymized.rows.stream(), deleted.rows.stream())
                    .toList()) {
                for (Mark mark : row.marks()) {
                    if (mark.goes()
                            && mark.value()
                                    .equals(dump.cell(
                                            bench.schema(),
                                            row.record().table(),
                                            row.key(),
                                            mark.field().column()))) {
                        problems.add(
                                "The value of " + mark.field().id()
                                        + " is back after a backup was restored, although the ledger knows of the erasure",
                                "Let nothing but the declaration decide how a row of "
                                        + row.record().table() + " leads to its person");
                    }
                }
            }
            problems.end();
        }
    }

    private void erase(LocalRegister local, Person anonymized, Person deleted) {
        EngineAnonymizationService anonymization =
                new EngineAnonymizationService(local.engine(), local.register(), bench.callers());
        EngineDeletionService deletion = new EngineDeletionService(local.engine(), bench.callers());
        ErasurePlan one = anonymization.plan(List.of(anonymized.id), null, Set.of("*"), null);
        done(anonymization.execute(one.id(), one.digest(), true));
        ErasurePlan other = deletion.planContacts(List.of(deleted.id), null);
        done(deletion.execute(other.id(), other.digest(), true));
    }

    private static void done(ErasurePlan plan) {
        if (plan.state() != ErasurePlan.State.DONE) {
            throw new AssertionFailedError("The act does not end: it is " + plan.state());
        }
    }
}
