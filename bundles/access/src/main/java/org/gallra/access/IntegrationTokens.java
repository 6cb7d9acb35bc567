package org.gallra.access;

import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.Caller;
import org.gallra.api.access.LoginService.Login;
import org.gallra.api.access.Permission;
import org.gallra.api.access.Role;
import org.gallra.api.audit.AuditEntry;
import org.gallra.api.audit.AuditLog;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.rest.Input;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Tokens by which programs call REST in a user's name. A token has some of its owner's rights, never more than the owner has at the
 * moment, and never that of administering; so no program makes users, tokens or rights.
 */
@Component(service = IntegrationTokens.class)
public final class IntegrationTokens {

    /** What a token begins with, so that one that leaked into a file is recognized. */
    static final String PREFIX = "gallra_";

    private static final int MOST = 50;
    private static final int MOST_DAYS = 366;

    private final Database database;
    private final Callers callers;
    private final AuditLog audit;
    private final SecondFactors factors;
    private final Clock clock;

    /** Waits for the tables. */
    @Activate
    public IntegrationTokens(
            @Reference Database database,
            @Reference Callers callers,
            @Reference AuditLog audit,
            @Reference SecondFactors factors,
            @Reference(target = "(gallra.schema=org.gallra.access)") SchemaReady schema) {
        this(database, callers, audit, factors, Clock.systemUTC());
    }

    IntegrationTokens(Database database, Callers callers, AuditLog audit, SecondFactors factors, Clock clock) {
        this.database = database;
        this.callers = callers;
        this.audit = audit;
        this.factors = factors;
        this.clock = clock;
    }

    /**
     * A token, without its secret.
     *
     * @param id its id
     * @param userName whose it is
     * @param name what it is for
     * @param scopes the rights that it may use of its owner's
     * @param createdAt when it was made (UTC)
     * @param expiresAt when it ends (UTC)
     * @param lastUsedOn the last day (UTC) on which it was used, or null
     */
    public record Token(
            UUID id,
            String userName,
            String name,
            Set<Permission> scopes,
            Instant createdAt,
            Instant expiresAt,
            @Nullable LocalDate lastUsedOn) {}

    /**
     * A token that was just made.
     *
     * @param token what is listed of it
     * @param secret for {@code Authorization: Bearer}; kept nowhere and never shown again
     */
    public record Fresh(Token token, String secret) {

        /** Returns no secret. */
        @Override
        public String toString() {
            return "Fresh";
        }
    }

    /**
     * A token as somebody wants it.
     *
     * @param name what it is for, up to 100 characters; needed
     * @param scopes READ, WRITE, EXTRACT, IMPORT, DELETE or ANONYMIZE; at least one, and none that the owner lacks
     * @param expires the last day on which it is good, within a year; needed
     */
    public record Wanted(
            @Nullable String name,
            @Nullable Set<Permission> scopes,
            @Nullable LocalDate expires) {}

    /** Makes a token for whoever calls. */
    Fresh create(Wanted wanted) {
        return create(wanted, false);
    }

    /** Makes a token whose secret the next page shows. */
    void createForPage(Wanted wanted) {
        create(wanted, true);
    }

    private Fresh create(Wanted wanted, boolean forPage) {
        Caller caller = callers.person();
        Input input = new Input();
        String name = input.line("name", wanted.name(), 100);
        input.require("name", name);
        Set<Permission> scopes = wanted.scopes() == null ? Set.of() : wanted.scopes();
        if (scopes.isEmpty()
                || scopes.contains(Permission.ADMINISTER)
                || !caller.permissions().containsAll(scopes)) {
            input.refuse(
                    "scopes",
                    new Text(
                            "Välj minst en rättighet som du själv har; att administrera kan ingen nyckel.",
                            "Choose at least one right that you have yourself; no token can administer."));
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDate expires = wanted.expires();
        if (expires == null || expires.isBefore(today) || expires.isAfter(today.plusDays(MOST_DAYS - 1))) {
            input.refuse("expires", new Text("Ange en dag inom ett år.", "Give a day within a year."));
        }
        input.check();
        String secret = PREFIX + Tokens.random();
        Token token = new Token(
                UUID.randomUUID(),
                caller.userName(),
                Objects.requireNonNull(name),
                scopes,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                Objects.requireNonNull(expires)
                        .plusDays(1)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant(),
                null);
        String shown = forPage ? factors.vault().seal(token.id().toString(), secret) : null;
        database.inTransaction(connection -> {
            long there = Rows.number(
                    connection,
                    SqlFragment.of("SELECT COUNT(*) FROM access_token WHERE user_name = ?", caller.userName()));
            if (there >= MOST) {
                throw GallraException.conflict(new Text(
                        "Du har redan " + MOST + " nycklar. Ta bort någon först.",
                        "You have " + MOST + " tokens already. Revoke one first."));
            }
            insert(connection, token, Tokens.hash(secret), shown);
            audit.record(AuditEntry.of(AccessActs.TOKEN_MADE)
                    .on("token", token.id())
                    .details(scopes.stream().map(Enum::name).sorted().toList()));
            return true;
        });
        return new Fresh(token, secret);
    }

    private static void insert(Connection connection, Token token, String hash, @Nullable String shown)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO access_token (public_id, user_name, name, scopes, token_hash, shown, created_at, expires_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, token.id().toString());
            insert.setString(2, token.userName());
            insert.setString(3, token.name());
            insert.setString(4, token.scopes().stream().map(Enum::name).sorted().collect(Collectors.joining(",")));
            insert.setString(5, hash);
            insert.setString(6, shown);
            insert.setTimestamp(7, Timestamp.from(token.createdAt()));
            insert.setTimestamp(8, Timestamp.from(token.expiresAt()));
            insert.executeUpdate();
        }
    }

    /**
     * Returns tokens, the newest first.
     *
     * @param userName whose: one's own, or for system administrators anybody's; null for everybody's
     */
    List<Token> list(@Nullable String userName) {
        callers.personOr(userName);
        SqlFragment query = SqlFragment.of("SELECT * FROM access_token t");
        if (userName != null) {
            query = query.append(" WHERE t.user_name = ?", userName);
        }
        SqlFragment all = query.append(" ORDER BY t.id DESC FETCH FIRST 500 ROWS ONLY");
        return database.read(connection -> Rows.list(connection, all, IntegrationTokens::read));
    }

    private static Token read(ResultSet row) throws SQLException {
        return new Token(
                UUID.fromString(row.getString("public_id")),
                row.getString("user_name"),
                row.getString("name"),
                scopes(row.getString("scopes")),
                Objects.requireNonNull(Rows.instant(row, "created_at")),
                Objects.requireNonNull(Rows.instant(row, "expires_at")),
                Rows.day(row, "last_used_on"));
    }

    private static Set<Permission> scopes(String names) {
        return Arrays.stream(names.split(",", -1))
                .filter(name -> !name.isEmpty())
                .map(Permission::valueOf)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Ends a token: one's own, or for system administrators anybody's. */
    void revoke(String userName, UUID id) {
        callers.personOr(userName);
        database.inTransaction(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM access_token WHERE user_name = ? AND public_id = ?")) {
                delete.setString(1, userName);
                delete.setString(2, id.toString());
                if (delete.executeUpdate() == 0) {
                    throw GallraException.notFound(
                            new Text("Nyckeln finns inte (längre).", "There is no such token (any more)."));
                }
            }
            audit.record(AuditEntry.of(AccessActs.TOKEN_REVOKED).on("token", id));
            return true;
        });
    }

    /** Returns the secret of the token that the caller's last form made, once. */
    Optional<String> shownOnce(String userName) {
        callers.personOr(userName);
        record Locked(UUID id, String text) {}
        return database.inTransaction(connection -> {
            List<Locked> found = Rows.list(
                    connection,
                    SqlFragment.of(
                            "SELECT public_id, shown FROM access_token WHERE user_name = ? AND shown IS NOT NULL",
                            userName),
                    row -> new Locked(UUID.fromString(row.getString("public_id")), row.getString("shown")));
            if (!found.isEmpty()) {
                try (PreparedStatement clear = connection.prepareStatement(
                        "UPDATE access_token SET shown = NULL WHERE user_name = ? AND shown IS NOT NULL")) {
                    clear.setString(1, userName);
                    clear.executeUpdate();
                }
            }
            return found.stream().findFirst().map(locked -> factors.vault()
                    .open(locked.id().toString(), locked.text()));
        });
    }

    /** Returns what a token admits to now; empty if it is unknown, revoked or has expired, or its owner may not log in. */
    Optional<Admission> find(String secret) {
        Instant now = clock.instant();
        return database.read(connection -> {
            List<Found> found = Rows.list(
                    connection,
                    SqlFragment.of(
                            "SELECT t.*, u.user_role, u.granted FROM access_token t JOIN access_user u ON"
                                    + " u.user_name = t.user_name WHERE t.token_hash = ? AND t.expires_at > ? AND u.active = TRUE"
                                    + " AND u.must_change = FALSE",
                            Tokens.hash(secret),
                            now),
                    row -> new Found(
                            read(row),
                            UserEntity.caller(
                                    row.getString("user_name"), row.getString("user_role"), row.getString("granted"))));
            if (found.isEmpty()) {
                return Optional.empty();
            }
            Token token = found.get(0).token();
            LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
            if (!today.equals(token.lastUsedOn())) {
                used(connection, token, today);
            }
            Login login = new Login(secret, "", limited(found.get(0).owner(), token), false, token.expiresAt());
            return Optional.of(new Admission(login, token.id(), null, false));
        });
    }

    private record Found(Token token, Caller owner) {}

    private static Caller limited(Caller owner, Token token) {
        Set<Permission> rights = EnumSet.noneOf(Permission.class);
        rights.addAll(token.scopes());
        rights.retainAll(owner.permissions());
        rights.remove(Permission.ADMINISTER);
        return new Caller(owner.userName(), owner.role() == Role.READER ? Role.READER : Role.USER, rights);
    }

    private static void used(Connection connection, Token token, LocalDate today) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE access_token SET last_used_on = ? WHERE public_id = ?")) {
            update.setDate(1, Date.valueOf(today));
            update.setString(2, token.id().toString());
            update.executeUpdate();
        } catch (SQLException e) {
            LoginStore.requireReadable(e);
        }
    }
}
