package org.gallra.access;

import static org.gallra.api.personaldata.DataCategory.ADMINISTRATIVE;
import static org.gallra.api.personaldata.Strategy.KEEP;

import java.time.Instant;
import java.util.UUID;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.Id;
import javax.persistence.Table;
import org.gallra.api.personaldata.DataSubject;
import org.gallra.api.personaldata.ExtractPolicy;
import org.gallra.api.personaldata.FieldKind;
import org.gallra.api.personaldata.NotPersonal;
import org.gallra.api.personaldata.PersonalField;
import org.gallra.api.personaldata.PersonalRecord;
import org.jspecify.annotations.NullUnmarked;

/** A login in force; the token itself is nowhere, only its hash. */
@NullUnmarked
@Entity
@Table(name = "access_login")
@PersonalRecord(id = "access.login", label = "%login", subject = DataSubject.USER)
public class LoginEntity {

    @Id
    @Column(name = "token_hash")
    String tokenHash;

    @PersonalField(label = "%userName", category = ADMINISTRATIVE, anonymize = KEEP, ground = "%ground.employee")
    @Column(name = "user_name", nullable = false)
    String userName;

    @PersonalField(
            label = "%csrf",
            kind = FieldKind.SECRET,
            anonymize = KEEP,
            extract = ExtractPolicy.WITHHOLD,
            ground = "%ground.secret")
    @Column(nullable = false)
    String csrf;

    @PersonalField(label = "%createdAt", category = ADMINISTRATIVE, anonymize = KEEP, ground = "%ground.employee")
    @Column(name = "created_at", nullable = false)
    Instant createdAt;

    @PersonalField(label = "%lastUsedAt", category = ADMINISTRATIVE, anonymize = KEEP, ground = "%ground.employee")
    @Column(name = "last_used_at", nullable = false)
    Instant lastUsedAt;

    @NotPersonal("when the login ends at the latest")
    @Column(name = "expires_at", nullable = false)
    Instant expiresAt;

    @NotPersonal("random id of the login")
    @Column(name = "public_id")
    String publicId;

    @PersonalField(label = "%device", category = ADMINISTRATIVE, anonymize = KEEP, ground = "%ground.employee")
    String device;

    @PersonalField(label = "%place", category = ADMINISTRATIVE, anonymize = KEEP, ground = "%ground.employee")
    String place;

    @NotPersonal("whether an identity provider vouched for the login, and answers for its second factor")
    boolean vouched;

    /** For JPA. */
    protected LoginEntity() {}

    static LoginEntity create(
            String tokenHash, String userName, String csrf, Door door, Instant now, Instant expires, boolean vouched) {
        LoginEntity entity = new LoginEntity();
        entity.tokenHash = tokenHash;
        entity.userName = userName;
        entity.csrf = csrf;
        entity.publicId = UUID.randomUUID().toString();
        entity.device = door.device();
        entity.place = door.place();
        entity.createdAt = now;
        entity.lastUsedAt = now;
        entity.expiresAt = expires;
        entity.vouched = vouched;
        return entity;
    }
}
