package org.gallra.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.gallra.api.GallraException;
import org.gallra.api.contact.ContactId;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.ErasureRequest;
import org.gallra.api.ledger.LedgerService.Condition;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.api.persistence.StorageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An anonymization that fails at its first step, at its second, at its third, until it fails no more: whatever happens, each person
 * is wholly erased or untouched, the act goes on and ends, it has one receipt, and the chain is whole.
 */
class FaultsTest {

    private static final int PEOPLE = 4; // two batches
    /** Derby is slow to count all steps of; these meet each kind of them. */
    private static final int STRIDE = 3;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path temp;

    @Test
    void aStepThatFailsOnceOnPostgres() throws Exception {
        everyStep(Kind.POSTGRESQL, Faults.Fall.ONCE);
    }

    @Test
    void aStepThatFailsOnceOnDerby() throws Exception {
        everyStep(Kind.DERBY, Faults.Fall.ONCE);
    }

    @Test
    void aServerThatDiesAtAStepOnPostgres() throws Exception {
        everyStep(Kind.POSTGRESQL, Faults.Fall.DEAD);
    }

    @Test
    void aServerThatDiesAtAStepOnDerby() throws Exception {
        everyStep(Kind.DERBY, Faults.Fall.DEAD);
    }

    @Test
    void aNodeThatWakesUpBehindTheEndChangesNothing() throws Exception {
        asleep((other, plan, faults) -> other.aMinuteLater());
    }

    @Test
    void aNodeThatWakesUpWithoutItsDatabaseChangesNothing() throws Exception {
        asleep((other, plan, faults) -> {
            other.aMinuteLater();
            faults.arm(0, Faults.Fall.ONCE);
        });
    }

    @Test
    void aNodeThatWakesUpWhileTheOtherIsAtItLeavesItToTheOther() throws Exception {
        asleep((other, plan, faults) ->
                other.execute("UPDATE erasure_plan SET node = 'other' WHERE public_id = '" + plan.id() + "'"));
    }

    /** What another node does while one sleeps. */
    private interface Meanwhile {

        void happens(World other, ErasurePlan plan, Faults faults);
    }

    /** One of two nodes sleeps behind its first batch, for longer than others believe that it is at it. */
    private void asleep(Meanwhile meanwhile) throws Exception {
        List<Faults> made = new ArrayList<>();
        Path folder = temp.resolve("ledger");
        try (World one = World.create(Kind.POSTGRESQL, folder, database -> {
                    made.add(new Faults(database));
                    return made.get(0);
                });
                World other = World.on(one.database, folder)) {
            Faults faults = made.get(0);
            ErasurePlan plan =
                    one.local.engine().plan(ErasureRequest.anonymize(one.contacts(1, 3 * PEOPLE), Set.of("*")));
            assertThat(plan.batches()).isGreaterThan(2);
            faults.sleep(
                    () -> other.numbers("SELECT batches_done FROM erasure_plan").contains(1L),
                    () -> meanwhile.happens(other, plan, faults));
            try {
                one.execute(plan);
            } catch (GallraException | StorageException e) {
                // what its user is told does not matter here
            }
            faults.disarm();
            ErasurePlan now = other.local.engine().get(plan.id());
            assertThat(now.state()).isIn(ErasurePlan.State.DONE, ErasurePlan.State.RUNNING);
            if (now.state() == ErasurePlan.State.RUNNING) {
                assertThat(now.batchesDone()).as("what the first one did").isEqualTo(1);
            }
            goesOn(other, plan, 1, 0);
            assertThat(one.state().condition()).isEqualTo(Condition.READY);
        }
    }

    private void everyStep(Kind kind, Faults.Fall fall) throws Exception {
        List<Faults> made = new ArrayList<>();
        World world = World.create(kind, temp.resolve("ledger"), database -> {
            made.add(new Faults(database));
            return made.get(0);
        });
        Faults faults = made.get(0);
        try {
            int step = 0;
            int rounds = 0;
            boolean struck = true;
            while (struck) {
                int first = rounds * PEOPLE + 1;
                List<ContactId> people = world.contacts(first, first + PEOPLE - 1);
                ErasurePlan plan = world.local.engine().plan(ErasureRequest.anonymize(people, Set.of("*")));
                faults.arm(step, fall);
                try {
                    world.execute(plan);
                } catch (GallraException | StorageException e) {
                    // what else the user is told does not matter here
                }
                struck = faults.disarm();
                whole(world, first, step);
                if (fall == Faults.Fall.DEAD) {
                    world = world.restart();
                    world.local.replay();
                }
                goesOn(world, plan, first, step);
                step += kind == Kind.DERBY ? STRIDE : 1;
                rounds++;
            }
            assertThat(step).as("steps").isGreaterThan(40);
        } finally {
            world.close();
        }
    }

    /** Each person has lost everything or nothing. */
    private static void whole(World world, int first, int step) {
        for (int i = first; i < first + PEOPLE; i++) {
            assertThat(world.traces(i).size())
                    .as("person " + i + " at step " + step)
                    .isIn(0, 5);
        }
    }

    private static void goesOn(World world, ErasurePlan plan, int first, int step) throws IOException {
        ErasurePlan now = world.local.engine().get(plan.id());
        for (int i = 0; i < 3 && now.state() != ErasurePlan.State.DONE; i++) {
            world.aMinuteLater();
            now = world.execute(plan);
        }
        assertThat(now.state()).as("step " + step).isEqualTo(ErasurePlan.State.DONE);
        for (int i = first; i < first + PEOPLE; i++) {
            assertThat(world.traces(i)).as("person " + i + " at step " + step).isEmpty();
        }
        assertThat(World.lines(world.folder)
                        .lines()
                        .filter(l -> l.contains("\"kind\":\"RECEIPT\""))
                        .filter(l -> l.contains(plan.id().toString())))
                .as("receipts at step " + step)
                .hasSize(1);
        assertThat(world.state().condition()).as("step " + step).isEqualTo(Condition.READY);
    }
}
