package org.gallra.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.gallra.api.GallraException;
import org.gallra.api.contact.ContactId;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.ErasureReceipt;
import org.gallra.api.ledger.ErasureLedger;
import org.gallra.api.ledger.LedgerService.Condition;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The engine with the ledger: what is written, what is refused, what is found out after a crash. */
class LedgerTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path temp;

    private Path folder() {
        return temp.resolve("ledger");
    }

    @ParameterizedTest
    @EnumSource
    void eachBatchIsWrittenBeforeItIsCommittedAndTheReceiptNamesItsEntries(Kind kind) throws Exception {
        try (World world = World.create(kind, folder())) {
            List<ContactId> people = world.contacts(1, 7);
            ErasurePlan plan = world.anonymize(people);
            ErasureReceipt receipt = java.util.Objects.requireNonNull(plan.receipt());
            assertThat(plan.batches()).isEqualTo(3);
            // opened, three times batch and committed, receipt
            assertThat(receipt.ledger()).containsExactly(2L, 4L, 6L, 8L);
            assertThat(receipt.replayed()).isFalse();
            assertThat(world.state().condition()).isEqualTo(Condition.READY);
            assertThat(world.state().entries()).isEqualTo(8);
            assertThat(world.state().applied()).isEqualTo(8);
            String lines = World.lines(folder());
            assertThat(lines).doesNotContain(World.MARK, "system", people.get(0).toString());
            assertThat(lines.lines().filter(l -> l.contains("\"kind\":\"RECEIPT\"")))
                    .singleElement()
                    .satisfies(l -> assertThat(l)
                            .contains(
                                    receipt.id().toString(),
                                    "\"contacts\":7",
                                    "{\"statistic\":\"contact.contact.by-company\",\"basis\":\"UNWRITTEN\",\"equal\":true,\"rows\":0,"
                                            + "\"fewer\":0,\"moved\":0,\"less\":\"0\"}"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsErasedWhenTheDiskIsFullAndThePlanGoesOnAfterwards(Kind kind) {
        try (World world = World.create(kind, folder())) {
            List<ContactId> people = world.contacts(1, 5);
            ErasurePlan plan = world.local
                    .engine()
                    .plan(org.gallra.api.erasure.ErasureRequest.anonymize(people, java.util.Set.of("*")));
            world.disk.full = true;
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(() -> world.execute(plan)).isInstanceOfSatisfying(GallraException.class, e -> {
                    assertThat(e.code()).isEqualTo(GallraException.Code.UNAVAILABLE);
                    assertThat(e.text().en()).contains("Nothing is erased", "disk is full");
                });
                assertThat(world.ledger.problem())
                        .as("also when it is only read")
                        .isPresent();
            }
            world.disk.full = false;
            assertThat(world.ledger.problem()).isEmpty();
            for (int i = 1; i <= 5; i++) {
                assertThat(world.traces(i)).as("person " + i).hasSize(5);
            }
            assertThat(world.execute(plan).state()).isEqualTo(ErasurePlan.State.DONE);
            assertThat(world.traces(1)).isEmpty();
            assertThat(world.state().condition()).isEqualTo(Condition.READY);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLedgerThatWasTamperedWithStopsErasuresAtOnce(Kind kind) throws Exception {
        try (World world = World.create(kind, folder())) {
            world.anonymize(world.contacts(1, 2));
            List<ContactId> next = world.contacts(3, 4);
            Path file = folder().resolve("ledger-000000000001.jsonl");
            String before = Files.readString(file);
            Files.writeString(file, before.replace("\"contacts\":2", "\"contacts\":1"));

            assertThatThrownBy(() -> world.anonymize(next))
                    .isInstanceOf(GallraException.class)
                    .hasMessageContaining("broken at entry 4");
            assertThat(world.traces(3)).hasSize(5);
            assertThat(world.state().condition()).isEqualTo(Condition.REFUSING);
            assertThat(world.state().entries()).as("up to the first wrong one").isEqualTo(3);
            assertThat(world.ledger.behind()).isFalse();

            Files.writeString(file, before);
            assertThat(world.state().condition()).isEqualTo(Condition.READY);
            world.anonymize(next);
            assertThat(world.traces(3)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void entriesThatAreCutOffAtTheEndAreMissed(Kind kind) throws Exception {
        try (World world = World.create(kind, folder())) {
            world.anonymize(world.contacts(1, 2));
            Path file = folder().resolve("ledger-000000000001.jsonl");
            List<String> lines = Files.readAllLines(file);
            Files.write(file, lines.subList(0, lines.size() - 1));
            World again = world.restart();
            assertThat(again.state().condition()).isEqualTo(Condition.REFUSING);
            assertThat(again.state().problem())
                    .satisfies(p -> assertThat(String.valueOf(p)).contains("ends at entry 3"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLedgerThatIsGoneOrAFileInItsPlaceStopsErasures(Kind kind) throws Exception {
        try (World world = World.create(kind, folder())) {
            world.anonymize(world.contacts(1, 2));
            List<ContactId> next = world.contacts(3, 4);
            Files.move(folder(), temp.resolve("away"));
            assertThatThrownBy(() -> world.anonymize(next)).hasMessageContaining("is missing");
            Files.writeString(folder(), "no directory");
            assertThatThrownBy(() -> world.anonymize(next)).hasMessageContaining("cannot be written");
            assertThat(world.traces(3)).hasSize(5);
            Files.delete(folder());
            Files.move(temp.resolve("away"), folder());
            world.anonymize(next);
            assertThat(world.traces(3)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theLedgerOfAnotherDatabaseIsLeftAlone(Kind kind) throws Exception {
        String lines;
        try (World world = World.create(kind, folder())) {
            world.anonymize(world.contacts(1, 2));
            lines = World.lines(folder());
        }
        try (World fresh = World.create(kind, folder())) {
            List<ContactId> people = fresh.contacts(1, 1);
            assertThatThrownBy(() -> fresh.anonymize(people)).hasMessageContaining("another database");
            assertThat(fresh.traces(1)).hasSize(5);
            assertThat(fresh.ledger.behind()).isFalse();
        }
        assertThat(World.lines(folder())).isEqualTo(lines);
    }

    @ParameterizedTest
    @EnumSource
    void aBatchThatWasRolledBackIsNotDoneAgain(Kind kind) throws Exception {
        try (World world = World.create(kind, folder())) {
            List<ContactId> people = world.contacts(1, 5);
            TestDatabase backup = world.database.copy();
            if (kind == Kind.DERBY) {
                world.execute("CREATE TRIGGER stop_it AFTER UPDATE ON activity REFERENCING NEW AS n FOR EACH ROW"
                        + " WHEN (n.contact_id = " + world.key(people.get(4))
                        + ") INSERT INTO activity (id) VALUES (1/0)");
            } else {
                world.execute("ALTER TABLE activity ADD CONSTRAINT stop_it CHECK (contact_id <> "
                        + world.key(people.get(4)) + " OR notes IS NOT NULL)");
            }
            assertThatThrownBy(() -> world.anonymize(people)).isInstanceOf(GallraException.class);
            assertThat(world.traces(3)).as("first batch").isEmpty();
            assertThat(world.traces(4)).as("second batch").hasSize(5);
            world.local.close();
            world.ledger.stop();
            try (World restored = World.on(backup, folder())) {
                assertThat(restored.ledger.behind()).isTrue();
                assertThat(restored.local.replay()).isEqualTo(1);
                assertThat(restored.traces(3)).isEmpty();
                assertThat(restored.traces(4)).as("was never committed").hasSize(5);
            }
        }
    }

    /** Two nodes on one database and one directory: one chain, whoever writes, and what a dead node left open is settled. */
    @Test
    void twoNodesWriteOneChain() throws Exception {
        try (World one = World.create(Kind.POSTGRESQL, folder());
                World other = World.on(one.database, folder())) {
            List<ContactId> people = one.contacts(1, 40);
            ExecutorService both = Executors.newFixedThreadPool(2);
            try {
                List<Future<ErasurePlan>> acts = new ArrayList<>();
                for (int i = 0; i < 10; i++) {
                    List<ContactId> some = people.subList(4 * i, 4 * i + 4);
                    World node = i % 2 == 0 ? one : other;
                    acts.add(both.submit(() -> node.anonymize(some)));
                }
                for (Future<ErasurePlan> act : acts) {
                    assertThat(act.get(2, TimeUnit.MINUTES).state()).isEqualTo(ErasurePlan.State.DONE);
                }
            } finally {
                both.shutdownNow();
            }
            assertThat(one.ledger.head()).isEqualTo(other.ledger.head());
            for (World node : List.of(one, other)) {
                assertThat(node.ledger.state(true).condition()).isEqualTo(Condition.READY);
                assertThat(node.ledger.unsettled()).isEmpty();
            }
            // a node that died between its entry and its transaction
            one.database.inNewTransaction(connection -> {
                one.ledger.intend(connection, batch());
                connection.rollback();
                return true;
            });
            other.anonymize(one.contacts(41, 42));
            assertThat(lines(folder()))
                    .filteredOn(line -> line.contains("ROLLED_BACK"))
                    .hasSize(1);
            assertThat(one.ledger.state(true).condition()).isEqualTo(Condition.READY);
        }
    }

    private static ErasureLedger.Batch batch() {
        return new ErasureLedger.Batch(
                0,
                Instant.now(),
                UUID.randomUUID(),
                ErasureAction.ANONYMIZE,
                "d",
                1,
                Set.of(),
                false,
                List.of(1L),
                List.of());
    }

    private static List<String> lines(Path folder) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".jsonl")).toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }

    /** The worst of both: an old backup, and a ledger that nobody can trust. Nobody is let in. */
    @ParameterizedTest
    @EnumSource
    void aBrokenLedgerThatKnowsMoreThanTheDatabaseKeepsItClosed(Kind kind) throws Exception {
        try (World world = World.create(kind, folder())) {
            List<ContactId> people = world.contacts(1, 2);
            TestDatabase backup = world.database.copy();
            world.anonymize(people);
            world.local.close();
            world.ledger.stop();
            Path file = folder().resolve("ledger-000000000001.jsonl");
            String before = Files.readString(file);
            Files.writeString(file, before.replace("\"batch\":1", "\"batch\":2"));
            try (World restored = World.on(backup, folder())) {
                assertThat(restored.ledger.behind()).isTrue();
                assertThat(restored.state().condition()).isEqualTo(Condition.REFUSING);
                assertThatThrownBy(restored.local::replay)
                        .isInstanceOf(GallraException.class)
                        .hasMessageContaining("broken at entry 2");
                Files.writeString(file, before);
                assertThat(restored.local.replay()).isEqualTo(1);
                assertThat(restored.traces(1)).isEmpty();
                assertThat(restored.ledger.behind()).isFalse();
            }
        }
    }
}
