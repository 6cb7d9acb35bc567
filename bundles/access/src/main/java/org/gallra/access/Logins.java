package org.gallra.access;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.apache.aries.jpa.template.JpaTemplate;
import org.apache.aries.jpa.template.TransactionType;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.LoginService;
import org.gallra.api.access.Role;
import org.gallra.api.access.UserService.User;
import org.gallra.api.audit.AuditEntry;
import org.gallra.api.audit.AuditLog;
import org.gallra.api.persistence.Database;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins, finds and ends logins. */
@Component(service = {LoginService.class, Logins.class})
public final class Logins implements LoginService {

    private static final Logger LOG = LoggerFactory.getLogger(Logins.class);

    private final UserStore users;
    private final Credentials credentials;
    private final JpaTemplate jpa;
    private final Database database;
    private final Callers callers;
    private final AuditLog audit;
    private final SecondFactors factors;
    private final IntegrationTokens tokens;
    private final Clock clock = Clock.systemUTC();
    private final Tally refusals;

    /** Counts refusals from now on. */
    @Activate
    public Logins(
            @Reference UserStore users,
            @Reference Credentials credentials,
            @Reference(target = "(osgi.unit.name=org.gallra.access)") JpaTemplate jpa,
            @Reference Database database,
            @Reference Callers callers,
            @Reference AuditLog audit,
            @Reference SecondFactors factors,
            @Reference IntegrationTokens tokens) {
        this.users = users;
        this.credentials = credentials;
        this.jpa = jpa;
        this.database = database;
        this.callers = callers;
        this.audit = audit;
        this.factors = factors;
        this.tokens = tokens;
        this.refusals = new Tally(AccessActs.REFUSED, audit, clock);
    }

    /** Takes down the refusals that were only counted so far. */
    @Deactivate
    public void stop() {
        refusals.end();
    }

    @Override
    public Login login(String userName, String password) {
        return login(userName, password, null);
    }

    @Override
    public Login login(String userName, String password, @Nullable String code) {
        String name = userName.strip().toLowerCase(Locale.ROOT);
        return begin(credentials.both(name, password, code), false);
    }

    /**
     * Starts a login of somebody whom the identity provider vouches for. Nobody is created, and the role is Gallra's.
     *
     * @param byEmail whether the provider names the e-mail address and not the user
     */
    Login loginBy(OidcProvider.Proof proof, boolean byEmail) {
        String claim = proof.claim().toLowerCase(Locale.ROOT);
        List<String> names = users.all().stream()
                .filter(user -> claim.equals(
                        byEmail && user.email() != null ? user.email().toLowerCase(Locale.ROOT) : user.userName()))
                .map(User::userName)
                .toList();
        UserEntity known = names.size() == 1 ? users.find(names.get(0)).orElse(null) : null;
        if (known == null || !known.active) {
            credentials.refused(known == null ? "" : known.userName);
            throw new OidcRefusal(OidcRefusal.Reason.UNKNOWN, "nobody of that name may log in");
        }
        boolean demanded =
                known.totpSecret != null || factors.enrolBy(Role.valueOf(known.role), false, clock.instant()) != null;
        if (demanded && !proof.secondFactor()) {
            credentials.refused(known.userName);
            throw new OidcRefusal(OidcRefusal.Reason.FACTOR, "no second factor was shown");
        }
        return begin(known, true);
    }

    private Login begin(UserEntity known, boolean vouched) {
        String name = known.userName;
        credentials.settle();
        refusals.settle();
        Instant now = clock.instant();
        String token = Tokens.random();
        String csrf = Tokens.random();
        Instant expires = now.plus(LoginStore.ABSOLUTE);
        Door door = callers.door();
        database.inTransaction(connection -> {
            jpa.tx(TransactionType.Required, em -> {
                em.persist(LoginEntity.create(Tokens.hash(token), name, csrf, door, now, expires, vouched));
                em.flush();
            });
            if (known.firstLoginAt == null) {
                first(connection, name, now);
            }
            audit.record(AuditEntry.of(vouched ? AccessActs.LOGIN_VOUCHED : AccessActs.LOGIN)
                    .by(name));
            return true;
        });
        return new Login(token, csrf, known.caller(), known.mustChange && !vouched, expires);
    }

    private static void first(Connection connection, String name, Instant now) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE access_user SET first_login_at = ? WHERE user_name = ?")) {
            update.setTimestamp(1, Timestamp.from(now));
            update.setString(2, name);
            update.executeUpdate();
        }
    }

    /** Checks password and second factor without starting a login: for the shell. */
    UserEntity admit(String userName, String password) {
        String name = userName.strip().toLowerCase(Locale.ROOT);
        UserEntity known = credentials.both(name, password, null);
        Instant enrolBy = factors.enrolBy(Role.valueOf(known.role), known.totpSecret != null, known.firstLoginAt);
        if (enrolBy != null && known.firstLoginAt != null && !clock.instant().isBefore(enrolBy)) {
            throw new GallraException(
                    GallraException.Code.FORBIDDEN,
                    new Text("Slå först på tvåfaktorsinloggning.", "First switch on two-factor login."));
        }
        audit.record(AuditEntry.of(AccessActs.LOGIN_SHELL).by(name));
        return known;
    }

    @Override
    public void confirm(String password) {
        credentials.demand("password", password);
    }

    /** Demands password and code of whoever calls, before the second factor itself changes. */
    void confirm(String password, @Nullable String code) {
        credentials.confirm(password, code);
    }

    @Override
    public long failedLogins() {
        return credentials.failures();
    }

    /**
     * Takes down that somebody was refused for want of a right.
     *
     * @param what the operation, without any value
     */
    void refused(String userName, String what) {
        refusals.settle();
        try {
            refusals.count(userName, what);
        } catch (GallraException e) {
            LOG.warn("A refusal could not be taken down: {}", e.getMessage());
        }
    }

    @Override
    public Optional<Login> find(String token) {
        return look(token).map(Admission::login);
    }

    /** Returns what a token admits to, a login's or one for integrations; counts as activity. */
    Optional<Admission> look(String token) {
        if (token.isEmpty() || token.length() > 100) {
            return Optional.empty();
        }
        return token.startsWith(IntegrationTokens.PREFIX) ? tokens.find(token) : person(token);
    }

    private Optional<Admission> person(String token) {
        Instant now = clock.instant();
        return database.read(connection -> LoginStore.find(connection, Tokens.hash(token), now))
                .map(found -> {
                    Login login = new Login(
                            token,
                            found.csrf(),
                            found.caller(),
                            found.mustChange() && !found.vouched(),
                            found.expiresAt());
                    Instant enrolBy = factors.enrolBy(
                            login.caller().role(), found.vouched() || found.secondFactor(), found.firstLoginAt());
                    return new Admission(login, null, enrolBy, enrolBy != null && !now.isBefore(enrolBy));
                });
    }

    /** Returns whom an address names, {@code self} being who calls; refuses names of nobody, and whoever may not administer others. */
    String addressed(String name) {
        String user = name.equals("self") ? callers.caller().userName() : name;
        callers.personOr(user);
        return users.get(user).user().userName();
    }

    /** Returns logins in force, those used last first: one's own, or for system administrators somebody's; null for everybody's. */
    List<LoginStore.Row> inForce(@Nullable String userName) {
        callers.personOr(userName);
        Instant now = clock.instant();
        return database.read(connection -> LoginStore.inForce(connection, userName, now, now.minus(LoginStore.IDLE)));
    }

    @Override
    public List<Session> sessions() {
        return inForce(null).stream()
                .map(row -> new Session(row.id(), row.userName(), row.door().words(), row.since(), row.lastUsed()))
                .toList();
    }

    @Override
    public void end(String userName, UUID id) {
        callers.personOr(userName);
        database.inTransaction(connection -> {
            if (!LoginStore.end(connection, userName, id)) {
                throw GallraException.notFound(
                        new Text("Inloggningen är redan avslutad.", "The login has ended already."));
            }
            audit.record(AuditEntry.of(AccessActs.LOGIN_ENDED).on("user", userName));
            return true;
        });
    }

    /** Ends all logins of a user but the one that calls; returns how many. */
    int endLogins(String userName) {
        callers.personOr(userName);
        String kept = callers.login().map(login -> Tokens.hash(login.token())).orElse(null);
        return database.inTransaction(connection -> {
            int ended = LoginStore.endAll(connection, userName, kept);
            if (ended > 0) {
                audit.record(AuditEntry.of(AccessActs.LOGIN_ENDED)
                        .on("user", userName)
                        .count("logins", ended));
            }
            return ended;
        });
    }

    @Override
    public Optional<Login> current() {
        return callers.login();
    }

    @Override
    public void logout(String token) {
        String user = find(token).map(login -> login.caller().userName()).orElse(null);
        database.inTransaction(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM access_login WHERE token_hash = ?")) {
                delete.setString(1, Tokens.hash(token));
                int ended = delete.executeUpdate();
                if (ended > 0 && user != null) {
                    audit.record(AuditEntry.of(AccessActs.LOGOUT).by(user));
                }
                return ended;
            }
        });
    }
}
