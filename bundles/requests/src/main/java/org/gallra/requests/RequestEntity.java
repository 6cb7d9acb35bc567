package org.gallra.requests;

import static org.gallra.api.personaldata.DataCategory.ADMINISTRATIVE;
import static org.gallra.api.personaldata.FieldKind.FREE_TEXT;
import static org.gallra.api.personaldata.FieldKind.IDENTIFIER;
import static org.gallra.api.personaldata.Strategy.CLEAR;
import static org.gallra.api.personaldata.Strategy.KEEP;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
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
import org.gallra.api.extract.ExtractOrder.IdentityCheck;
import org.gallra.api.personaldata.NotPersonal;
import org.gallra.api.personaldata.PersonalField;
import org.gallra.api.personaldata.PersonalRecord;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * A row of the register. What it says of the person in words goes with every erasure; kind, days and outcome stay, also when the
 * contact is deleted, to show that the request was dealt with in time.
 */
@NullUnmarked
@Entity
@Table(name = "data_request")
@PersonalRecord(
        id = "requests.request",
        label = "%request",
        contact = "contactId",
        purpose = "%purpose",
        legalBasis = "%basis",
        source = "%source",
        retention = "%retention")
public class RequestEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @NotPersonal("random id of the request")
    @Column(name = "public_id", nullable = false)
    String publicId;

    @Version
    long version;

    @NotPersonal("the year of the request's number")
    @Column(name = "number_year", nullable = false)
    int numberYear;

    @NotPersonal("the request's number within its year")
    @Column(name = "number_in_year", nullable = false)
    int numberInYear;

    @Column(name = "contact_id")
    Long contactId;

    @PersonalField(
            label = "%kind",
            category = ADMINISTRATIVE,
            anonymize = KEEP,
            ground = "%ground.accountability",
            keepsRow = true)
    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    RequestKind kind;

    @PersonalField(
            label = "%requester",
            category = ADMINISTRATIVE,
            kind = IDENTIFIER,
            anonymize = CLEAR,
            mandatory = true,
            provided = true)
    String requester;

    @PersonalField(
            label = "%replyTo",
            category = ADMINISTRATIVE,
            kind = IDENTIFIER,
            anonymize = CLEAR,
            mandatory = true,
            provided = true)
    @Column(name = "reply_to")
    String replyTo;

    @PersonalField(
            label = "%receivedOn",
            category = ADMINISTRATIVE,
            anonymize = KEEP,
            ground = "%ground.accountability")
    @Column(name = "received_on", nullable = false)
    Date receivedOn;

    @PersonalField(label = "%channel", category = ADMINISTRATIVE, anonymize = KEEP, ground = "%ground.accountability")
    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    Channel channel;

    @PersonalField(label = "%dueOn", category = ADMINISTRATIVE, anonymize = KEEP, ground = "%ground.accountability")
    @Column(name = "due_on", nullable = false)
    Date dueOn;

    @PersonalField(label = "%state", category = ADMINISTRATIVE, anonymize = KEEP, ground = "%ground.accountability")
    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    RequestState state;

    @PersonalField(
            label = "%identityCheck",
            category = ADMINISTRATIVE,
            anonymize = KEEP,
            ground = "%ground.accountability")
    @Enumerated(EnumType.STRING)
    @Column(name = "identity_check")
    IdentityCheck identityCheck;

    @PersonalField(
            label = "%identityAskedOn",
            category = ADMINISTRATIVE,
            anonymize = KEEP,
            ground = "%ground.accountability")
    @Column(name = "identity_asked_on")
    Date identityAskedOn;

    @PersonalField(
            label = "%identityOn",
            category = ADMINISTRATIVE,
            anonymize = KEEP,
            ground = "%ground.accountability")
    @Column(name = "identity_on")
    Date identityOn;

    @PersonalField(
            label = "%identityBy",
            category = ADMINISTRATIVE,
            kind = IDENTIFIER,
            anonymize = KEEP,
            ground = "%ground.employee")
    @Column(name = "identity_by")
    String identityBy;

    @PersonalField(
            label = "%extendedOn",
            category = ADMINISTRATIVE,
            anonymize = KEEP,
            ground = "%ground.accountability")
    @Column(name = "extended_on")
    Date extendedOn;

    @PersonalField(
            label = "%extensionReason",
            category = ADMINISTRATIVE,
            kind = FREE_TEXT,
            anonymize = CLEAR,
            mandatory = true)
    @Column(name = "extension_reason")
    String extensionReason;

    @PersonalField(
            label = "%refusalGround",
            category = ADMINISTRATIVE,
            anonymize = KEEP,
            ground = "%ground.accountability")
    @Enumerated(EnumType.STRING)
    @Column(name = "refusal_ground")
    RefusalGround refusalGround;

    @PersonalField(label = "%answer", category = ADMINISTRATIVE, kind = FREE_TEXT, anonymize = CLEAR, mandatory = true)
    String answer;

    @PersonalField(
            label = "%answeredOn",
            category = ADMINISTRATIVE,
            anonymize = KEEP,
            ground = "%ground.accountability")
    @Column(name = "answered_on")
    Date answeredOn;

    @PersonalField(
            label = "%closedBy",
            category = ADMINISTRATIVE,
            kind = IDENTIFIER,
            anonymize = KEEP,
            ground = "%ground.employee")
    @Column(name = "closed_by")
    String closedBy;

    @PersonalField(label = "%closedAt", category = ADMINISTRATIVE, anonymize = KEEP, ground = "%ground.accountability")
    @Column(name = "closed_at")
    Timestamp closedAt;

    @PersonalField(label = "%notes", category = ADMINISTRATIVE, kind = FREE_TEXT, anonymize = CLEAR, mandatory = true)
    String notes;

    @PersonalField(
            label = "%responsible",
            category = ADMINISTRATIVE,
            kind = IDENTIFIER,
            anonymize = KEEP,
            ground = "%ground.employee")
    String responsible;

    @PersonalField(
            label = "%createdBy",
            category = ADMINISTRATIVE,
            kind = IDENTIFIER,
            anonymize = KEEP,
            ground = "%ground.employee")
    @Column(name = "created_by", nullable = false)
    String createdBy;

    @PersonalField(label = "%createdAt", category = ADMINISTRATIVE, anonymize = KEEP, ground = "%ground.accountability")
    @Column(name = "created_at", nullable = false)
    Timestamp createdAt;

    @NotPersonal("random id of the extract that answers the request")
    @Column(name = "extract_id")
    String extractId;

    /** A fingerprint of what the person was told: it goes with the rest. */
    @PersonalField(label = "%extractDigest", category = ADMINISTRATIVE, anonymize = CLEAR, mandatory = true)
    @Column(name = "extract_digest")
    String extractDigest;

    @PersonalField(label = "%extractAt", category = ADMINISTRATIVE, anonymize = KEEP, ground = "%ground.accountability")
    @Column(name = "extract_at")
    Timestamp extractAt;

    @NotPersonal("random id of the erasure's plan")
    @Column(name = "erasure_plan")
    String erasurePlan;

    @NotPersonal("random id of the erasure's receipt")
    String receipt;

    /** For JPA. */
    protected RequestEntity() {}

    static RequestEntity of(int year, int number, String userName, Instant now) {
        RequestEntity entity = new RequestEntity();
        entity.publicId = UUID.randomUUID().toString();
        entity.numberYear = year;
        entity.numberInYear = number;
        entity.state = RequestState.OPEN;
        entity.createdBy = userName;
        entity.createdAt = Timestamp.from(now);
        return entity;
    }

    /** Takes what came in; a deadline that was extended stays extended. */
    void write(RequestDraft draft, @Nullable Long contact) {
        contactId = contact;
        kind = draft.kind();
        requester = draft.requester();
        replyTo = draft.replyTo();
        receivedOn = Date.valueOf(draft.receivedOn());
        channel = draft.channel();
        responsible = draft.responsible();
        notes = draft.notes();
        LocalDate due = extendedOn == null ? Deadline.of(draft.receivedOn()) : Deadline.extended(draft.receivedOn());
        dueOn = Date.valueOf(due);
    }

    void askIdentity(LocalDate on) {
        identityAskedOn = Date.valueOf(on);
        state = RequestState.IDENTITY;
    }

    void identify(IdentityCheck check, LocalDate on, String userName) {
        identityCheck = check;
        identityOn = Date.valueOf(on);
        identityBy = userName;
        state = RequestState.OPEN;
    }

    void extend(String reason, LocalDate on) {
        extensionReason = reason;
        extendedOn = Date.valueOf(on);
        dueOn = Date.valueOf(Deadline.extended(receivedOn.toLocalDate()));
    }

    /**
     * Ends it.
     *
     * @param ground why it is refused; null if it is answered
     */
    void close(@Nullable RefusalGround ground, @Nullable String words, LocalDate on, String userName, Instant now) {
        state = ground == null ? RequestState.DONE : RequestState.REFUSED;
        refusalGround = ground;
        answer = words;
        answeredOn = Date.valueOf(on);
        closedBy = userName;
        closedAt = Timestamp.from(now);
    }
}
