package org.gallra.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.aries.jpa.template.JpaTemplate;
import org.apache.aries.jpa.template.TransactionType;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.Role;
import org.gallra.api.access.UserService.User;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.persistence.SqlFragment;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Users in the database. Immediate, since the first start creates the administrator. */
@Component(service = UserStore.class, immediate = true)
public final class UserStore {

    private static final Logger LOG = LoggerFactory.getLogger(UserStore.class);

    /** Whom the first start creates. */
    private static final String FIRST = "admin";

    private final JpaTemplate jpa;
    private final Clock clock = Clock.systemUTC();
    private final Path secretFile =
            Path.of(System.getProperty("karaf.data", System.getProperty("java.io.tmpdir")), "first-start-secret.txt");

    /** Waits for the tables; creates the first user if there is none. */
    @Activate
    public UserStore(
            @Reference(target = "(osgi.unit.name=org.gallra.access)") JpaTemplate jpa,
            @Reference SecondFactors factors,
            @Reference(target = "(gallra.schema=org.gallra.access)") SchemaReady schema)
            throws IOException {
        this.jpa = jpa;
        if (all().isEmpty()) {
            firstStart(factors.passwords());
        }
    }

    private void firstStart(Passwords passwords) throws IOException {
        String secret = Tokens.random();
        Files.deleteIfExists(secretFile);
        try {
            Files.createFile(
                    secretFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (UnsupportedOperationException e) {
            Files.createFile(secretFile);
        }
        Files.writeString(secretFile, secret + "\n", StandardCharsets.US_ASCII, StandardOpenOption.WRITE);
        User admin = new User(FIRST, "Administratör", null, Role.SYSTEM_ADMINISTRATOR, Set.of(), true, true);
        add(admin, passwords.hash(secret), true);
        LOG.info("The first user is admin; the one-time secret is in {}", secretFile);
    }

    /** Returns all users by name. */
    List<User> all() {
        return jpa
                .txExpr(TransactionType.Supports, em -> em.createQuery(
                                "SELECT u FROM UserEntity u ORDER BY u.userName", UserEntity.class)
                        .getResultList())
                .stream()
                .map(UserEntity::user)
                .toList();
    }

    /** Returns a user by name, in small letters. */
    Optional<UserEntity> find(String userName) {
        return jpa
                .txExpr(TransactionType.Supports, em -> em.createQuery(
                                "SELECT u FROM UserEntity u WHERE u.userName = :name", UserEntity.class)
                        .setParameter("name", userName)
                        .getResultList())
                .stream()
                .findFirst();
    }

    /** Returns a user who must be there. */
    UserEntity get(String userName) {
        return find(userName)
                .orElseThrow(
                        () -> GallraException.notFound(new Text("Användaren finns inte.", "There is no such user.")));
    }

    /**
     * Lets nobody else change a user, or anything of an administrator, until the transaction ends: whoever comes second sees what the first
     * one did, and the last two administrators do not lessen each other's rights at the same moment.
     */
    static void lock(Connection connection, Database.Kind kind, String userName) throws SQLException {
        String lock = kind == Database.Kind.DERBY ? " FOR UPDATE WITH RS" : " ORDER BY user_name FOR UPDATE";
        Rows.list(
                connection,
                SqlFragment.of(
                        "SELECT user_name FROM access_user WHERE user_name = ? OR user_role = ?" + lock,
                        userName,
                        Role.SYSTEM_ADMINISTRATOR.name()),
                row -> true);
    }

    /** Keeps a new user, in the caller's transaction if there is one. */
    User add(User user, String hash, boolean mustChange) {
        return jpa.txExpr(TransactionType.Required, em -> {
            UserEntity entity = UserEntity.create(user.userName(), clock.instant());
            entity.write(user);
            entity.password(hash, mustChange);
            em.persist(entity);
            em.flush();
            return entity.user();
        });
    }

    /** Keeps what changed of a user but the password, in the caller's transaction. */
    void change(User user) {
        jpa.tx(TransactionType.Required, em -> {
            em.find(UserEntity.class, user.userName()).write(user);
            em.flush();
        });
    }

    /** Keeps a password's hash, in the caller's transaction. */
    void password(String userName, String hash, boolean mustChange) {
        jpa.tx(TransactionType.Required, em -> {
            em.find(UserEntity.class, userName).password(hash, mustChange);
            em.flush();
        });
    }

    /** Deletes the one-time secret of the first start once its user has a password. */
    void secretUsed(String userName) {
        if (userName.equals(FIRST)) {
            try {
                Files.deleteIfExists(secretFile);
            } catch (IOException e) {
                LOG.warn("The used one-time secret in {} could not be deleted; delete it", secretFile);
            }
        }
    }
}
