package org.gallra.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.gallra.access.IntegrationTokens.Fresh;
import org.gallra.access.IntegrationTokens.Wanted;
import org.gallra.access.SecondFactors.Check;
import org.gallra.access.SecondFactors.Enrolment;
import org.gallra.api.GallraException;
import org.gallra.api.access.Caller;
import org.gallra.api.access.LoginService.Login;
import org.gallra.api.access.Permission;
import org.gallra.api.access.Role;
import org.gallra.api.audit.AuditEntry;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.testing.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Second factors and tokens on both databases. */
class SecondFactorTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private final List<AuditEntry> written = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-29T12:00:00Z");

    private final class World implements AutoCloseable {
        private final TestDatabase database;
        private final Callers callers = new Callers();
        private final SecondFactors factors;
        private final IntegrationTokens tokens;

        World(Kind kind) {
            this.database = TestDatabase.of(kind, "access");
            Clock clock = new Clock() {
                @Override
                public ZoneOffset getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(java.time.ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    return now;
                }
            };
            this.factors = new SecondFactors(
                    database,
                    callers,
                    written::add,
                    new Vault(folder.resolve("keys/access.key")),
                    new Passwords(64),
                    clock,
                    "administrators",
                    14);
            this.tokens = new IntegrationTokens(database, callers, written::add, factors, clock);
            user("anna", Role.USER);
            user("adam", Role.SYSTEM_ADMINISTRATOR);
        }

        private void user(String name, Role role) {
            sql(
                    "INSERT INTO access_user (user_name, version, display_name, user_role, granted, password_hash, active, must_change,"
                            + " created_at) VALUES ('" + name + "', 1, '" + name + "', '" + role
                            + "', '', 'x', TRUE, FALSE, {ts '2026-01-01 00:00:00'})");
        }

        int sql(String sql) {
            return database.inNewTransaction(connection -> {
                try (Statement statement = connection.createStatement()) {
                    return statement.executeUpdate(sql);
                }
            });
        }

        void as(String user, Role role) {
            callers.leave();
            callers.enter(Admission.of(
                    new Login("t", "c", new Caller(user, role, role.permissions()), false, now.plusSeconds(60))));
        }

        @Override
        public void close() {
            database.close();
        }
    }

    private String code(Enrolment enrolment) {
        return Totp.code(enrolment.secret(), Totp.step(now));
    }

    private static void refused(GallraException.Code code, Runnable work) {
        assertThatThrownBy(work::run).isInstanceOfSatisfying(GallraException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aCodeIsGoodOnce(Kind kind) throws Exception {
        try (World world = new World(kind)) {
            world.as("anna", Role.USER);
            assertThat(world.factors.check("anna", null)).as("off").isEqualTo(Check.RIGHT);
            Enrolment enrolment = world.factors.enrol("anna");
            assertThat(world.factors.state("anna").pending()).isEqualTo(enrolment);
            assertThat(world.factors.check("anna", null)).as("still off").isEqualTo(Check.RIGHT);
            refused(GallraException.Code.INVALID, () -> world.factors.switchOn("anna", "000000x"));
            world.factors.switchOn("anna", code(enrolment));
            assertThat(world.factors.state("anna").pending()).isNull();
            assertThat(world.factors.check("anna", null)).isEqualTo(Check.NEEDED);
            assertThat(world.factors.check("anna", code(enrolment)))
                    .as("used to switch on")
                    .isEqualTo(Check.WRONG);
            now = now.plusSeconds(30);
            assertThat(world.factors.check("anna", code(enrolment))).isEqualTo(Check.RIGHT);
            assertThat(world.factors.check("anna", code(enrolment))).as("again").isEqualTo(Check.WRONG);
            now = now.plusSeconds(60);
            String late = Totp.code(enrolment.secret(), Totp.step(now) - 1);
            assertThat(world.factors.check("anna", late.substring(0, 3) + " " + late.substring(3)))
                    .isEqualTo(Check.RIGHT);
            String key = Files.readString(folder.resolve("keys/access.key")).strip();
            List<String> columns = world.database.read(connection -> {
                try (Statement statement = connection.createStatement();
                        var row = statement.executeQuery(
                                "SELECT totp_secret FROM access_user WHERE user_name = 'anna'")) {
                    row.next();
                    return List.of(row.getString(1));
                }
            });
            assertThat(columns.get(0)).doesNotContain(enrolment.secret(), key);
            assertThat(written).extracting(e -> e.act().code()).containsExactly("access.factor-on");
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void recoveryCodesOfAnEarlierVersionAreHashedAnewAndStayGood(Kind kind) {
        try (World world = new World(kind)) {
            world.as("anna", Role.USER);
            Enrolment enrolment = world.factors.enrol("anna");
            world.factors.switchOn("anna", code(enrolment));
            String old = enrolment.recoveryCodes().get(0);
            String fast = Tokens.hash("anna:" + old.replace("-", ""));
            assertThat(hashes(world))
                    .hasSize(10)
                    .allMatch(hash -> hash.contains("$"))
                    .doesNotContain(fast);
            world.database.inTransaction(connection -> {
                try (Statement statement = connection.createStatement()) {
                    statement.executeUpdate("DELETE FROM access_code");
                    return statement.executeUpdate(
                            "INSERT INTO access_code (user_name, code_hash) VALUES ('anna', '" + fast + "')");
                }
            });
            RecoveryCodes codes = new RecoveryCodes(world.factors.passwords());
            assertThat((int) world.database.inTransaction(codes::hashAnew)).isEqualTo(1);
            assertThat((int) world.database.inTransaction(codes::hashAnew)).isZero();
            assertThat(hashes(world)).hasSize(1).allMatch(hash -> hash.contains("$") && !hash.contains(fast));
            assertThat(world.factors.check("anna", old)).isEqualTo(Check.RIGHT);
            assertThat(world.factors.check("anna", old)).isEqualTo(Check.WRONG);
        }
    }

    private static List<String> hashes(World world) {
        return world.database.read(connection ->
                Rows.list(connection, SqlFragment.of("SELECT code_hash FROM access_code"), row -> row.getString(1)));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void recoveryCodesAreGoodOnceAndGoWithTheFactor(Kind kind) {
        try (World world = new World(kind)) {
            world.as("anna", Role.USER);
            Enrolment enrolment = world.factors.enrol("anna");
            assertThat(enrolment.recoveryCodes()).hasSize(10).doesNotHaveDuplicates();
            world.factors.switchOn("anna", code(enrolment));
            String recovery = enrolment.recoveryCodes().get(3);
            assertThat(world.factors.check("anna", recovery.toLowerCase(java.util.Locale.ROOT)))
                    .isEqualTo(Check.RIGHT);
            assertThat(world.factors.check("anna", recovery)).isEqualTo(Check.WRONG);
            assertThat(world.factors.check("adam", recovery))
                    .as("adam has none")
                    .isEqualTo(Check.RIGHT);
            assertThat(world.factors.state("anna").codesLeft()).isEqualTo(9);
            List<String> fresh = world.factors.renew("anna");
            assertThat(world.factors.check("anna", enrolment.recoveryCodes().get(4)))
                    .isEqualTo(Check.WRONG);
            assertThat(world.factors.check("anna", fresh.get(0))).isEqualTo(Check.RIGHT);
            refused(GallraException.Code.FORBIDDEN, () -> world.factors.reset("anna"));
            world.as("adam", Role.SYSTEM_ADMINISTRATOR);
            world.factors.reset("anna");
            assertThat(world.factors.check("anna", null)).isEqualTo(Check.RIGHT);
            assertThat(world.factors.state("anna").codesLeft()).isZero();
            refused(GallraException.Code.CONFLICT, () -> world.factors.reset("anna"));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatWaitsTooLongIsGone(Kind kind) {
        try (World world = new World(kind)) {
            Enrolment enrolment = world.factors.enrol("anna");
            now = now.plus(Duration.ofMinutes(16));
            assertThat(world.factors.state("anna").pending()).isNull();
            refused(GallraException.Code.CONFLICT, () -> world.factors.switchOn("anna", code(enrolment)));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void administratorsMustHaveItAfterTwoWeeks(Kind kind) {
        try (World world = new World(kind)) {
            Instant first = now;
            assertThat(world.factors.enrolBy(Role.USER, false, first)).isNull();
            assertThat(world.factors.enrolBy(Role.SYSTEM_ADMINISTRATOR, true, first))
                    .isNull();
            assertThat(world.factors.enrolBy(Role.SYSTEM_ADMINISTRATOR, false, first))
                    .isEqualTo(first.plus(Duration.ofDays(14)));
        }
    }

    private static Wanted wanted(@Nullable String name, Set<Permission> scopes, Instant expires) {
        return new Wanted(name, scopes, java.time.LocalDate.ofInstant(expires, ZoneOffset.UTC));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aTokenHasNoMoreRightsThanItsScopesAndItsOwner(Kind kind) {
        try (World world = new World(kind)) {
            world.as("adam", Role.SYSTEM_ADMINISTRATOR);
            Fresh fresh = world.tokens.create(wanted(
                    "Lönesystemet", Set.of(Permission.READ, Permission.ANONYMIZE), now.plus(Duration.ofDays(30))));
            Admission admission = world.tokens.find(fresh.secret()).orElseThrow();
            assertThat(admission.login().caller().permissions())
                    .containsExactlyInAnyOrder(Permission.READ, Permission.ANONYMIZE);
            assertThat(world.tokens.list("adam").get(0).lastUsedOn()).isNotNull();
            world.sql("UPDATE access_user SET user_role = 'USER' WHERE user_name = 'adam'");
            assertThat(world.tokens
                            .find(fresh.secret())
                            .orElseThrow()
                            .login()
                            .caller()
                            .permissions())
                    .as("the owner lost the right")
                    .containsExactly(Permission.READ);
            world.sql("UPDATE access_user SET active = FALSE WHERE user_name = 'adam'");
            assertThat(world.tokens.find(fresh.secret())).isEmpty();
            world.sql("UPDATE access_user SET active = TRUE WHERE user_name = 'adam'");
            now = now.plus(Duration.ofDays(32));
            assertThat(world.tokens.find(fresh.secret())).as("expired").isEmpty();
            assertThat(world.tokens.find(fresh.secret() + "x")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aTokenIsLimitedListedShownOnceAndRevoked(Kind kind) {
        try (World world = new World(kind)) {
            world.as("anna", Role.USER);
            Instant soon = now.plus(Duration.ofDays(30));
            for (Wanted wrong : List.of(
                    wanted(null, Set.of(Permission.READ), soon),
                    wanted("x", Set.of(), soon),
                    wanted("x", Set.of(Permission.ANONYMIZE), soon),
                    wanted("x", Set.of(Permission.READ), now.plus(Duration.ofDays(400))),
                    wanted("x", Set.of(Permission.READ), now.minus(Duration.ofDays(2))),
                    new Wanted("x", Set.of(Permission.READ), null))) {
                refused(GallraException.Code.INVALID, () -> world.tokens.create(wrong));
            }
            world.tokens.createForPage(wanted("Sidan", Set.of(Permission.READ), soon));
            String shown = world.tokens.shownOnce("anna").orElseThrow();
            assertThat(world.tokens.find(shown)).isPresent();
            assertThat(world.tokens.shownOnce("anna")).isEmpty();
            // a program makes no tokens, and looks at none
            world.callers.leave();
            world.callers.enter(world.tokens.find(shown).orElseThrow());
            refused(
                    GallraException.Code.FORBIDDEN,
                    () -> world.tokens.create(wanted("y", Set.of(Permission.READ), soon)));
            refused(GallraException.Code.FORBIDDEN, () -> world.tokens.list("anna"));
            world.as("anna", Role.USER);
            refused(GallraException.Code.FORBIDDEN, () -> world.tokens.list("adam"));
            world.tokens.revoke("anna", world.tokens.list("anna").get(0).id());
            assertThat(world.tokens.find(shown)).isEmpty();
            assertThat(written)
                    .extracting(e -> e.act().code())
                    .containsExactly("access.token-made", "access.token-revoked");
        }
    }
}
