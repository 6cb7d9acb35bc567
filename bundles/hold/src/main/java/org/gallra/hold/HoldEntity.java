package org.gallra.hold;

import static org.gallra.api.personaldata.DataCategory.ADMINISTRATIVE;
import static org.gallra.api.personaldata.FieldKind.FREE_TEXT;
import static org.gallra.api.personaldata.FieldKind.IDENTIFIER;
import static org.gallra.api.personaldata.Strategy.CLEAR;
import static org.gallra.api.personaldata.Strategy.KEEP;

import java.sql.Timestamp;
import java.time.Instant;
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

/** A row of the table of holds. What it says of the person goes with every erasure, which it holds up as long as it holds. */
@NullUnmarked
@Entity
@Table(name = "legal_hold")
@PersonalRecord(
        id = "hold.hold",
        label = "%hold",
        contact = "contactId",
        company = "companyId",
        purpose = "%purpose",
        legalBasis = "%basis",
        source = "%source.entered",
        retention = "%retention")
public class HoldEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @NotPersonal("random id of the hold")
    @Column(name = "public_id", nullable = false)
    String publicId;

    @Version
    long version;

    @Column(name = "contact_id")
    Long contactId;

    @Column(name = "company_id")
    Long companyId;

    @PersonalField(label = "%ground", category = ADMINISTRATIVE, anonymize = KEEP, ground = "%ground.accountability")
    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    HoldGround ground;

    @PersonalField(label = "%reason", category = ADMINISTRATIVE, kind = FREE_TEXT, anonymize = CLEAR, mandatory = true)
    String reason;

    @PersonalField(label = "%heldUntil", category = ADMINISTRATIVE, anonymize = KEEP, ground = "%ground.accountability")
    @Column(name = "held_until")
    Timestamp heldUntil;

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
    protected HoldEntity() {}

    static HoldEntity place(
            @Nullable Long contact, @Nullable Long company, HoldTerms terms, String userName, Instant now) {
        HoldEntity entity = new HoldEntity();
        entity.publicId = UUID.randomUUID().toString();
        entity.contactId = contact;
        entity.companyId = company;
        entity.placedBy = userName;
        entity.placedAt = Timestamp.from(now);
        entity.write(terms);
        return entity;
    }

    void write(HoldTerms terms) {
        ground = terms.ground();
        reason = terms.reason();
        Instant end = terms.end();
        heldUntil = end == null ? null : Timestamp.from(end);
    }

    void lift(String userName, Instant now) {
        liftedBy = userName;
        liftedAt = Timestamp.from(now);
    }
}
