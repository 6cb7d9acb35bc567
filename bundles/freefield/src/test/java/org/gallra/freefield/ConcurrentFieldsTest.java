package org.gallra.freefield;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.gallra.api.GallraException;
import org.gallra.api.GallraException.Code;
import org.gallra.api.freefield.FreeField;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.freefield.FieldDraft.Words;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fields that change while somebody writes values: none stays behind without a field, or where nobody looks for personal ones. */
class ConcurrentFieldsTest {

    private static final FieldDraft NOT_PERSONAL =
            new FieldDraft(null, null, new Words("Kod", null), null, null, null, null, false, null, null, null);

    /** Another node does not know of a change for two seconds. */
    @ParameterizedTest
    @EnumSource
    void nothingIsWrittenIntoAFieldThatIsGoneOrLiesElsewhere(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            FieldService elsewhere = new FieldService(
                    new Definitions(fixture.database, fixture), fixture.owners, fixture.database, fixture);
            long company = fixture.company();
            FreeField field = fixture.define(fixture.company, FreeField.Type.TEXT, "Kod");
            assertThat(fixture.fields.values(fixture.company, List.of(company))).containsEntry(company, Map.of());
            FreeField changed = elsewhere.update(field.id(), field.version(), NOT_PERSONAL);
            conflict(() -> fixture.fields.write(fixture.company, company, false, Fixture.map("kod", "A1"), Map.of()));
            assertThat(fixture.count("SELECT COUNT(*) FROM company_field")).isZero();
            fixture.fields.write(fixture.company, company, false, Fixture.map("kod", "A1"), Map.of());
            assertThat(fixture.count("SELECT COUNT(*) FROM company_field WHERE plain_value = 'A1'"))
                    .isEqualTo(1);
            elsewhere.delete(field.id(), changed.version());
            conflict(() -> fixture.fields.assign(fixture.company, List.of(company), Fixture.map("kod", "A2")));
            assertThatThrownBy(() ->
                            fixture.fields.write(fixture.company, company, false, Fixture.map("kod", "A2"), Map.of()))
                    .as("now it is known here too")
                    .isInstanceOfSatisfying(
                            GallraException.class, e -> assertThat(e.code()).isEqualTo(Code.INVALID));
            assertThat(fixture.count("SELECT COUNT(*) FROM company_field")).isZero();
        }
    }

    /** Whoever deletes a field waits for whoever writes into it, and takes what was written along. */
    @ParameterizedTest
    @EnumSource
    void aValueThatIsWrittenWhileItsFieldIsDeletedGoesToo(Kind kind) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (Fixture fixture = new Fixture(kind)) {
            long contact = fixture.contact(Instant.EPOCH);
            FreeField field = fixture.define(fixture.contact, FreeField.Type.TEXT, "Kod");
            CountDownLatch written = new CountDownLatch(1);
            CountDownLatch waits = new CountDownLatch(1);
            Future<Boolean> writer = threads.submit(() -> fixture.database.inTransaction(connection -> {
                fixture.write(contact, "kod", "A1");
                written.countDown();
                return taken(waits);
            }));
            assertThat(taken(written)).isTrue();
            Future<Long> deleted = threads.submit(() -> fixture.service.delete(field.id(), field.version()));
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
            while (!deleted.isDone() && waiting(fixture, kind) == 0 && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            waits.countDown();
            assertThat(writer.get(1, TimeUnit.MINUTES)).isTrue();
            deleted.get(1, TimeUnit.MINUTES);
            assertThat(fixture.count("SELECT COUNT(*) FROM contact_field")).isZero();
        } finally {
            threads.shutdownNow();
        }
    }

    private static boolean taken(CountDownLatch latch) {
        try {
            return latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many wait for a lock of somebody else. */
    private static long waiting(Fixture fixture, Kind kind) {
        return fixture.count(
                kind == Kind.POSTGRESQL
                        ? "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
                        : "SELECT COUNT(*) FROM SYSCS_DIAG.LOCK_TABLE WHERE STATE = 'WAIT'");
    }

    private static void conflict(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(GallraException.class, e -> assertThat(e.code())
                .isEqualTo(Code.CONFLICT));
    }
}
