package org.gallra.access;

import static org.gallra.api.personaldata.DataCategory.ADMINISTRATIVE;
import static org.gallra.api.personaldata.Strategy.KEEP;

import java.sql.Date;
import java.time.Instant;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.GeneratedValue;
import javax.persistence.GenerationType;
import javax.persistence.Id;
import javax.persistence.Table;
import org.gallra.api.personaldata.DataSubject;
import org.gallra.api.personaldata.ExtractPolicy;
import org.gallra.api.personaldata.FieldKind;
import org.gallra.api.personaldata.NotPersonal;
import org.gallra.api.personaldata.PersonalField;
import org.gallra.api.personaldata.PersonalRecord;
import org.jspecify.annotations.NullUnmarked;

/** A token for integrations; the token itself is nowhere, only its hash. */
@NullUnmarked
@Entity
@Table(name = "access_token")
@PersonalRecord(id = "access.token", label = "%token", subject = DataSubject.USER)
public class TokenEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @NotPersonal("random id of the token")
    @Column(name = "public_id", nullable = false)
    String publicId;

    @PersonalField(label = "%userName", category = ADMINISTRATIVE, anonymize = KEEP, ground = "%ground.employee")
    @Column(name = "user_name", nullable = false)
    String userName;

    @PersonalField(label = "%tokenName", category = ADMINISTRATIVE, anonymize = KEEP, ground = "%ground.employee")
    @Column(nullable = false)
    String name;

    @NotPersonal("names of rights")
    @Column(nullable = false)
    String scopes;

    @PersonalField(
            label = "%tokenHash",
            kind = FieldKind.SECRET,
            anonymize = KEEP,
            extract = ExtractPolicy.WITHHOLD,
            ground = "%ground.secret")
    @Column(name = "token_hash", nullable = false)
    String tokenHash;

    @PersonalField(
            label = "%tokenShown",
            kind = FieldKind.SECRET,
            anonymize = KEEP,
            extract = ExtractPolicy.WITHHOLD,
            ground = "%ground.secret")
    String shown;

    @PersonalField(label = "%createdAt", category = ADMINISTRATIVE, anonymize = KEEP, ground = "%ground.employee")
    @Column(name = "created_at", nullable = false)
    Instant createdAt;

    @NotPersonal("when the token ends at the latest")
    @Column(name = "expires_at", nullable = false)
    Instant expiresAt;

    @PersonalField(label = "%lastUsedAt", category = ADMINISTRATIVE, anonymize = KEEP, ground = "%ground.employee")
    @Column(name = "last_used_on")
    Date lastUsedOn;

    /** For JPA. */
    protected TokenEntity() {}
}
