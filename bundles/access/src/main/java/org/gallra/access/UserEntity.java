package org.gallra.access;

import static org.gallra.api.personaldata.DataCategory.ADMINISTRATIVE;
import static org.gallra.api.personaldata.DataCategory.CONTACT_DETAILS;
import static org.gallra.api.personaldata.DataCategory.IDENTITY;
import static org.gallra.api.personaldata.Strategy.KEEP;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.Id;
import javax.persistence.Table;
import javax.persistence.Version;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Permission;
import org.gallra.api.access.Role;
import org.gallra.api.access.UserService.User;
import org.gallra.api.personaldata.DataSubject;
import org.gallra.api.personaldata.ExtractPolicy;
import org.gallra.api.personaldata.FieldKind;
import org.gallra.api.personaldata.NotPersonal;
import org.gallra.api.personaldata.PersonalField;
import org.gallra.api.personaldata.PersonalRecord;
import org.jspecify.annotations.NullUnmarked;

/** A user of Gallra. */
@NullUnmarked
@Entity
@Table(name = "access_user")
@PersonalRecord(id = "access.user", label = "%user", subject = DataSubject.USER)
public class UserEntity {

    @Id
    @Column(name = "user_name")
    String userName;

    @Version
    long version;

    @PersonalField(
            label = "%displayName",
            category = IDENTITY,
            kind = FieldKind.IDENTIFIER,
            anonymize = KEEP,
            ground = "%ground.employee")
    @Column(name = "display_name", nullable = false)
    String displayName;

    @PersonalField(
            label = "%email",
            category = CONTACT_DETAILS,
            kind = FieldKind.IDENTIFIER,
            anonymize = KEEP,
            ground = "%ground.employee")
    String email;

    @PersonalField(label = "%role", category = ADMINISTRATIVE, anonymize = KEEP, ground = "%ground.employee")
    @Column(name = "user_role", nullable = false)
    String role;

    @PersonalField(label = "%granted", category = ADMINISTRATIVE, anonymize = KEEP, ground = "%ground.employee")
    @Column(nullable = false)
    String granted;

    @PersonalField(
            label = "%passwordHash",
            kind = FieldKind.SECRET,
            anonymize = KEEP,
            extract = ExtractPolicy.WITHHOLD,
            ground = "%ground.secret")
    @Column(name = "password_hash", nullable = false)
    String passwordHash;

    @PersonalField(label = "%active", category = ADMINISTRATIVE, anonymize = KEEP, ground = "%ground.employee")
    boolean active;

    @NotPersonal("whether the password is a one-time secret")
    @Column(name = "must_change")
    boolean mustChange;

    @PersonalField(label = "%createdAt", category = ADMINISTRATIVE, anonymize = KEEP, ground = "%ground.employee")
    @Column(name = "created_at", nullable = false)
    Instant createdAt;

    @PersonalField(
            label = "%totpSecret",
            kind = FieldKind.SECRET,
            anonymize = KEEP,
            extract = ExtractPolicy.WITHHOLD,
            ground = "%ground.secret")
    @Column(name = "totp_secret")
    String totpSecret;

    @PersonalField(
            label = "%totpPending",
            kind = FieldKind.SECRET,
            anonymize = KEEP,
            extract = ExtractPolicy.WITHHOLD,
            ground = "%ground.secret")
    @Column(name = "totp_pending")
    String totpPending;

    @NotPersonal("when the secret that waits was made")
    @Column(name = "totp_pending_at")
    Instant totpPendingAt;

    @PersonalField(label = "%totpSince", category = ADMINISTRATIVE, anonymize = KEEP, ground = "%ground.employee")
    @Column(name = "totp_since")
    Instant totpSince;

    @NotPersonal("the time of the last code, by which none is taken twice")
    @Column(name = "totp_step")
    Long totpStep;

    @PersonalField(label = "%firstLoginAt", category = ADMINISTRATIVE, anonymize = KEEP, ground = "%ground.employee")
    @Column(name = "first_login_at")
    Instant firstLoginAt;

    /** For JPA. */
    protected UserEntity() {}

    static UserEntity create(String userName, Instant now) {
        UserEntity entity = new UserEntity();
        entity.userName = userName;
        entity.createdAt = now;
        return entity;
    }

    void write(User user) {
        displayName = user.displayName();
        email = user.email();
        role = user.role().name();
        granted = user.granted().stream().map(Enum::name).sorted().collect(Collectors.joining(","));
        active = user.active();
    }

    /** Changes are made in here: the weaver that tracks them sees the entity's own code only. */
    void password(String hash, boolean mustBeChanged) {
        passwordHash = hash;
        mustChange = mustBeChanged;
    }

    User user() {
        return new User(userName, displayName, email, Role.valueOf(role), granted(), active, mustChange);
    }

    Caller caller() {
        return caller(userName, role, granted);
    }

    static Caller caller(String userName, String role, String granted) {
        Set<Permission> all = EnumSet.noneOf(Permission.class);
        all.addAll(Role.valueOf(role).permissions());
        all.addAll(permissions(granted));
        return new Caller(userName, Role.valueOf(role), all);
    }

    private Set<Permission> granted() {
        return permissions(granted);
    }

    private static Set<Permission> permissions(String names) {
        return Arrays.stream(names.split(",", -1))
                .filter(n -> !n.isEmpty())
                .map(Permission::valueOf)
                .collect(Collectors.toUnmodifiableSet());
    }
}
