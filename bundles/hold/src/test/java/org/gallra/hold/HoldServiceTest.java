package org.gallra.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.gallra.api.GallraException;
import org.gallra.api.GallraException.Code;
import org.gallra.api.GallraException.Violation;
import org.gallra.api.Page;
import org.gallra.api.access.Role;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactId;
import org.gallra.api.persistence.Database.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HoldServiceTest {

    private static void refused(Code code, ThrowingCallable call, String... fields) {
        assertThatThrownBy(call).isInstanceOfSatisfying(GallraException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.violations()).extracting(Violation::field).containsExactlyInAnyOrder(fields);
        });
    }

    @ParameterizedTest
    @EnumSource
    void keepsWhatIsSaid(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            LocalDate until = LocalDate.of(2027, 1, 31);
            Hold placed =
                    fixture.holds.place(new HoldDraft(fixture.anna, null, HoldGround.OTHER, " rad\r\nrad ", until));
            assertThat(fixture.holds.get(placed.id())).isEqualTo(placed);
            assertThat(placed.contact()).isEqualTo(fixture.anna);
            assertThat(placed.contactName()).isEqualTo("Anna");
            assertThat(placed.company()).isNull();
            assertThat(placed.ground()).isEqualTo(HoldGround.OTHER);
            assertThat(placed.reason()).isEqualTo("rad\nrad");
            assertThat(placed.until()).isEqualTo(until);
            assertThat(placed.placedBy()).isEqualTo("ulf");
            assertThat(placed.placedAt()).isEqualTo(fixture.now);
            assertThat(placed.state()).isEqualTo(Hold.State.ACTIVE);
            Hold changed =
                    fixture.holds.change(placed.id(), placed.version(), new HoldTerms(HoldGround.CLAIM, null, null));
            assertThat(changed.version()).isGreaterThan(placed.version());
            assertThat(changed.reason()).isNull();
            assertThat(changed.until()).isNull();
            refused(Code.STALE, () -> fixture.holds.lift(placed.id(), placed.version()));
            fixture.now = fixture.now.plus(Duration.ofDays(1));
            Hold lifted = fixture.holds.lift(placed.id(), changed.version());
            assertThat(lifted.state()).isEqualTo(Hold.State.LIFTED);
            assertThat(lifted.liftedBy()).isEqualTo("ulf");
            assertThat(lifted.liftedAt()).isEqualTo(fixture.now);
            refused(Code.CONFLICT, () -> fixture.holds.lift(placed.id(), lifted.version()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void holdsAContactAndWithACompanyItsContacts(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            fixture.holds.place(fixture.on(fixture.anna));
            fixture.holds.place(
                    new HoldDraft(null, fixture.dal, HoldGround.BOOKKEEPING, null, LocalDate.of(2026, 7, 1)));
            // the last moment of the first of July in Stockholm, where it is summer
            String end = " until 2026-07-01T21:59:59.999999Z";
            assertThat(fixture.held())
                    .isEqualTo(
                            Map.of("hold.claim", List.of("Anna"), "hold.bookkeeping", List.of("" + end, "Cia" + end)));
            assertThat(fixture.heldCompanies()).isEqualTo(Map.of("hold.bookkeeping", List.of("Dal" + end)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void holdsNobodyOnceItHasEnded(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            LocalDate until = LocalDate.of(2026, 3, 29); // the night in which clocks go forward
            Hold hold = fixture.holds.place(new HoldDraft(fixture.bo, null, HoldGround.CLAIM, null, until));
            Hold lifted = fixture.holds.place(fixture.on(fixture.berg));
            fixture.now = Instant.parse("2026-03-29T21:59:59Z");
            assertThat(fixture.held().get("hold.claim")).containsExactly("Bo until 2026-03-29T21:59:59.999999Z");
            assertThat(fixture.heldCompanies()).containsKey("hold.authority");
            fixture.now = Instant.parse("2026-03-29T22:00:00Z");
            fixture.holds.lift(lifted.id(), lifted.version());
            assertThat(fixture.held()).isEmpty();
            assertThat(fixture.heldCompanies()).isEmpty();
            assertThat(fixture.holds.get(hold.id()).state()).isEqualTo(Hold.State.EXPIRED);
            refused(Code.CONFLICT, () -> fixture.holds.lift(hold.id(), hold.version()));
            refused(
                    Code.CONFLICT,
                    () -> fixture.holds.change(hold.id(), hold.version(), new HoldTerms(HoldGround.CLAIM, null, null)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void listsByWhomAndByState(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            List<UUID> placed = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                fixture.now = fixture.now.plusSeconds(1);
                placed.add(0, fixture.holds.place(fixture.on(fixture.anna)).id());
            }
            Hold gone = fixture.holds.get(placed.get(2));
            fixture.holds.lift(gone.id(), gone.version());
            fixture.holds.place(fixture.on(fixture.berg));
            List<UUID> read = new ArrayList<>();
            String cursor = null;
            do {
                Page<Hold> page = fixture.holds.list(new HoldQuery(fixture.anna, null, null, cursor, 2));
                assertThat(page.total()).isEqualTo(5);
                page.items().forEach(h -> read.add(h.id()));
                cursor = page.next();
            } while (cursor != null);
            assertThat(read).isEqualTo(placed);
            assertThat(fixture.holds
                            .list(new HoldQuery(fixture.anna, null, false, null, 10))
                            .items())
                    .extracting(Hold::id)
                    .containsExactly(gone.id());
            assertThat(fixture.holds
                            .list(new HoldQuery(null, null, true, null, 10))
                            .total())
                    .isEqualTo(5);
            assertThat(fixture.holds
                            .list(new HoldQuery(null, fixture.berg, null, null, 10))
                            .items())
                    .extracting(Hold::companyName)
                    .containsExactly("Berg");
            assertThat(fixture.holds.holding(fixture.anna, null))
                    .as("her own and her company's")
                    .hasSize(5);
            assertThat(fixture.holds.holding(fixture.bo, null)).hasSize(1);
            assertThat(fixture.holds.holding(null, fixture.berg)).hasSize(1);
            assertThat(fixture.holds.holding(fixture.cia, null)).isEmpty();
        }
    }

    @Test
    void othersSeeThatButNotWhyInWordsNorByWhom() {
        try (Fixture fixture = new Fixture(Kind.DERBY)) {
            Hold hold = fixture.holds.place(new HoldDraft(fixture.anna, null, HoldGround.CLAIM, "Stämning", null));
            fixture.role = Role.USER;
            Hold seen = fixture.holds.get(hold.id());
            assertThat(seen.ground()).isEqualTo(HoldGround.CLAIM);
            assertThat(seen.reason()).isNull();
            assertThat(seen.placedBy()).isNull();
            assertThat(fixture.holds.holding(fixture.anna, null)).containsExactly(seen);
            refused(Code.FORBIDDEN, () -> fixture.holds.place(fixture.on(fixture.anna)));
            refused(Code.FORBIDDEN, () -> fixture.holds.lift(hold.id(), hold.version()));
            refused(
                    Code.FORBIDDEN,
                    () -> fixture.holds.change(hold.id(), hold.version(), new HoldTerms(HoldGround.CLAIM, null, null)));
        }
    }

    @Test
    void refusesWhatCannotBe() {
        try (Fixture fixture = new Fixture(Kind.DERBY)) {
            LocalDate yesterday = LocalDate.of(2026, 3, 16);
            refused(
                    Code.INVALID,
                    () -> fixture.holds.place(new HoldDraft(null, null, null, "x".repeat(2001), yesterday)),
                    "contact",
                    "ground",
                    "reason",
                    "until");
            refused(
                    Code.INVALID,
                    () -> fixture.holds.place(new HoldDraft(fixture.anna, fixture.berg, HoldGround.OTHER, " ", null)),
                    "contact",
                    "reason");
            refused(Code.NOT_FOUND, () -> fixture.holds.place(fixture.on(new ContactId(UUID.randomUUID()))));
            refused(Code.NOT_FOUND, () -> fixture.holds.place(fixture.on(new CompanyId(UUID.randomUUID()))));
            refused(Code.NOT_FOUND, () -> fixture.holds.get(UUID.randomUUID()));
            refused(Code.CONFLICT, () -> fixture.holds.place(fixture.on(fixture.anonymized)));
            // today is a day that may be given, also when it is tomorrow already in Stockholm
            fixture.now = Instant.parse("2026-03-17T23:30:00Z");
            refused(
                    Code.INVALID,
                    () -> fixture.holds.place(
                            new HoldDraft(fixture.anna, null, HoldGround.CLAIM, null, LocalDate.of(2026, 3, 17))),
                    "until");
            assertThat(fixture.holds
                            .place(new HoldDraft(fixture.anna, null, HoldGround.CLAIM, null, LocalDate.of(2026, 3, 18)))
                            .state())
                    .isEqualTo(Hold.State.ACTIVE);
        }
    }
}
