package org.gallra.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactId;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.ErasureReceipt;
import org.gallra.api.erasure.ErasureRequest;
import org.gallra.api.ledger.LedgerService.Condition;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.testing.TestDatabase;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a database that is restored from an older copy. */
class ReplayTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void whoWasErasedAfterTheBackupIsErasedAgainAndNobodyElse(Kind kind) throws Exception {
        try (World world = World.create(kind, folder)) {
            List<ContactId> people = world.contacts(1, 12);
            CompanyId company = world.company("Bolaget");
            long firm = world.numbers("SELECT id FROM company").get(0);
            ContactId inside = world.contact(firm, 13);
            world.anonymize(people.subList(0, 1));
            TestDatabase backup = world.database.copy();

            ErasurePlan anonymized = world.anonymize(people.subList(1, 6));
            world.delete(people.subList(6, 8));
            ErasurePlan plan = world.local.engine().plan(ErasureRequest.deleteCompanies(List.of(company)));
            assertThat(plan.contacts()).isEqualTo(1);
            world.execute(plan);
            assertThat(world.numbers("SELECT COUNT(*) FROM company")).containsExactly(0L);
            long entries = world.state().entries();
            world.local.close();
            world.ledger.stop();

            try (World restored = World.on(backup, folder)) {
                assertThat(restored.traces(2)).as("the backup brings them back").hasSize(5);
                assertThat(restored.state().condition()).isEqualTo(Condition.BEHIND);
                assertThatThrownBy(() -> restored.anonymize(people.subList(9, 10)))
                        .hasMessageContaining("catching up");

                assertThat(restored.local.replay()).isEqualTo(4);

                for (int i : new int[] {1, 2, 3, 4, 5, 6, 7, 8, 13}) {
                    assertThat(restored.traces(i)).as("person " + i).isEmpty();
                }
                for (int i = 9; i <= 12; i++) {
                    assertThat(restored.traces(i)).as("person " + i).hasSize(5);
                }
                assertThat(restored.numbers("SELECT COUNT(*) FROM company")).containsExactly(0L);
                assertThat(restored.numbers("SELECT COUNT(*) FROM contact")).containsExactly(10L);
                assertThat(restored.numbers("SELECT COUNT(*) FROM contact WHERE public_id = ?", inside.toString()))
                        .containsExactly(0L);
                assertThat(
                                restored.numbers(
                                        "SELECT COUNT(*) FROM erasure_subject s, erasure_plan p WHERE p.id = s.plan AND p.state <> 'PLANNED'"))
                        .containsExactly(0L);

                ErasureReceipt receipt = java.util.Objects.requireNonNull(
                        restored.local.engine().get(anonymized.id()).receipt());
                ErasureReceipt first = java.util.Objects.requireNonNull(anonymized.receipt());
                assertThat(receipt.replayed()).isTrue();
                assertThat(receipt.id()).isEqualTo(first.id());
                assertThat(receipt.contacts()).isEqualTo(5);
                assertThat(receipt.ledger())
                        .containsAll(first.ledger())
                        .hasSize(first.ledger().size() + 2);
                assertThat(receipt.records()).anySatisfy(r -> {
                    assertThat(r.record()).isEqualTo("activity.activity");
                    assertThat(r.rows()).isEqualTo(5);
                });
                assertThat(restored.state().condition()).isEqualTo(Condition.READY);
                assertThat(restored.state().entries()).isEqualTo(entries + 4);
                assertThat(restored.state().applied()).isEqualTo(entries + 4);
                assertThat(World.lines(folder).split("\"kind\":\"REPLAY\"", -1)).hasSize(5);

                World again = restored.restart();
                assertThat(again.ledger.behind()).isFalse();
                again.anonymize(people.subList(9, 10));
                assertThat(again.traces(10)).isEmpty();
                again.local.close();
                again.ledger.stop();
            }
        }
    }

    /** A backup is older than people whose keys the ledger knows: nobody gets such a key again. */
    @ParameterizedTest
    @EnumSource
    void nobodyGetsTheKeyOfSomebodyWhoWasErased(Kind kind) {
        try (World world = World.create(kind, folder)) {
            world.contacts(1, 2);
            TestDatabase backup = world.database.copy();
            ContactId lost = world.contact(null, 3);
            world.execute("DELETE FROM activity WHERE contact_id = ?", world.key(lost));
            long highest = 5_000;
            world.execute("UPDATE contact SET id = ? WHERE public_id = ?", highest, lost.toString());
            world.delete(List.of(lost));
            world.local.close();
            world.ledger.stop();
            try (World restored = World.on(backup, folder)) {
                restored.local.replay();
                ContactId fresh = restored.contact(null, 7);
                assertThat(restored.key(fresh)).isGreaterThan(highest);
            }
        }
    }

    /** The ledger came back later than the database, and people were entered meanwhile. */
    @ParameterizedTest
    @EnumSource
    void whoHasTheKeyOfSomebodyErasedButWasEnteredLaterIsNotMeant(Kind kind) {
        try (World world = World.create(kind, folder)) {
            world.contacts(1, 2);
            TestDatabase backup = world.database.copy();
            List<ContactId> lost = world.contacts(3, 3);
            long key = world.key(lost.get(0));
            world.anonymize(lost);
            world.local.close();
            world.ledger.stop();
            try (World restored = World.on(backup, folder)) {
                ContactId fresh = restored.contact(null, 4);
                restored.execute("DELETE FROM activity WHERE contact_id = ?", restored.key(fresh));
                restored.execute("UPDATE contact SET id = ? WHERE public_id = ?", key, fresh.toString());
                assertThat(restored.local.replay()).isEqualTo(1);
                assertThat(restored.traces(4)).hasSize(4);
            }
        }
    }

    /** A crash between the ledger and the database, and then an older copy: it was decided, so it is done. */
    @ParameterizedTest
    @EnumSource
    void aBatchThatWasCutOffIsDoneOnAnOlderCopyAndGoesOnByItselfOtherwise(Kind kind) {
        try (World world = World.create(kind, folder)) {
            List<ContactId> people = world.contacts(1, 2);
            TestDatabase backup = world.database.copy();
            ErasurePlan plan = world.local.engine().plan(ErasureRequest.anonymize(people, Set.of("*")));
            world.execute("UPDATE erasure_plan SET state = 'RUNNING', approved_by = 'system', started_at = created_at");
            var batch = new org.gallra.api.ledger.ErasureLedger.Batch(
                    0,
                    java.time.Instant.now(),
                    plan.id(),
                    plan.action(),
                    plan.digest(),
                    1,
                    plan.fields(),
                    false,
                    world.numbers("SELECT id FROM contact ORDER BY id"),
                    List.of());
            assertThatThrownBy(() -> world.database.inNewTransaction(c -> {
                        world.ledger.intend(c, batch);
                        throw new IllegalStateException("the power fails here");
                    }))
                    .isInstanceOf(IllegalStateException.class);
            World again = world.restart();
            assertThat(again.ledger.behind()).as("nobody knows yet").isTrue();
            assertThat(again.local.replay()).isZero();
            assertThat(again.traces(1)).as("the plan goes on by itself").hasSize(5);
            assertThat(again.state().condition()).isEqualTo(Condition.READY);
            again.local.close();

            assertThatThrownBy(() -> again.database.inNewTransaction(c -> {
                        again.ledger.intend(c, batch);
                        throw new IllegalStateException("the power fails here");
                    }))
                    .isInstanceOf(IllegalStateException.class);
            again.ledger.stop();
            try (World restored = World.on(backup, folder)) {
                assertThat(restored.ledger.behind()).isTrue();
                assertThat(restored.local.replay()).isEqualTo(1);
                assertThat(restored.traces(1)).isEmpty();
                assertThat(restored.traces(2)).isEmpty();
            }
        }
    }

    /** A bundle was away for so long that nobody knew of its rows, and comes back with them. */
    @ParameterizedTest
    @EnumSource
    void aBundleThatComesBackWithRowsPaysWhatItMissed(Kind kind) throws Exception {
        try (World world = World.create(kind, folder)) {
            List<ContactId> people = world.contacts(1, 4);
            world.local.pay();
            world.execute("CREATE TABLE acme_old AS SELECT * FROM activity WITH NO DATA");
            world.execute("INSERT INTO acme_old SELECT * FROM activity");
            world.execute("DELETE FROM activity");
            world.execute("DELETE FROM register_declaration WHERE bundle = 'org.gallra.activity'");
            World away = world.restart(false);
            away.anonymize(people.subList(0, 2));
            away.delete(people.subList(2, 3));
            away.execute(
                    "INSERT INTO activity (public_id, version, contact_id, kind, subject, notes, created_at, changed_at)"
                            + " SELECT public_id, version, contact_id, kind, subject, notes, created_at, changed_at FROM acme_old"
                            + " WHERE contact_id <> " + 3);
            assertThat(away.numbers("SELECT COUNT(*) FROM activity WHERE notes LIKE 'Kanarie%'"))
                    .containsExactly(3L);

            away.look(true);
            away.local.pay();
            assertThat(away.numbers("SELECT COUNT(*) FROM activity WHERE notes LIKE 'Kanarie%'"))
                    .as("of whom nothing was erased")
                    .containsExactly(1L);
            assertThat(away.traces(4)).hasSize(5);
            assertThat(World.lines(folder))
                    .contains("\"kind\":\"DEBT_PAID\"", "\"record\":\"activity.activity\",\"after\":");
            assertThat(away.numbers("SELECT COUNT(*) FROM erasure_arrears WHERE after_entry IS NOT NULL"))
                    .containsExactly(0L);
            long entries = away.state().entries();
            away.local.pay();
            assertThat(away.state().entries()).as("once").isEqualTo(entries);
            away.local.close();
            away.ledger.stop();
        }
    }
}
