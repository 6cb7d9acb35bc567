package org.gallra.access;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.gallra.api.access.Role;
import org.gallra.api.access.SecondFactorService;
import org.gallra.api.audit.AuditAct;
import org.gallra.api.audit.AuditEntry;
import org.gallra.api.audit.AuditLog;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.persistence.SqlFragment;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Codes by time and recovery codes: who has them, who must, and whether one is right. */
@Component(
        service = {SecondFactorService.class, SecondFactors.class},
        configurationPid = "org.gallra.access")
public final class SecondFactors implements SecondFactorService {

    /** For how long a secret waits for the first code of the app. */
    private static final Duration PENDING = Duration.ofMinutes(15);

    private static final Logger LOG = LoggerFactory.getLogger(SecondFactors.class);
    private static final int RECOVERY_CODES = 10;
    private static final int MOST_DAYS = 365;
    private static final ZoneId ZONE = ZoneId.of("Europe/Stockholm");

    private final Database database;
    private final Callers callers;
    private final AuditLog audit;
    private final Vault vault;
    private final Passwords passwords;
    private final RecoveryCodes recovery;
    private final Clock clock;
    private final String required;
    private final Duration grace;

    /** Who must have a second factor, and where the key to their secrets lies. */
    public @interface Settings {
        /** Returns {@code administrators}, {@code everybody} or {@code nobody}. */
        String totp_required() default "administrators";

        /** Returns how many days after the first login it must be on, 0 to 365. */
        int totp_graceDays() default 14;

        /** Returns the file of the key, outside of the database. */
        String key() default "keys/access.key";
    }

    /** Waits for the tables. */
    @Activate
    public SecondFactors(
            Settings settings,
            @Reference Database database,
            @Reference Callers callers,
            @Reference AuditLog audit,
            @Reference(target = "(gallra.schema=org.gallra.access)") SchemaReady schema) {
        this(
                database,
                callers,
                audit,
                new Vault(Path.of(settings.key())),
                new Passwords(),
                Clock.systemUTC(),
                settings.totp_required(),
                settings.totp_graceDays());
        int made = database.inTransaction(recovery::hashAnew);
        if (made > 0) {
            LOG.info(
                    "{} recovery codes of an earlier version are kept by a slow hash from now on; all of them stay good",
                    made);
        }
    }

    SecondFactors(
            Database database,
            Callers callers,
            AuditLog audit,
            Vault vault,
            Passwords passwords,
            Clock clock,
            String required,
            int graceDays) {
        this.database = database;
        this.callers = callers;
        this.audit = audit;
        this.vault = vault;
        this.passwords = passwords;
        this.clock = clock;
        this.recovery = new RecoveryCodes(passwords);
        this.required = required.strip().toLowerCase(Locale.ROOT);
        this.grace = Duration.ofDays(Math.max(0, Math.min(MOST_DAYS, graceDays)));
    }

    /** Returns what hashes passwords here, few at a time. */
    Passwords passwords() {
        return passwords;
    }

    Vault vault() {
        return vault;
    }

    /**
     * What a user has.
     *
     * @param on whether codes are asked for
     * @param since since when (UTC), or null
     * @param codesLeft how many recovery codes are left
     * @param pending what waits for the first code of the app, or null
     */
    record State(
            boolean on,
            @Nullable Instant since,
            long codesLeft,
            @Nullable Enrolment pending) {}

    /**
     * A secret that waits for the first code of the app.
     *
     * @param secret for typing it in, Base32
     * @param address what the picture says, {@code otpauth://…}
     * @param recoveryCodes each good for one login without the app; shown until the first code, never again
     */
    record Enrolment(String secret, String address, List<String> recoveryCodes) {

        /** Returns no secret. */
        @Override
        public String toString() {
            return "Enrolment";
        }
    }

    /** What became of a code. */
    enum Check {
        /** It is right, or none is asked for. */
        RIGHT,
        /** One is asked for and none was given. */
        NEEDED,
        /** It is not right, or was used before. */
        WRONG
    }

    private record Row(
            @Nullable String secret,
            @Nullable Instant since,
            @Nullable String pending,
            @Nullable Instant pendingAt) {}

    private static Row row(Connection connection, String user) throws SQLException {
        return Rows.list(
                        connection,
                        SqlFragment.of(
                                "SELECT totp_secret, totp_since, totp_pending, totp_pending_at FROM access_user"
                                        + " WHERE user_name = ?",
                                user),
                        row -> new Row(
                                row.getString("totp_secret"),
                                Rows.instant(row, "totp_since"),
                                row.getString("totp_pending"),
                                Rows.instant(row, "totp_pending_at")))
                .stream()
                .findFirst()
                .orElseThrow(
                        () -> GallraException.notFound(new Text("Användaren finns inte.", "There is no such user.")));
    }

    State state(String user) {
        Row row = database.read(connection -> row(connection, user));
        long left = database.read(connection ->
                Rows.number(connection, SqlFragment.of("SELECT COUNT(*) FROM access_code WHERE user_name = ?", user)));
        return new State(row.secret() != null, row.since(), left, pending(user, row));
    }

    private @Nullable Enrolment pending(String user, Row row) {
        boolean waits = row.pendingAt() != null
                && row.pendingAt().isAfter(clock.instant().minus(PENDING));
        String opened = !waits || row.pending() == null ? null : vault.open(user, row.pending());
        if (opened == null) {
            return null;
        }
        List<String> parts = Arrays.asList(opened.split(" ", -1));
        return enrolment(user, parts.get(0), parts.subList(1, parts.size()));
    }

    private static Enrolment enrolment(String user, String secret, List<String> codes) {
        String name = user.replace("@", "%40");
        return new Enrolment(secret, "otpauth://totp/Gallra:" + name + "?secret=" + secret + "&issuer=Gallra", codes);
    }

    /** Returns until when a user must have a second factor; null if it is not asked for, or on. */
    @Nullable
    Instant enrolBy(Role role, boolean on, @Nullable Instant firstLogin) {
        boolean asked =
                required.equals("everybody") || (role == Role.SYSTEM_ADMINISTRATOR && !required.equals("nobody"));
        return !asked || on ? null : (firstLogin == null ? clock.instant() : firstLogin).plus(grace);
    }

    @Override
    public Optional<Text> notice() {
        return callers.admission().map(Admission::enrolBy).map(by -> {
            LocalDate day = LocalDate.ofInstant(by, ZONE);
            return by.isAfter(clock.instant())
                    ? new Text(
                            "Slå på tvåfaktorsinloggning senast " + day
                                    + ". Därefter kommer du bara åt sidan där det görs.",
                            "Switch on two-factor login by " + day
                                    + ". After that you reach only the page where that is done.")
                    : new Text(
                            "Slå på tvåfaktorsinloggning för att komma vidare.",
                            "Switch on two-factor login to go on.");
        });
    }

    /** Checks a code; a right one is used up. */
    Check check(String user, @Nullable String code) {
        return database.inTransaction(connection -> {
            String locked = row(connection, user).secret();
            if (locked == null) {
                return Check.RIGHT;
            }
            if (code == null || code.isBlank()) {
                return Check.NEEDED;
            }
            String given = code.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
            return given.matches("[0-9]{6}")
                    ? byTime(connection, user, locked, given)
                    : recovery(connection, user, given);
        });
    }

    private Check byTime(Connection connection, String user, String locked, String code) throws SQLException {
        String secret = vault.open(user, locked);
        long step = secret == null ? -1 : Totp.find(secret, code, clock.instant());
        boolean mine = step >= 0
                && update(
                                connection,
                                "UPDATE access_user SET totp_step = ? WHERE user_name = ? AND (totp_step IS NULL OR totp_step < ?)",
                                step,
                                user,
                                step)
                        == 1;
        return mine ? Check.RIGHT : Check.WRONG;
    }

    private Check recovery(Connection connection, String user, String code) throws SQLException {
        if (!recovery.use(connection, user, code)) {
            return Check.WRONG;
        }
        record(AccessActs.RECOVERY_CODE, user, user);
        return Check.RIGHT;
    }

    /** Makes a secret with recovery codes that waits for the first code of the app, in the place of one that waits already. */
    Enrolment enrol(String user) {
        List<String> codes = codes();
        String secret = Totp.secret();
        String locked = vault.seal(user, secret + " " + String.join(" ", codes));
        database.inTransaction(connection -> {
            if (row(connection, user).secret() != null) {
                throw GallraException.conflict(new Text(
                        "Tvåfaktorsinloggning är redan på. Slå av den först.",
                        "Two-factor login is on already. Switch it off first."));
            }
            return update(
                    connection,
                    "UPDATE access_user SET totp_pending = ?, totp_pending_at = ? WHERE user_name = ?",
                    locked,
                    now(),
                    user);
        });
        return enrolment(user, secret, codes);
    }

    /** Switches on what waits, if the code is the app's. */
    void switchOn(String user, @Nullable String code) {
        database.inTransaction(connection -> {
            Enrolment pending = pending(user, row(connection, user));
            if (pending == null) {
                throw GallraException.conflict(new Text(
                        "Det finns inget att slå på, eller så gick det för lång tid. Börja om.",
                        "There is nothing to switch on, or it took too long. Begin again."));
            }
            String given = code == null ? "" : code.replaceAll("\\s", "");
            long step = Totp.find(pending.secret(), given, clock.instant());
            if (step < 0) {
                throw wrong();
            }
            update(
                    connection,
                    "UPDATE access_user SET totp_secret = ?, totp_since = ?, totp_step = ?, totp_pending = NULL,"
                            + " totp_pending_at = NULL WHERE user_name = ?",
                    vault.seal(user, pending.secret()),
                    now(),
                    step,
                    user);
            recovery.keep(connection, user, pending.recoveryCodes());
            record(AccessActs.FACTOR_ON, user, null);
            return true;
        });
    }

    /** Makes new recovery codes in the place of the old ones; they are shown now and never again. */
    List<String> renew(String user) {
        List<String> codes = codes();
        database.inTransaction(connection -> {
            if (row(connection, user).secret() == null) {
                throw none();
            }
            recovery.keep(connection, user, codes);
            record(AccessActs.CODES_RENEWED, user, null);
            return true;
        });
        return codes;
    }

    /** Switches it off. */
    void switchOff(String user) {
        remove(user, AccessActs.FACTOR_OFF);
    }

    @Override
    public void reset(String userName) {
        callers.require(Permission.ADMINISTER);
        remove(userName, AccessActs.FACTOR_RESET);
    }

    private void remove(String user, AuditAct act) {
        database.inTransaction(connection -> {
            if (row(connection, user).secret() == null) {
                throw none();
            }
            update(
                    connection,
                    "UPDATE access_user SET totp_secret = NULL, totp_since = NULL, totp_step = NULL, totp_pending = NULL,"
                            + " totp_pending_at = NULL WHERE user_name = ?",
                    user);
            update(connection, "DELETE FROM access_code WHERE user_name = ?", user);
            if (act == AccessActs.FACTOR_RESET) {
                update(connection, "DELETE FROM access_login WHERE user_name = ?", user);
            }
            record(act, user, null);
            return true;
        });
    }

    private void record(AuditAct act, String user, @Nullable String by) {
        audit.record(AuditEntry.of(act).by(by).on("user", user));
    }

    private static List<String> codes() {
        SecureRandom random = new SecureRandom();
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < RECOVERY_CODES; i++) {
            byte[] bytes = new byte[10];
            random.nextBytes(bytes);
            codes.add(Totp.base32(bytes).replaceAll("(.{4})(?=.)", "$1-"));
        }
        return codes;
    }

    static GallraException wrong() {
        return GallraException.invalid(
                "code",
                new Text(
                        "Koden stämmer inte eller är redan använd. Vänta på nästa kod i appen.",
                        "The code is wrong or was used already. Wait for the next one of the app."));
    }

    private static GallraException none() {
        return GallraException.conflict(new Text("Tvåfaktorsinloggning är inte på.", "Two-factor login is not on."));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static int update(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Rows.bind(statement, SqlFragment.of(sql, values).parameters());
            return statement.executeUpdate();
        }
    }
}
