#set( $table = $vendor + "_" + $record.toLowerCase() )
#set( $lower = $record.toLowerCase() )
package ${package};

import static org.gallra.api.personaldata.DataCategory.BEHAVIOUR;
import static org.gallra.api.personaldata.DataCategory.COMMUNICATION;
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
import org.gallra.api.personaldata.NotPersonal;
import org.gallra.api.personaldata.Granularity;
import org.gallra.api.personaldata.PersonalField;
import org.gallra.api.personaldata.PersonalRecord;
import org.gallra.api.personaldata.SinglesOut;
import org.gallra.api.personaldata.Statistic;
import org.gallra.api.search.SearchWords;
import org.jspecify.annotations.NullUnmarked;

/**
 * A row of ${table}. These annotations are all that it takes to be in the register extract, the anonymization, the deletion
 * and the record of processing. An attribute without one of them does not compile.
 */
@NullUnmarked
@Entity
@Table(name = "${table}")
@PersonalRecord(
        id = "${vendor}.${lower}",
        label = "%${records}",
        contact = "contactId",
        purpose = "%purpose",
        legalBasis = "%basis",
        retention = "%retention")
@Statistic(name = "entered-by-month", label = "%enteredByMonth", by = @By(value = "enteredAt", each = Granularity.MONTH))
public class ${record}Entity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @NotPersonal("random id of the row")
    @Column(name = "public_id", nullable = false)
    UUID publicId;

    /** Raised at each change, so that nobody's is overwritten. */
    @Version
    long version;

    /** The contact's key: a BIGINT with an index, never shown to anyone. */
    @Column(name = "contact_id", nullable = false)
    Long contactId;

    @PersonalField(label = "%subject", category = COMMUNICATION, anonymize = CLEAR, mandatory = true)
    @Column(nullable = false)
    String subject;

    /** The folded words of the subject, by which it is found: as personal as the subject. */
    @PersonalField(
            label = "%searchKey",
            category = COMMUNICATION,
            anonymize = CLEAR,
            mandatory = true,
            extract = ExtractPolicy.WITHHOLD,
            ground = "%ground.technical")
    @Column(name = "search_key")
    String searchKey;

    @PersonalField(label = "%note", category = COMMUNICATION, kind = FREE_TEXT, anonymize = CLEAR)
    String note;

    @ContactMoment
    @PersonalField(label = "%happened", category = BEHAVIOUR, kind = QUASI_IDENTIFIER, anonymize = MONTH)
    @Column(name = "happened_on")
    LocalDate happenedOn;

    @SinglesOut(label = "%entered", measure = MONTH)
    @PersonalField(label = "%entered", category = BEHAVIOUR, anonymize = KEEP, ground = "%ground.statistics")
    @Column(name = "entered_at", nullable = false)
    Instant enteredAt;

    /** For JPA. */
    protected ${record}Entity() {}

    static ${record}Entity of(${record}Service.Draft draft, long contact, Instant now) {
        ${record}Entity entity = new ${record}Entity();
        entity.publicId = UUID.randomUUID();
        entity.contactId = contact;
        entity.enteredAt = now;
        entity.write(draft.change());
        return entity;
    }

    void write(${record}Service.Change change) {
        subject = change.subject();
        searchKey = SearchWords.key(subject);
        note = change.note();
        happenedOn = change.happenedOn();
    }

    ${record}Service.${record} shown(ContactId contact, Map<String, Object> freeFields) {
        return new ${record}Service.${record}(
                publicId, version, contact, subject, note, happenedOn, enteredAt, freeFields);
    }
}
