package org.gallra.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.gallra.api.GallraException;
import org.gallra.api.GallraException.Code;
import org.gallra.api.GallraException.Violation;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Permission;
import org.gallra.api.access.Role;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.personaldata.PersonalDataRegister;
import org.gallra.api.personaldata.RecordDeclaration;
import org.gallra.api.personaldata.RegisterSnapshot;
import org.gallra.api.personaldata.StoreDeclaration;
import org.gallra.api.processing.ControllerDetails;
import org.gallra.api.processing.ControllerDraft;
import org.gallra.api.processing.ProcessingDefaults;
import org.gallra.testing.TestDatabase;
import org.gallra.testing.TestJpa;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProcessingServiceTest {

    /** The service on a database, called by whoever the test says. */
    private static final class Fixture implements AutoCloseable, AccessControl, SchemaReady, PersonalDataRegister {

        final TestDatabase database;
        final TestJpa jpa;
        final JpaProcessingService processing;
        Role role = Role.SYSTEM_ADMINISTRATOR;

        Fixture(Kind kind) {
            database = TestDatabase.of(kind, "processing");
            jpa = new TestJpa("org.gallra.processing", database);
            processing = new JpaProcessingService(jpa, database, this, this, this);
        }

        @Override
        public Caller caller() {
            return new Caller("ulf", role, role.permissions());
        }

        @Override
        public Caller require(Permission permission) {
            if (!caller().may(permission)) {
                throw new GallraException(Code.FORBIDDEN, Text.same("no"));
            }
            return caller();
        }

        @Override
        public <T> T callAs(Caller caller, Supplier<T> work) {
            return work.get();
        }

        @Override
        public String bundle() {
            return "org.gallra.processing";
        }

        @Override
        public Set<String> tables() {
            return Set.of("processing_controller");
        }

        @Override
        public Optional<LastContact> lastContact(long contactKey, Instant through) {
            return Optional.empty();
        }

        @Override
        public RegisterSnapshot snapshot() {
            return Declared.register();
        }

        @Override
        public long read(RecordDeclaration record, long contactKey, Consumer<Row> rows) {
            return 0;
        }

        @Override
        public long read(StoreDeclaration store, long contactKey, Consumer<Row> items) {
            return 0;
        }

        @Override
        public SqlFragment contactMoments(Instant after, Instant through) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SqlFragment contactMoments(Instant after, Instant through, long contactKey) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SqlFragment hadContact(Instant after, Instant through, String contact) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SqlFragment contactMoments(Instant after, Instant through, SqlFragment among) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            jpa.close();
            database.close();
        }
    }

    private static void refused(Code code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(GallraException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }

    private static ControllerDraft.Builder full() {
        return ControllerDraft.builder()
                .name(" Åkeri & Co ")
                .orgNumber("556677-8899")
                .address("Storgatan 1\r\n111 22 Stockholm")
                .email("info@example.se")
                .phone("08-123 45 67")
                .jointControllers("Systerbolaget")
                .representative("Ombud i EU")
                .officerName("Disa Ö")
                .officerEmail("disa@example.se")
                .officerPhone("070-1")
                .recipients("Driften")
                .transfers("Inga")
                .security("x".repeat(8000))
                .contactDefaults(new ProcessingDefaults("p".repeat(2000), "b", "s", "r"))
                .userDefaults(new ProcessingDefaults("up", "ub", "us", "u".repeat(1000)));
    }

    @ParameterizedTest
    @EnumSource
    void isEmptyUntilSomebodyWrites(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            ControllerDetails empty = fixture.processing.controller();
            assertThat(empty.draft())
                    .isEqualTo(ControllerDraft.builder()
                            .contactDefaults(ProcessingDefaults.NONE)
                            .userDefaults(ProcessingDefaults.NONE)
                            .build());
            assertThat(empty.changedAt()).isNull();
            assertThat(fixture.processing.record().controller()).isEqualTo(empty);
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsEveryValue(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            long version = fixture.processing.controller().version();
            ControllerDetails written = fixture.processing.update(version, full().build());
            ControllerDetails read = fixture.processing.controller();
            assertThat(read).isEqualTo(written);
            assertThat(read.version()).isGreaterThan(version);
            assertThat(read.changedAt()).isNotNull();
            assertThat(read.draft())
                    .isEqualTo(full().name("Åkeri & Co")
                            .address("Storgatan 1\n111 22 Stockholm")
                            .build());
            assertThat(read.toString()).doesNotContain("Disa");
            assertThat(read.draft().toString()).doesNotContain("Disa");
            fixture.processing.update(
                    read.version(), ControllerDraft.builder().name("Åkeri").build());
            ControllerDetails bare = fixture.processing.controller();
            assertThat(bare.officerName()).isNull();
            assertThat(bare.contactDefaults()).isEqualTo(ProcessingDefaults.NONE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void changesOnlyWhatWasReadLast(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            ControllerDetails first = fixture.processing.controller();
            fixture.processing.update(first.version(), full().build());
            refused(
                    Code.STALE,
                    () -> fixture.processing.update(
                            first.version(), full().name("Annan").build()));
            assertThat(fixture.processing.controller().name()).isEqualTo("Åkeri & Co");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRowThatWasErasedIsWrittenAnew(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            fixture.database.inTransaction(c -> c.createStatement().executeUpdate("DELETE FROM processing_controller"));
            ControllerDetails gone = fixture.processing.controller();
            assertThat(gone.name()).isNull();
            ControllerDetails written = fixture.processing.update(gone.version(), full().build());
            assertThat(fixture.processing.controller()).isEqualTo(written);
            assertThat(written.version()).isGreaterThan(gone.version());
        }
    }

    @ParameterizedTest
    @EnumSource
    void namesFieldsThatAreWrong(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            ControllerDraft wrong = full().name("  ")
                    .email("ingen adress")
                    .officerEmail("@")
                    .officerPhone("ingen")
                    .security("x".repeat(8001))
                    .contactDefaults(new ProcessingDefaults("\u0007", null, null, null))
                    .userDefaults(new ProcessingDefaults(null, null, null, "x".repeat(1001)))
                    .build();
            assertThatThrownBy(() -> fixture.processing.update(1, wrong))
                    .isInstanceOfSatisfying(GallraException.class, e -> assertThat(e.violations())
                            .extracting(Violation::field)
                            .containsExactlyInAnyOrder(
                                    "name",
                                    "email",
                                    "officerEmail",
                                    "officerPhone",
                                    "security",
                                    "contactDefaults.purpose",
                                    "userDefaults.retention"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void everybodyReadsAndAdministratorsWrite(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            for (Role role : new Role[] {Role.USER, Role.READER}) {
                fixture.role = role;
                assertThat(fixture.processing.record().activities()).isEmpty();
                refused(Code.FORBIDDEN, () -> fixture.processing.update(1, full().build()));
            }
        }
    }
}
