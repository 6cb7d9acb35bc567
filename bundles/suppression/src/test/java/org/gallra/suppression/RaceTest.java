package org.gallra.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.gallra.api.GallraException;
import org.gallra.api.GallraException.Code;
import org.gallra.api.contact.Contact;
import org.gallra.api.contact.ContactDraft;
import org.gallra.api.contact.ContactId;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.ErasureRequest;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.api.persistence.StorageException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Edits, imports and new activities race with runs: nothing that was acknowledged before is lost, and nothing personal stands
 * on an anonymized contact afterwards.
 */
class RaceTest {

    private static final int PEOPLE = 60;
    private static final int BATCH = 4;
    private static final int SECONDS = 60;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private final Map<ContactId, Long> acknowledged = new ConcurrentHashMap<>();
    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();

    /** Does something until the run is over; what the services refuse is fine, anything else is not. */
    private Callable<Integer> worker(Future<?> run, List<ContactId> people, int offset, Act act) {
        return () -> {
            int done = 0;
            for (int i = offset; !run.isDone() || i < offset + people.size(); i++) {
                ContactId id = people.get(i % people.size());
                try {
                    act.on(id, i);
                    done++;
                } catch (GallraException e) {
                    if (!Set.of(Code.NOT_FOUND, Code.CONFLICT, Code.STALE, Code.GONE)
                            .contains(e.code())) {
                        surprises.add(e.code() + ": " + e.getMessage());
                    }
                } catch (StorageException e) {
                    if (!e.transientConflict()) {
                        surprises.add("SQL state " + e.sqlState());
                    }
                } catch (RuntimeException e) {
                    if (!locked(e)) {
                        surprises.add(e.toString());
                    }
                }
            }
            return done;
        };
    }

    private static boolean locked(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof java.sql.SQLException sql
                    && String.valueOf(sql.getSQLState()).startsWith("40")) {
                return true;
            }
        }
        return false;
    }

    private interface Act {
        void on(ContactId id, int number);
    }

    private void edit(House house, ContactId id, int number) {
        Contact now = house.contacts.get(id);
        update(house, now, now.draft().toBuilder().title("Titel" + number).build());
    }

    private void update(House house, Contact before, ContactDraft draft) {
        house.contacts.update(before.id(), before.version(), draft);
        acknowledged.merge(before.id(), 1L, Long::sum);
    }

    private static void addActivity(House house, ContactId id, int number) {
        house.database.inTransaction(connection -> {
            long key = house.directory.contactKeyForWriting(id);
            Timestamp now = Timestamp.from(Instant.now());
            return house.execute(
                    "INSERT INTO activity (public_id, version, contact_id, kind, subject, notes, created_at, changed_at)"
                            + " VALUES (?, 1, ?, 'CALL', ?, ?, ?, ?)",
                    UUID.randomUUID().toString(),
                    key,
                    "Samtal Kanarie",
                    "Kanarie" + number,
                    now,
                    now);
        });
    }

    /** What an import does: looks for the person and writes over it, or makes a new one. */
    private void imports(House house, int number) {
        String email = "person" + number % PEOPLE + "@example.se";
        List<Contact> found = house.matcher.contactsByEmail(List.of(email)).getOrDefault(email, List.of());
        ContactDraft draft = House.draft("Kanarie", email, null);
        if (found.isEmpty()) {
            return; // the road of new ones is tested elsewhere
        }
        update(house, found.get(0), draft);
    }

    private static boolean run(House house, List<ContactId> people) {
        // the first batch demands that nothing has changed since the preview; a user tries again
        for (int attempt = 0; attempt < 400; attempt++) {
            try {
                ErasurePlan plan = house.local.engine().plan(ErasureRequest.anonymize(people, Set.of("*")));
                if (house.execute(plan).state() == ErasurePlan.State.DONE) {
                    return true;
                }
            } catch (GallraException e) {
                if (e.code() != Code.CONFLICT && e.code() != Code.UNAVAILABLE) {
                    throw e;
                }
            }
        }
        return false;
    }

    @ParameterizedTest
    @EnumSource
    void writersAndRunsDoNotCross(Kind kind) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (House house = House.create(kind, folder, BATCH)) {
            List<ContactId> people = new ArrayList<>();
            for (int i = 0; i < PEOPLE; i++) {
                people.add(house.contact("Kanarie", "person" + i + "@example.se", null)
                        .id());
            }
            long first = house.contacts.get(people.get(0)).version();
            List<ContactId> erased = people.subList(0, PEOPLE / 2);
            List<Long> keys =
                    house.numbers("SELECT id FROM contact ORDER BY id").subList(0, PEOPLE / 2);
            Future<Boolean> run = threads.submit(() -> {
                boolean all = true;
                for (int from = 0; from < erased.size(); from += 10) {
                    all &= run(house, erased.subList(from, from + 10));
                }
                return all;
            });
            List<Future<Integer>> writers = List.of(
                    threads.submit(worker(run, people, 0, (id, i) -> edit(house, id, i))),
                    threads.submit(worker(run, people, 7, (id, i) -> addActivity(house, id, i))),
                    threads.submit(worker(run, people, 13, (id, i) -> imports(house, i))));
            assertThat(run.get(SECONDS, TimeUnit.SECONDS)).isTrue();
            for (Future<Integer> writer : writers) {
                assertThat(writer.get(SECONDS, TimeUnit.SECONDS)).isPositive();
            }
            assertThat(surprises).isEmpty();
            for (long key : keys) {
                assertThat(house.numbers(
                                "SELECT COUNT(*) FROM contact WHERE id = ? AND anonymized_at IS NOT NULL AND last_name IS NULL"
                                        + " AND email IS NULL AND email_key IS NULL AND title IS NULL AND search_key = ''",
                                key))
                        .as("anonymized, and nothing written over it")
                        .containsExactly(1L);
                assertThat(house.numbers(
                                "SELECT COUNT(*) FROM activity WHERE contact_id = ? AND notes IS NOT NULL", key))
                        .as("no activity that came too late")
                        .containsExactly(0L);
            }
            for (ContactId living : people.subList(PEOPLE / 2, PEOPLE)) {
                Contact now = house.contacts.get(living);
                assertThat(now.anonymizedAt()).isNull();
                assertThat(now.lastName()).isEqualTo("Kanarie");
                assertThat(now.version() - first)
                        .as("every update that was acknowledged, and no other")
                        .isEqualTo(acknowledged.getOrDefault(living, 0L));
            }
            assertThat(house.administration.state().entries()).isEqualTo(PEOPLE / 2);
            assertThat(house.numbers("SELECT COUNT(*) FROM contact")).containsExactly((long) PEOPLE);
        } finally {
            threads.shutdown();
        }
    }
}
