package org.gallra.sample.events;

import static org.gallra.api.personaldata.DataCategory.BEHAVIOUR;
import static org.gallra.api.personaldata.DataCategory.HEALTH;
import static org.gallra.api.personaldata.FieldKind.FREE_TEXT;
import static org.gallra.api.personaldata.FieldKind.QUASI_IDENTIFIER;
import static org.gallra.api.personaldata.Strategy.CLEAR;
import static org.gallra.api.personaldata.Strategy.KEEP;
import static org.gallra.api.personaldata.Strategy.MONTH;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.GeneratedValue;
import javax.persistence.GenerationType;
import javax.persistence.Id;
import javax.persistence.Table;
import javax.persistence.Version;
import org.gallra.api.contact.ContactId;
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

/**
 * Somebody's registration for an event. These annotations are all that it takes to be in the register extract, the
 * anonymization, the deletion and the record of processing.
 */
@NullUnmarked
@Entity
@Table(name = "event_registration")
@PersonalRecord(id = "sample.registration", label = "%registration", contact = "contactId")
@Statistic(name = "by-event", label = "%statistic.byEvent", by = @By("eventTitle"))
@Statistic(
        name = "booked-by-month",
        label = "%statistic.bookedByMonth",
        by = @By(value = "bookedAt", each = Granularity.MONTH))
public class RegistrationEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @NotPersonal("random id of the registration")
    @Column(name = "public_id", nullable = false)
    UUID publicId;

    @Version
    long version;

    @Column(name = "contact_id", nullable = false)
    Long contactId;

    @NotPersonal("key of the event, which is named by its title")
    @Column(name = "event_id", nullable = false)
    Long eventId;

    @PersonalField(label = "%event", category = BEHAVIOUR, anonymize = KEEP, ground = "%ground.statistics")
    @Column(name = "event_title", nullable = false)
    String eventTitle;

    @PersonalField(
            label = "%searchKey",
            category = BEHAVIOUR,
            anonymize = CLEAR,
            mandatory = true,
            extract = ExtractPolicy.WITHHOLD,
            ground = "%ground.technical")
    @Column(name = "search_key")
    String searchKey;

    @PersonalField(
            label = "%diet",
            category = HEALTH,
            anonymize = CLEAR,
            mandatory = true,
            provided = true,
            source = "%source.attendee")
    String diet;

    @PersonalField(label = "%remark", kind = FREE_TEXT, anonymize = CLEAR, source = "%source.attendee")
    String remark;

    @PersonalField(label = "%booked", category = BEHAVIOUR, kind = QUASI_IDENTIFIER, anonymize = MONTH)
    @Column(name = "booked_at", nullable = false)
    Instant bookedAt;

    @SinglesOut(label = "%attended", measure = Strategy.MONTH)
    @ContactMoment
    @PersonalField(label = "%attended", category = BEHAVIOUR, anonymize = KEEP, ground = "%ground.statistics")
    @Column(name = "attended_on")
    LocalDate attendedOn;

    /** For JPA. */
    protected RegistrationEntity() {}

    static RegistrationEntity of(Registrations.Draft draft, long contact, EventEntity event, Instant now) {
        RegistrationEntity entity = new RegistrationEntity();
        entity.publicId = UUID.randomUUID();
        entity.contactId = contact;
        entity.eventId = event.id;
        entity.eventTitle = event.title;
        entity.searchKey = SearchWords.key(event.title);
        entity.bookedAt = now;
        entity.write(draft.change());
        return entity;
    }

    void write(Registrations.Change change) {
        diet = change.diet();
        remark = change.remark();
        attendedOn = change.attendedOn();
    }

    Registrations.Registration registration(ContactId contact, Map<String, Object> freeFields) {
        return new Registrations.Registration(
                publicId, version, contact, eventTitle, diet, remark, bookedAt, attendedOn, freeFields);
    }
}
