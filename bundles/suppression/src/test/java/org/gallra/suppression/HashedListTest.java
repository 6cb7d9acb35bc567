package org.gallra.suppression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.gallra.api.GallraException;
import org.gallra.api.GallraException.Code;
import org.gallra.api.access.Role;
import org.gallra.api.contact.CompanyDraft;
import org.gallra.api.contact.Contact;
import org.gallra.api.contact.ContactDraft;
import org.gallra.api.contact.ContactMatcher.Entrance;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.api.personaldata.Recognition;
import org.gallra.api.suppression.Identifier;
import org.gallra.api.suppression.Readmission;
import org.gallra.suppression.ListAdministration.Wanted;
import org.gallra.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who was erased is recognized on the way in, and nobody else is. */
class HashedListTest {

    private static final int BATCH = 2;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private static void refused(Code code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(GallraException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }

    private static void erased(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(GallraException.class, e -> {
            assertThat(e.code()).isEqualTo(Code.ERASED_PERSON);
            assertThat(e.getMessage()).doesNotContainIgnoringCase("anna").doesNotContain("20", "@");
        });
    }

    @ParameterizedTest
    @EnumSource
    void whoWasErasedIsRecognizedInAnySpelling(Kind kind) {
        try (House house = House.create(kind, folder, BATCH)) {
            Contact anna = house.contact("Anna", "anna.berg@example.se", "070-123 45 67");
            Contact bo = house.contact("Bo", "bo@example.se", "+46 8 123 456 78");
            Contact cia = house.contact("Cia", null, null);
            house.anonymize(anna.id());
            house.delete(bo.id(), cia.id());

            erased(() -> house.contact("Anna", "ANNA.Berg+crm@example.SE", null));
            erased(() -> house.contact("Någon", null, "+46 (0)70 123 45 67"));
            erased(() -> house.contacts.create(
                    ContactDraft.builder().lastName("X").phone("08-12345678").build()));
            erased(() -> house.contact("Bo", "bo@example.se", null));
            assertThat(house.contact("Anna", "anna.b@example.se", "070-123 45 68")
                            .lastName())
                    .isEqualTo("Anna");
            assertThat(house.numbers(
                            "SELECT SUM(hash_count) FROM suppression_entry WHERE added_on = ?",
                            java.sql.Date.valueOf(house.list.today())))
                    .containsExactly(4L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRecordKeepsItsOwnAndIsAskedAboutWhatIsNew(Kind kind) {
        try (House house = House.create(kind, folder, BATCH)) {
            Contact gone = house.contact("Anna", "anna@example.se", "070-123 45 67");
            // the same person on another card, which is there and stays
            Contact twin = house.contact("Anna", "anna@example.se", "070-123 45 67");
            Contact other = house.contact("Bo", "bo@example.se", null);
            house.delete(gone.id());

            ContactDraft titled = twin.draft().toBuilder().title("Chef").build();
            Contact changed = house.contacts.update(twin.id(), twin.version(), titled);
            ContactDraft moved =
                    changed.draft().toBuilder().mobile(null).phone("0701234567").build();
            house.contacts.update(changed.id(), changed.version(), moved);

            // whoever has it keeps others from being suspected
            ContactDraft borrowed =
                    other.draft().toBuilder().email("anna@example.se").build();
            Contact both = house.contacts.update(other.id(), other.version(), borrowed);
            assertThat(both.email()).isEqualTo("anna@example.se");
            house.delete(twin.id(), both.id());
            Contact third = house.contact("Cia", "cia@example.se", null);
            erased(() -> house.contacts.update(
                    third.id(),
                    third.version(),
                    third.draft().toBuilder().email("Anna@Example.se").build()));
            assertThat(house.contacts.get(third.id())).isEqualTo(third);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatACompanyHasRecognizesNobody(Kind kind) {
        try (House house = House.create(kind, folder, BATCH)) {
            house.companies.create(CompanyDraft.builder()
                    .name("Berg")
                    .email("Info@berg.se")
                    .phone("08-123 456 78")
                    .build());
            Contact anna = house.contact("Anna", "info@berg.se", "08-12 34 56 78");
            house.anonymize(anna.id());
            assertThat(house.administration.state().entries()).isEqualTo(2);
            assertThat(house.contact("Bo", "info@berg.se", "+46 8 12345678").email())
                    .isEqualTo("info@berg.se");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAdministratorLetsInWithAReasonAndNobodyElse(Kind kind) {
        try (House house = House.create(kind, folder, BATCH)) {
            house.anonymize(
                    house.contact("Anna", "anna@example.se", "070-1234567").id());
            ContactDraft again = House.draft("Anna", "anna@example.se", "070-1234567");

            house.role = Role.USER;
            erased(() -> house.contacts.create(again));
            refused(Code.FORBIDDEN, () -> house.contacts.create(again, Readmission.OWN_WISH));
            refused(Code.FORBIDDEN, () -> house.administration.state());
            assertThat(house.numbers("SELECT COUNT(*) FROM contact")).containsExactly(1L);

            house.role = Role.SYSTEM_ADMINISTRATOR;
            Contact back = house.contacts.create(again, Readmission.OWN_WISH);
            assertThat(house.administration.admitted())
                    .containsExactly(new Admitted(house.list.today(), Readmission.OWN_WISH, "ulf"));
            assertThat(house.administration.state().entries()).isZero();
            // a reason that nobody needed is not noted
            house.contacts.create(House.draft("Bo", "bo@example.se", null), Readmission.MISTAKE);
            assertThat(house.administration.admitted()).hasSize(1);

            house.delete(back.id());
            erased(() -> house.contacts.create(again));
            house.administration.change(1, new Wanted(Reaction.REFUSE, 5));
            erased(() -> house.contacts.create(again, Readmission.OWN_WISH));
            house.administration.change(2, new Wanted(Reaction.OFF, 5));
            assertThat(house.contacts.create(again).email()).isEqualTo("anna@example.se");
            refused(Code.STALE, () -> house.administration.change(2, new Wanted(Reaction.ASK, 5)));
            refused(Code.INVALID, () -> house.administration.change(3, new Wanted(null, 21)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void manyAreAskedAboutAtOnce(Kind kind) {
        try (House house = House.create(kind, folder, BATCH)) {
            Contact there = house.contact("Bo", "bo@example.se", null);
            house.delete(
                    house.contact("Anna", "anna@example.se", "070-1234567").id(),
                    house.contact("Cia", "cia@example.se", null).id());
            Entrance known = new Entrance(House.draft("Anna", "x@example.se", "+46701234567"), null);
            Entrance unknown = new Entrance(House.draft("Dan", "dan@example.se", null), null);
            Entrance own = new Entrance(there.draft(), there);
            Entrance taken = new Entrance(
                    there.draft().toBuilder().email("cia+1@example.se").build(), there);
            assertThat(house.matcher.erased(List.of(unknown, known, own, taken)))
                    .containsExactly(1, 3);
            assertThat(house.matcher.erased(List.of())).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void entriesEndAndTheListIsEmptied(Kind kind) {
        try (House house = House.create(kind, folder, BATCH)) {
            Identifier anna = new Identifier(Recognition.EMAIL, "anna@example.se");
            Identifier bo = new Identifier(Recognition.EMAIL, "bo@example.se");
            LocalDate today = house.list.today();
            house.list.requireReady();
            house.database.inTransaction(c -> {
                house.list
                        .prepare(List.of(anna, bo, new Identifier(Recognition.PHONE, "växel")), today.minusYears(5))
                        .write(c);
                house.list
                        .prepare(List.of(bo, bo), today.minusYears(5).minusDays(1))
                        .write(c);
                return true;
            });
            assertThat(house.list.expire()).as("five years are kept").isEqualTo(1);
            house.database.inTransaction(c -> {
                house.list.prepare(List.of(bo), today).write(c);
                return true;
            });
            house.administration.change(1, new Wanted(Reaction.ASK, 4));
            assertThat(house.list.expire()).as("Anna's, and what Bo had then").isEqualTo(2);
            assertThat(house.list.recognized(Set.of(anna, bo), Set.of())).containsExactly(bo);
            assertThat(house.list.recognized(Set.of(bo), Set.of(new Identifier(Recognition.EMAIL, "BO@example.se"))))
                    .isEmpty();
            assertThat(house.administration.empty().entries()).isZero();
        }
    }

    @Test
    void theKeyIsForItsOwnerAloneAndOutsideOfEverything() throws IOException {
        try (House house = House.create(Kind.DERBY, folder, BATCH)) {
            Contact anna = house.contact("Anna", "anna@example.se", null);
            assertThat(house.key).as("not before it is needed").doesNotExist();
            house.anonymize(anna.id());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(house.key)))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(Objects.requireNonNull(house.key.getParent()))))
                    .isEqualTo("rwx------");
            assertThat(Files.readString(house.key)).matches("[0-9a-f]{64}\n");
            try (var files = Files.list(Objects.requireNonNull(house.key.getParent()))) {
                assertThat(files).containsExactly(house.key);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void withoutItsKeyTheListSaysSoAndNothingIsErased(Kind kind) throws IOException {
        try (House house = House.create(kind, folder, BATCH)) {
            house.anonymize(house.contact("Anna", "anna@example.se", null).id());
            Contact bo = house.contact("Bo", "bo@example.se", null);
            String key = Files.readString(house.key);
            assertThat(house.list.problem()).isEmpty();

            Files.delete(house.key);
            assertThat(house.list.problem())
                    .hasValueSatisfying(p -> assertThat(p.en()).contains("is missing"));
            refused(Code.UNAVAILABLE, () -> house.anonymize(bo.id()));
            assertThat(house.contacts.get(bo.id()).anonymizedAt()).isNull();
            // users work on, and the list says that it recognizes nobody
            assertThat(house.contact("Anna", "anna@example.se", null).id()).isNotNull();

            Files.writeString(house.key, "00".repeat(32));
            assertThat(house.list.problem())
                    .hasValueSatisfying(p -> assertThat(p.en()).contains("not the one"));
            Files.writeString(house.key, "nonsense");
            assertThat(house.list.problem())
                    .hasValueSatisfying(p -> assertThat(p.en()).contains("cannot be read"));

            Files.writeString(house.key, key);
            assertThat(house.list.problem()).isEmpty();
            house.anonymize(bo.id());

            Files.delete(house.key);
            assertThat(house.administration.empty().problem()).isNull();
            Contact cia = house.contact("Cia", "cia@example.se", null);
            house.anonymize(cia.id());
            assertThat(Files.readString(house.key)).isNotEqualTo(key);
            erased(() -> house.contact("Cia", "cia@example.se", null));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoIsErasedAgainAfterARestoreIsOnTheListAgain(Kind kind) {
        try (House house = House.create(kind, folder, BATCH)) {
            Contact anna = house.contact("Anna", "anna@example.se", "070-1234567");
            Contact bo = house.contact("Bo", "bo@example.se", null);
            Contact cia = house.contact("Cia", "cia@example.se", null);
            TestDatabase backup = house.database.copy();
            house.anonymize(anna.id());
            house.delete(bo.id(), cia.id());
            house.stop();
            try (House restored = new House(backup, folder, BATCH)) {
                assertThat(restored.administration.state().entries()).isZero();
                assertThat(restored.local.replay()).isEqualTo(2);
                assertThat(restored.administration.state().entries()).isEqualTo(4);
                erased(() -> restored.contact("Anna", "anna+1@example.se", null));
                erased(() -> restored.contact("Bo", "bo@example.se", null));
            }
        }
    }
}
