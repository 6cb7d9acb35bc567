package org.gallra.activity;

import static org.gallra.api.personaldata.DataCategory.ADMINISTRATIVE;
import static org.gallra.api.personaldata.DataCategory.COMMUNICATION;
import static org.gallra.api.personaldata.DataCategory.LOCATION;
import static org.gallra.api.personaldata.FieldKind.FREE_TEXT;
import static org.gallra.api.personaldata.FieldKind.QUASI_IDENTIFIER;
import static org.gallra.api.personaldata.Strategy.CLEAR;
import static org.gallra.api.personaldata.Strategy.KEEP;
import static org.gallra.api.personaldata.Strategy.MONTH;

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
import org.gallra.api.contact.ContactDirectory.Link;
import org.gallra.api.personaldata.By;
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

/** A row of the table of activities. */
@NullUnmarked
@Entity
@Table(name = "activity")
@PersonalRecord(id = "activity.activity", label = "%activity", contact = "contactId", company = "companyId")
@Statistic(
        name = "done-by-month",
        label = "%statistic.doneByMonth",
        by = {@By("type"), @By(value = "doneAt", each = Granularity.MONTH)})
@Statistic(
        name = "by-owner",
        label = "%statistic.byOwner",
        by = {@By("owner"), @By(value = "createdAt", each = Granularity.MONTH)})
@Statistic(name = "by-company", label = "%statistic.byCompany", by = @By("companyId"))
public class ActivityEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @NotPersonal("random id of the activity")
    @Column(name = "public_id", nullable = false)
    UUID publicId;

    @Version
    long version;

    @Column(name = "contact_id")
    Long contactId;

    @SinglesOut(label = "%singles.company", measure = Strategy.UNLINK)
    @Column(name = "company_id")
    Long companyId;

    @PersonalField(label = "%type", category = COMMUNICATION, anonymize = KEEP, ground = "%ground.statistics")
    @Enumerated(EnumType.STRING)
    @Column(name = "kind", nullable = false)
    ActivityType type;

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

    @PersonalField(
            label = "%outcome",
            category = COMMUNICATION,
            kind = FREE_TEXT,
            anonymize = CLEAR,
            source = "%source.entered")
    String outcome;

    @PersonalField(label = "%dueAt", category = COMMUNICATION, kind = QUASI_IDENTIFIER, anonymize = MONTH)
    @Column(name = "due_at")
    Instant dueAt;

    @ContactMoment
    @PersonalField(label = "%doneAt", category = COMMUNICATION, kind = QUASI_IDENTIFIER, anonymize = MONTH)
    @Column(name = "done_at")
    Instant doneAt;

    @NotPersonal(
            "month in which an open activity is planned, which is what an anonymization leaves of its time; for lists in its order")
    @Column(name = "open_month")
    Integer openMonth;

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
    Instant createdAt;

    @SinglesOut(label = "%changedAt", measure = Strategy.MONTH)
    @PersonalField(label = "%changedAt", category = ADMINISTRATIVE, anonymize = KEEP, ground = "%ground.statistics")
    @Column(name = "changed_at", nullable = false)
    Instant changedAt;

    /** For JPA. */
    protected ActivityEntity() {}

    static ActivityEntity create(Instant now) {
        ActivityEntity entity = new ActivityEntity();
        entity.publicId = UUID.randomUUID();
        entity.createdAt = now;
        return entity;
    }

    void write(ActivityDraft draft, Link link, String userName, Instant now) {
        contactId = link.contact();
        companyId = link.company();
        type = draft.type();
        subject = draft.subject();
        notes = draft.notes();
        place = draft.place();
        outcome = draft.outcome();
        dueAt = draft.dueAt();
        doneAt = draft.doneAt();
        openMonth = doneAt != null || type == ActivityType.NOTE && dueAt == null ? null : WorkQuery.month(dueAt);
        searchKey = SearchWords.key(subject);
        owner = draft.owner() == null ? userName : draft.owner();
        changedAt = now;
    }

    void done(Instant now) {
        doneAt = now;
        openMonth = null;
        changedAt = now;
    }
}
