package org.gallra.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.aries.jpa.template.JpaTemplate;
import org.apache.aries.jpa.template.TransactionType;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.Caller;
import org.gallra.api.access.LoginService;
import org.gallra.api.access.Permission;
import org.gallra.api.access.Role;
import org.gallra.api.access.UserService;
import org.gallra.api.audit.AuditAct;
import org.gallra.api.audit.AuditEntry;
import org.gallra.api.audit.AuditLog;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.Outage;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.processing.ProcessingService;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Users and logins in the database. Immediate, since the first start creates the administrator. */
@Component(
        service = {UserService.class, LoginService.class, Users.class},
        immediate = true)
public final class Users implements UserService, LoginService {

    private static final Logger LOG = LoggerFactory.getLogger(Users.class);

    private final JpaTemplate jpa;
    private final Database database;
    private final Callers callers;
    private final Clock clock = Clock.systemUTC();
    private static final String CURRENT = "current";

    private final Passwords passwords;
    private final Backoff backoff = new Backoff(System::nanoTime);
    private final AuditLog audit;
    private final Tally failures;
    private final Tally refusals;
    private final SecondFactors factors;
    private final IntegrationTokens tokens;
    private final Path secretFile =
            Path.of(System.getProperty("karaf.data", System.getProperty("java.io.tmpdir")), "first-start-secret.txt");

    /** Optional: without it nobody knows the company's name. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ProcessingService processing;

    /** Waits for the tables; creates the first user if there is none. */
    @Activate
    public Users(
            @Reference(target = "(osgi.unit.name=org.gallra.access)") JpaTemplate jpa,
            @Reference Database database,
            @Reference Callers callers,
            @Reference AuditLog audit,
            @Reference SecondFactors factors,
            @Reference IntegrationTokens tokens,
            @Reference(target = "(gallra.schema=org.gallra.access)") SchemaReady schema)
            throws IOException {
        this.jpa = jpa;
        this.database = database;
        this.callers = callers;
        this.audit = audit;
        this.factors = factors;
        this.tokens = tokens;
        this.passwords = factors.passwords();
        this.failures = new Tally(AccessActs.LOGIN_FAILED, audit, clock);
        this.refusals = new Tally(AccessActs.REFUSED, audit, clock);
        if (all().isEmpty()) {
            firstStart();
        }
    }

    /** Takes down the failed logins that were only counted so far. */
    @Deactivate
    public void stop() {
        failures.end();
        refusals.end();
    }

    private void firstStart() throws IOException {
        String secret = Tokens.random();
        Files.deleteIfExists(secretFile);
        try {
            Files.createFile(
                    secretFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (UnsupportedOperationException e) {
            Files.createFile(secretFile);
        }
        Files.writeString(secretFile, secret + "\n", StandardCharsets.US_ASCII, StandardOpenOption.WRITE);
        User admin = new User("admin", "Administratör", null, Role.SYSTEM_ADMINISTRATOR, Set.of(), true, true);
        store(admin, passwords.hash(secret), true);
        LOG.info("The first user is admin; the one-time secret is in {}", secretFile);
    }

    @Override
    public List<User> list() {
        callers.require(Permission.ADMINISTER);
        return all();
    }

    @Override
    public User create(User user, String password) {
        callers.require(Permission.ADMINISTER);
        User clean = clean(user);
        Passwords.check(context(clean), password);
        String hash = passwords.hash(password);
        return database.inTransaction(connection -> {
            if (byName(clean.userName()).isPresent()) {
                throw GallraException.conflict(new Text(
                        "Användarnamnet är upptaget. Välj ett annat.", "The user name is taken. Choose another."));
            }
            User created = store(clean, hash, user.mustChangePassword());
            record(AccessActs.USER_CREATED, clean.userName(), granted(clean));
            return created;
        });
    }

    @Override
    public User update(User user) {
        callers.require(Permission.ADMINISTER);
        User clean = clean(user);
        return database.inTransaction(connection -> {
            User before = byName(clean.userName()).orElseThrow(Users::unknown).user();
            boolean lessens = !clean.active() || clean.role() != Role.SYSTEM_ADMINISTRATOR;
            boolean last = all().stream()
                    .noneMatch(u -> u.active()
                            && u.role() == Role.SYSTEM_ADMINISTRATOR
                            && !u.userName().equals(clean.userName()));
            if (lessens && last && before.role() == Role.SYSTEM_ADMINISTRATOR) {
                throw GallraException.conflict(new Text(
                        "Det måste finnas minst en aktiv systemadministratör. Utse en annan först.",
                        "There must be at least one active system administrator. Appoint another first."));
            }
            jpa.tx(TransactionType.Required, em -> {
                em.find(UserEntity.class, clean.userName()).write(clean);
                em.flush();
            });
            boolean changed = before.role() != clean.role()
                    || !before.granted().equals(clean.granted())
                    || before.active() != clean.active();
            if (changed) {
                LoginStore.endAll(connection, clean.userName(), null);
            }
            List<String> what = changes(before, clean);
            if (!what.isEmpty()) {
                record(changed ? AccessActs.ROLE_CHANGED : AccessActs.USER_CHANGED, clean.userName(), what);
            }
            return byName(clean.userName()).orElseThrow(Users::unknown).user();
        });
    }

    /** Returns the words that are near a user: names, address, product, and the controller's name. */
    private List<String> context(User user) {
        List<String> words = new ArrayList<>(List.of("gallra", user.userName(), user.displayName()));
        if (user.email() != null) {
            words.add(user.email());
        }
        ProcessingService now = processing;
        if (now != null) {
            String name = callers.callAs(Caller.SYSTEM, () -> now.controller().name());
            if (name != null) {
                words.add(name);
            }
        }
        return words;
    }

    private void record(AuditAct act, String userName, List<String> details) {
        audit.record(AuditEntry.of(act).on("user", userName).details(details));
    }

    /** Returns role and rights, which are no values of anybody but what the entry is about. */
    private static List<String> granted(User user) {
        List<String> names = new ArrayList<>(List.of("role." + user.role()));
        user.granted().stream().sorted().forEach(right -> names.add("granted." + right));
        return names;
    }

    private static List<String> changes(User before, User after) {
        List<String> names = new ArrayList<>();
        if (!before.displayName().equals(after.displayName())) {
            names.add("displayName");
        }
        if (!Objects.equals(before.email(), after.email())) {
            names.add("email");
        }
        if (before.active() != after.active()) {
            names.add(after.active() ? "active" : "inactive");
        }
        if (before.role() != after.role() || !before.granted().equals(after.granted())) {
            names.addAll(granted(after));
        }
        return names;
    }

    @Override
    public void setPassword(String userName, String password) {
        if (callers.person().userName().equals(userName)) {
            changePassword(null, password);
        } else {
            callers.require(Permission.ADMINISTER);
            set(userName, password, false);
        }
    }

    @Override
    public void changePassword(@Nullable String current, String password) {
        String name = callers.person().userName();
        // whoever came in with a one-time password, or by the shell, has just given it
        boolean given = callers.login().map(Login::mustChangePassword).orElse(true);
        if (!given) {
            if (current == null || current.isEmpty()) {
                throw GallraException.invalid(
                        CURRENT,
                        new Text(
                                "Ange ditt nuvarande lösenord också.", "Give the password that you have now as well."));
            }
            demand(CURRENT, current);
        }
        set(name, password, true);
    }

    private void set(String userName, String password, boolean own) {
        Passwords.check(context(byName(userName).orElseThrow(Users::unknown).user()), password);
        String hash = passwords.hash(password);
        database.inTransaction(connection -> {
            UserEntity known = byName(userName).orElseThrow(Users::unknown);
            jpa.tx(TransactionType.Required, em -> {
                UserEntity entity = em.find(UserEntity.class, known.userName);
                entity.password(hash, !own);
                em.flush();
            });
            String kept = own ? callers.login().map(l -> Tokens.hash(l.token())).orElse(null) : null;
            LoginStore.endAll(connection, userName, kept);
            record(AccessActs.PASSWORD, userName, List.of());
            return true;
        });
        if (userName.equals("admin")) {
            try {
                Files.deleteIfExists(secretFile);
            } catch (IOException e) {
                LOG.warn("The used one-time secret in {} could not be deleted; delete it", secretFile);
            }
        }
    }

    @Override
    public User self() {
        return byName(callers.caller().userName()).orElseThrow(Users::unknown).user();
    }

    @Override
    public Login login(String userName, String password) {
        return login(userName, password, null);
    }

    @Override
    public Login login(String userName, String password, @Nullable String code) {
        String name = userName.strip().toLowerCase(Locale.ROOT);
        return begin(both(name, password, code), false);
    }

    /**
     * Starts a login of somebody whom the identity provider vouches for. Nobody is created, and the role is Gallra's.
     *
     * @param byEmail whether the provider names the e-mail address and not the user
     */
    Login loginBy(OidcProvider.Proof proof, boolean byEmail) {
        String claim = proof.claim().toLowerCase(Locale.ROOT);
        List<String> names = all().stream()
                .filter(user -> claim.equals(
                        byEmail && user.email() != null ? user.email().toLowerCase(Locale.ROOT) : user.userName()))
                .map(User::userName)
                .toList();
        UserEntity known = names.size() == 1 ? byName(names.get(0)).orElse(null) : null;
        if (known == null || !known.active) {
            failures.count(known == null ? "" : known.userName);
            throw new OidcRefusal(OidcRefusal.Reason.UNKNOWN, "nobody of that name may log in");
        }
        boolean demanded =
                known.totpSecret != null || factors.enrolBy(Role.valueOf(known.role), false, clock.instant()) != null;
        if (demanded && !proof.secondFactor()) {
            failures.count(known.userName);
            throw new OidcRefusal(OidcRefusal.Reason.FACTOR, "no second factor was shown");
        }
        return begin(known, true);
    }

    private Login begin(UserEntity known, boolean vouched) {
        String name = known.userName;
        failures.settle();
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

    /** Checks password and second factor; failures of both count alike. */
    private UserEntity both(String name, String password, @Nullable String code) {
        backoff.check(name);
        Optional<UserEntity> user = authenticate(name, password);
        String given = code;
        int blank = password.lastIndexOf(' ');
        if (user.isEmpty() && code == null && blank > 0) {
            // where there is no other place for it, the code stands behind the password
            user = authenticate(name, password.substring(0, blank)).filter(u -> u.totpSecret != null);
            given = password.substring(blank + 1);
        }
        if (user.isEmpty()) {
            failed(name);
            throw new GallraException(
                    GallraException.Code.UNAUTHENTICATED,
                    new Text("Fel användarnamn eller lösenord.", "Wrong user name or password."));
        }
        UserEntity known = user.get();
        switch (known.totpSecret == null ? SecondFactors.Check.RIGHT : factors.check(name, given)) {
            case RIGHT -> backoff.succeeded(name);
            case NEEDED ->
                throw GallraException.invalid(
                        "code",
                        new Text(
                                "Skriv koden från din app, eller en av reservkoderna.",
                                "Enter the code of your app, or one of the recovery codes."));
            case WRONG -> {
                failed(name);
                throw SecondFactors.wrong();
            }
        }
        return known;
    }

    private static void first(Connection connection, String name, Instant now) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE access_user SET first_login_at = ? WHERE user_name = ?")) {
            update.setTimestamp(1, Timestamp.from(now));
            update.setString(2, name);
            update.executeUpdate();
        }
    }

    /** Demands password and code of whoever calls, before the second factor itself changes. */
    void confirm(String password, @Nullable String code) {
        try {
            both(callers.person().userName(), password, code == null ? "" : code);
        } catch (GallraException e) {
            throw e.code() == GallraException.Code.UNAUTHENTICATED
                    ? GallraException.invalid("password", new Text("Fel lösenord.", "Wrong password."))
                    : e;
        }
    }

    @Override
    public void confirm(String password) {
        demand("password", password);
    }

    /** Demands the password of whoever calls; the refusal names the field. */
    private void demand(String field, String password) {
        String name = callers.person().userName();
        backoff.check(name);
        if (authenticate(name, password).isEmpty()) {
            failed(name);
            throw GallraException.invalid(field, new Text("Fel lösenord.", "Wrong password."));
        }
        backoff.succeeded(name);
    }

    @Override
    public long failedLogins() {
        return failures.total();
    }

    private void failed(String name) {
        backoff.failed(name);
        failures.count(byName(name).isPresent() ? name : "");
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

    /** Checks password and second factor without starting a login: for the shell. */
    UserEntity admit(String userName, String password) {
        String name = userName.strip().toLowerCase(Locale.ROOT);
        UserEntity known = both(name, password, null);
        Instant enrolBy = factors.enrolBy(Role.valueOf(known.role), known.totpSecret != null, known.firstLoginAt);
        if (enrolBy != null && known.firstLoginAt != null && !clock.instant().isBefore(enrolBy)) {
            throw new GallraException(
                    GallraException.Code.FORBIDDEN,
                    new Text("Slå först på tvåfaktorsinloggning.", "First switch on two-factor login."));
        }
        audit.record(AuditEntry.of(AccessActs.LOGIN_SHELL).by(name));
        return known;
    }

    /** Checks a password. */
    private Optional<UserEntity> authenticate(String userName, String password) {
        Optional<UserEntity> user = byName(userName.toLowerCase(Locale.ROOT)).filter(u -> u.active);
        if (user.isEmpty()) {
            passwords.matchesNobody(password);
            return Optional.empty();
        }
        return user.filter(u -> passwords.matches(password, u.passwordHash));
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
        return byName(user).orElseThrow(Users::unknown).user().userName();
    }

    /** Returns logins in force, those used last first: one's own, or for system administrators somebody's; null for everybody's. */
    List<LoginStore.Row> logins(@Nullable String userName) {
        callers.personOr(userName);
        Instant now = clock.instant();
        return database.read(connection -> LoginStore.inForce(connection, userName, now, now.minus(LoginStore.IDLE)));
    }

    @Override
    public List<Session> sessions() {
        return logins(null).stream()
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
            record(AccessActs.LOGIN_ENDED, userName, List.of());
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

    /** Passes over a write that was refused for want of room or leave; everything else is thrown on. */
    static void requireReadable(SQLException e) throws SQLException {
        Optional<Outage> outage = Outage.of(e);
        if (outage.isEmpty() || outage.get() == Outage.AWAY) {
            throw e;
        }
    }

    private Optional<UserEntity> byName(String userName) {
        return jpa
                .txExpr(TransactionType.Supports, em -> em.createQuery(
                                "SELECT u FROM UserEntity u WHERE u.userName = :name", UserEntity.class)
                        .setParameter("name", userName)
                        .getResultList())
                .stream()
                .findFirst();
    }

    private List<User> all() {
        return jpa
                .txExpr(TransactionType.Supports, em -> em.createQuery(
                                "SELECT u FROM UserEntity u ORDER BY u.userName", UserEntity.class)
                        .getResultList())
                .stream()
                .map(UserEntity::user)
                .toList();
    }

    private User store(User user, String hash, boolean mustChange) {
        return jpa.txExpr(TransactionType.Required, em -> {
            UserEntity entity = UserEntity.create(user.userName(), clock.instant());
            entity.write(user);
            entity.password(hash, mustChange);
            em.persist(entity);
            em.flush();
            return entity.user();
        });
    }

    private static User clean(User user) {
        String name = user.userName() == null ? "" : user.userName().strip().toLowerCase(Locale.ROOT);
        if (!name.matches("[a-z0-9][a-z0-9._@-]{0,63}") || name.equals("system")) {
            throw GallraException.invalid(
                    "userName",
                    new Text(
                            "Användarnamnet består av 1 till 64 tecken: a-z, 0-9 och . _ @ -",
                            "The user name has 1 to 64 characters: a-z, 0-9 and . _ @ -"));
        }
        String shown = user.displayName() == null || user.displayName().isBlank()
                ? name
                : user.displayName().strip();
        if (shown.length() > 100 || shown.chars().anyMatch(Character::isISOControl)) {
            throw GallraException.invalid(
                    "displayName", new Text("Högst 100 tecken på en rad.", "At most 100 characters in one line."));
        }
        if (user.email() != null
                && (user.email().length() > 254 || !user.email().contains("@"))) {
            throw GallraException.invalid(
                    "email", new Text("Det är ingen e-postadress.", "That is no e-mail address."));
        }
        if (user.role() == null) {
            throw GallraException.invalid("role", new Text("Välj en roll.", "Choose a role."));
        }
        Set<Permission> granted = user.granted() == null ? Set.of() : user.granted();
        if (granted.contains(Permission.ANONYMIZE) && user.role() != Role.SYSTEM_ADMINISTRATOR) {
            throw GallraException.invalid(
                    "granted",
                    new Text(
                            "Anonymisera får bara systemadministratörer; rättigheten kan inte ges till andra.",
                            "Only system administrators may anonymize; the right cannot be granted to others."));
        }
        return new User(name, shown, user.email(), user.role(), granted, user.active(), user.mustChangePassword());
    }

    private static GallraException unknown() {
        return GallraException.notFound(new Text("Användaren finns inte.", "There is no such user."));
    }
}
