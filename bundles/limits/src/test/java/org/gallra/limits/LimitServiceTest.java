package org.gallra.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.gallra.api.GallraException;
import org.gallra.api.GallraException.Code;
import org.gallra.api.GallraException.Violation;
import org.gallra.api.access.Role;
import org.gallra.api.contact.ContactFilter;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.selection.Arguments;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LimitServiceTest {

    private static void refused(Code code, ThrowingCallable call, String... fields) {
        assertThatThrownBy(call).isInstanceOfSatisfying(GallraException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.violations()).extracting(Violation::field).containsExactlyInAnyOrder(fields);
        });
    }

    @ParameterizedTest
    @EnumSource
    void aRestrictedContactIsStoredAndNothingElse(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            Limit limit = fixture.place(fixture.anna, LimitGround.ACCURACY);
            assertThat(fixture.limits.get(limit.id())).isEqualTo(limit);
            assertThat(limit.reason()).isEqualTo("Skäl");
            assertThat(limit.since()).isEqualTo(LocalDate.of(2026, 3, 17));
            assertThat(limit.restricts()).isTrue();
            long anna = fixture.directory.contactKey(fixture.anna);
            long bo = fixture.directory.contactKey(fixture.bo);
            assertThat(fixture.directory.restricted(List.of(anna, bo))).isEqualTo(Set.of(anna));
            assertThat(fixture.directory.marketable(List.of(anna, bo))).isEqualTo(Set.of(bo));
            assertThat(fixture.names(fixture.directory.select(ContactFilter.ALL), "k"))
                    .containsExactly("Bo", "Cia");
            refused(Code.CONFLICT, () -> fixture.directory.contactKeyForWriting(fixture.anna));
            SqlFragment blocked = fixture.blocker
                    .contacts(kind, ErasureAction.ANONYMIZE, fixture.now)
                    .orElseThrow();
            assertThat(fixture.names(blocked, "k, u")).containsExactly("Anna");
            fixture.role = Role.USER;
            refused(Code.NOT_FOUND, () -> fixture.directory.contactKey(fixture.anna));
            refused(Code.NOT_FOUND, () -> fixture.limits.get(limit.id()));
            assertThat(fixture.limits
                            .list(new LimitQuery(null, true, null, null, 50))
                            .items())
                    .isEmpty();
            fixture.role = Role.SYSTEM_ADMINISTRATOR;
            fixture.now = fixture.now.plus(Duration.ofDays(3));
            refused(Code.INVALID, () -> fixture.limits.lift(limit.id(), limit.version(), " "), "reason");
            refused(Code.STALE, () -> fixture.limits.lift(limit.id(), limit.version() + 1, "Rättat"));
            Limit lifted = fixture.limits.lift(limit.id(), limit.version(), "Rättat, brev skickat");
            assertThat(lifted.active()).isFalse();
            assertThat(lifted.liftedAt()).isEqualTo(fixture.now);
            refused(Code.CONFLICT, () -> fixture.limits.lift(limit.id(), lifted.version(), "Igen"));
            assertThat(fixture.directory.restricted(List.of(anna))).isEmpty();
            assertThat(fixture.directory.contactKeyForWriting(fixture.anna)).isEqualTo(anna);
            assertThat(fixture.limits
                            .list(new LimitQuery(fixture.anna, null, null, null, 50))
                            .items())
                    .as("history stays")
                    .containsExactly(lifted);
        }
    }

    @ParameterizedTest
    @EnumSource
    void severalRestrictionsHoldUntilTheLastIsLifted(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            Limit one = fixture.place(fixture.anna, LimitGround.ACCURACY);
            Limit other = fixture.place(fixture.anna, LimitGround.OBJECTION);
            refused(Code.CONFLICT, () -> fixture.place(fixture.anna, LimitGround.OBJECTION));
            long anna = fixture.directory.contactKey(fixture.anna);
            fixture.limits.lift(one.id(), one.version(), "Rättat");
            assertThat(fixture.directory.restricted(List.of(anna))).containsExactly(anna);
            fixture.limits.lift(other.id(), other.version(), "Prövad");
            assertThat(fixture.directory.restricted(List.of(anna))).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoeverObjectsToMarketingIsMetAsEverybodyAndNotMarketedTo(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            fixture.role = Role.USER;
            refused(Code.FORBIDDEN, () -> fixture.place(fixture.bo, LimitGround.CLAIMS));
            Limit limit = fixture.place(fixture.bo, LimitGround.MARKETING);
            long bo = fixture.directory.contactKey(fixture.bo);
            assertThat(fixture.directory.marketable(List.of(bo))).isEmpty();
            assertThat(fixture.names(fixture.directory.selectMarketable(), "k")).containsExactly("Anna", "Cia");
            assertThat(fixture.names(fixture.directory.select(filter(true)), "k"))
                    .containsExactly("Anna", "Cia");
            assertThat(fixture.names(fixture.directory.select(filter(false)), "k"))
                    .containsExactly("Bo");
            assertThat(fixture.directory.contactKeyForWriting(fixture.bo)).isEqualTo(bo);
            assertThat(fixture.limits.objecting(List.of(fixture.anna.value(), fixture.bo.value(), UUID.randomUUID())))
                    .containsExactly(fixture.bo.value());
            assertThat(fixture.names(
                            fixture.blocker
                                    .contacts(kind, ErasureAction.DELETE, fixture.now)
                                    .orElseThrow(),
                            "k, u"))
                    .isEmpty();
            ObjectsToMarketing criterion = new ObjectsToMarketing(fixture);
            Arguments yes = Arguments.of("limits.marketing", criterion.parameters(), Map.of("objects", "yes"));
            assertThat(fixture.names(criterion.select(kind, yes, fixture.now), "k"))
                    .containsExactly("Bo");
            assertThat(fixture.names(criterion.select(kind, yes, fixture.now.minusSeconds(1)), "k"))
                    .isEmpty();
            assertThat(fixture.names(criterion.select(kind, yes, fixture.now, bo), "k"))
                    .containsExactly("Bo");
            refused(Code.FORBIDDEN, () -> fixture.limits.lift(limit.id(), limit.version(), "Ångrat sig"));
            fixture.role = Role.SYSTEM_ADMINISTRATOR;
            fixture.limits.lift(limit.id(), limit.version(), "Ångrat sig");
            assertThat(fixture.directory.marketable(List.of(bo))).containsExactly(bo);
            refused(Code.CONFLICT, () -> fixture.place(fixture.anonymized, LimitGround.MARKETING));
        }
    }

    private static ContactFilter filter(boolean marketable) {
        return ContactFilter.ALL.marketable(marketable);
    }
}
