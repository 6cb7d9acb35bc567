package org.gallra.limits;

import static org.gallra.api.personaldata.DataCategory.ADMINISTRATIVE;
import static org.gallra.api.personaldata.FieldKind.FREE_TEXT;
import static org.gallra.api.personaldata.FieldKind.IDENTIFIER;
import static org.gallra.api.personaldata.Strategy.CLEAR;
import static org.gallra.api.personaldata.Strategy.KEEP;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.EnumType;
import javax.persistence.Enumerated;
import javax.persistence.GeneratedValue;
import javax.persistence.GenerationType;
import javax.persistence.Id;
import javax.persistence.Table;
import javax.persistence.Version;
import org.gallra.api.personaldata.NotPersonal;
import org.gallra.api.personaldata.PersonalField;
import org.gallra.api.personaldata.PersonalRecord;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** A limit and its history. What limits lies as a mark beside the contact; this row says why, since when and who. */
@NullUnmarked
@Entity
@Table(name = "contact_limit")
@PersonalRecord(
        id = "limits.limit",
        label = "%limit",
        contact = "contactId",
        purpose = "%purpose",
        legalBasis = "%basis",
        source = "%source",
        retention = "%retention")
public class LimitEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @NotPersonal("random id of the limit")
    @Column(name = "public_id", nullable = false)
    String publicId;

    @Version
    long version;

    @Column(name = "contact_id", nullable = false)
    Long contactId;

    @PersonalField(label = "%ground", category = ADMINISTRATIVE, anonymize = KEEP, ground = "%ground.accountability")
    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    LimitGround ground;

    @PersonalField(label = "%reason", category = ADMINISTRATIVE, kind = FREE_TEXT, anonymize = CLEAR, mandatory = true)
    String reason;

    @PersonalField(label = "%since", category = ADMINISTRATIVE, anonymize = KEEP, ground = "%ground.accountability")
    @Column(nullable = false)
    Date since;

    @NotPersonal("the number of a request, which says nothing of who made it")
    String request;

    @PersonalField(
            label = "%placedBy",
            category = ADMINISTRATIVE,
            kind = IDENTIFIER,
            anonymize = KEEP,
            ground = "%ground.employee")
    @Column(name = "placed_by", nullable = false)
    String placedBy;

    @PersonalField(label = "%placedAt", category = ADMINISTRATIVE, anonymize = KEEP, ground = "%ground.accountability")
    @Column(name = "placed_at", nullable = false)
    Timestamp placedAt;

    @PersonalField(
            label = "%liftReason",
            category = ADMINISTRATIVE,
            kind = FREE_TEXT,
            anonymize = CLEAR,
            mandatory = true)
    @Column(name = "lift_reason")
    String liftReason;

    @PersonalField(
            label = "%liftedBy",
            category = ADMINISTRATIVE,
            kind = IDENTIFIER,
            anonymize = KEEP,
            ground = "%ground.employee")
    @Column(name = "lifted_by")
    String liftedBy;

    @PersonalField(label = "%liftedAt", category = ADMINISTRATIVE, anonymize = KEEP, ground = "%ground.accountability")
    @Column(name = "lifted_at")
    Timestamp liftedAt;

    /** For JPA. */
    protected LimitEntity() {}

    static LimitEntity place(long contact, LimitDraft draft, String userName, Instant now) {
        LimitEntity entity = new LimitEntity();
        entity.publicId = UUID.randomUUID().toString();
        entity.contactId = contact;
        entity.ground = draft.ground();
        entity.reason = draft.reason();
        entity.since = Date.valueOf(Objects.requireNonNull(draft.since()));
        entity.request = draft.request();
        entity.placedBy = userName;
        entity.placedAt = Timestamp.from(now);
        return entity;
    }

    void lift(@Nullable String why, String userName, Instant now) {
        liftReason = why;
        liftedBy = userName;
        liftedAt = Timestamp.from(now);
    }
}
