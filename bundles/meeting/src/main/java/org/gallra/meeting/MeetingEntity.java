package org.gallra.meeting;

import static org.gallra.api.personaldata.DataCategory.ADMINISTRATIVE;
import static org.gallra.api.personaldata.DataCategory.COMMUNICATION;
import static org.gallra.api.personaldata.DataCategory.LOCATION;
import static org.gallra.api.personaldata.FieldKind.FREE_TEXT;
import static org.gallra.api.personaldata.FieldKind.QUASI_IDENTIFIER;
import static org.gallra.api.personaldata.Strategy.CLEAR;
import static org.gallra.api.personaldata.Strategy.KEEP;
import static org.gallra.api.personaldata.Strategy.MONTH;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.GeneratedValue;
import javax.persistence.GenerationType;
import javax.persistence.Id;
import javax.persistence.Table;
import javax.persistence.Version;
import org.gallra.api.personaldata.By;
import org.gallra.api.personaldata.ContactJoin;
import org.gallra.api.personaldata.ContactMoment;
import org.gallra.api.personaldata.ExtractPolicy;
import org.gallra.api.personaldata.Granularity;
import org.gallra.api.personaldata.NotPersonal;
import org.gallra.api.personaldata.PersonalField;
import org.gallra.api.personaldata.PersonalRecord;
import org.gallra.api.personaldata.SinglesOut;
import org.gallra.api.personaldata.Statistic;
import org.gallra.api.personaldata.Strategy;
import org.gallra.api.search.SearchWords;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table of meetings. A meeting belongs to each of its participants: it is in the extract of each, and goes when
 * the last one goes and no company is left.
 */
@NullUnmarked
@Entity
@Table(name = "meeting")
@PersonalRecord(
        id = "meeting.meeting",
        label = "%meeting",
        company = "companyId",
        contacts = @ContactJoin(table = "meeting_participant", row = "meeting_id", contact = "contact_id"))
@Statistic(
        name = "held-by-month",
        label = "%statistic.heldByMonth",
        by = @By(value = "heldAt", each = Granularity.MONTH))
@Statistic(
        name = "by-owner",
        label = "%statistic.byOwner",
        by = {@By("owner"), @By(value = "createdAt", each = Granularity.MONTH)})
@Statistic(name = "by-company", label = "%statistic.byCompany", by = @By("companyId"))
public class MeetingEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @NotPersonal("random id of the meeting")
    @Column(name = "public_id", nullable = false)
    String publicId;

    @Version
    long version;

    @SinglesOut(label = "%singles.company", measure = Strategy.UNLINK)
    @Column(name = "company_id")
    Long companyId;

    @PersonalField(
            label = "%subject",
            category = COMMUNICATION,
            kind = FREE_TEXT,
            anonymize = CLEAR,
            source = "%source.entered")
    String subject;

    @PersonalField(
            label = "%notes",
            category = COMMUNICATION,
            kind = FREE_TEXT,
            anonymize = CLEAR,
            source = "%source.entered")
    String notes;

    @PersonalField(
            label = "%place",
            category = LOCATION,
            kind = QUASI_IDENTIFIER,
            anonymize = CLEAR,
            source = "%source.entered")
    String place;

    @PersonalField(label = "%startsAt", category = COMMUNICATION, kind = QUASI_IDENTIFIER, anonymize = MONTH)
    @Column(name = "starts_at", nullable = false)
    Timestamp startsAt;

    @PersonalField(label = "%endsAt", category = COMMUNICATION, kind = QUASI_IDENTIFIER, anonymize = CLEAR)
    @Column(name = "ends_at")
    Timestamp endsAt;

    @ContactMoment
    @PersonalField(label = "%heldAt", category = COMMUNICATION, kind = QUASI_IDENTIFIER, anonymize = MONTH)
    @Column(name = "held_at")
    Timestamp heldAt;

    @PersonalField(
            label = "%searchKey",
            category = COMMUNICATION,
            kind = FREE_TEXT,
            anonymize = CLEAR,
            mandatory = true,
            extract = ExtractPolicy.WITHHOLD,
            ground = "%ground.technical")
    @Column(name = "search_key")
    String searchKey;

    @PersonalField(label = "%owner", category = ADMINISTRATIVE, anonymize = KEEP, ground = "%ground.employee")
    String owner;

    @SinglesOut(label = "%createdAt", measure = Strategy.MONTH)
    @PersonalField(label = "%createdAt", category = ADMINISTRATIVE, anonymize = KEEP, ground = "%ground.statistics")
    @Column(name = "created_at", nullable = false)
    Timestamp createdAt;

    @SinglesOut(label = "%changedAt", measure = Strategy.MONTH)
    @PersonalField(label = "%changedAt", category = ADMINISTRATIVE, anonymize = KEEP, ground = "%ground.statistics")
    @Column(name = "changed_at", nullable = false)
    Timestamp changedAt;

    /** For JPA. */
    protected MeetingEntity() {}

    static MeetingEntity create(Instant now) {
        MeetingEntity entity = new MeetingEntity();
        entity.publicId = UUID.randomUUID().toString();
        entity.createdAt = Timestamp.from(now);
        return entity;
    }

    void write(MeetingDraft draft, Long company, String userName, Instant now) {
        companyId = company;
        subject = draft.subject();
        notes = draft.notes();
        place = draft.place();
        startsAt = timestamp(draft.startsAt());
        endsAt = timestamp(draft.endsAt());
        heldAt = timestamp(draft.heldAt());
        searchKey = SearchWords.key(subject);
        owner = draft.owner() == null ? userName : draft.owner();
        changedAt = Timestamp.from(now);
    }

    /** Says that the meeting was held, when it began. */
    void held(Instant now) {
        heldAt = startsAt;
        changedAt = Timestamp.from(now);
    }

    private static Timestamp timestamp(@Nullable Instant at) {
        return at == null ? null : Timestamp.from(at);
    }
}
