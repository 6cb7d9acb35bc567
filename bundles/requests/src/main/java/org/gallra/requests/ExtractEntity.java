package org.gallra.requests;

import static org.gallra.api.personaldata.DataCategory.ADMINISTRATIVE;
import static org.gallra.api.personaldata.FieldKind.IDENTIFIER;
import static org.gallra.api.personaldata.Strategy.KEEP;

import java.sql.Timestamp;
import java.time.Instant;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.GeneratedValue;
import javax.persistence.GenerationType;
import javax.persistence.Id;
import javax.persistence.Table;
import org.gallra.api.extract.ExtractService;
import org.gallra.api.extract.RegisterExtract;
import org.gallra.api.personaldata.NotPersonal;
import org.gallra.api.personaldata.PersonalField;
import org.gallra.api.personaldata.PersonalRecord;
import org.jspecify.annotations.NullUnmarked;

/** That an extract was made: by whom, when and in which form, and nothing of what it says. It goes with the contact's card. */
@NullUnmarked
@Entity
@Table(name = "extract_made")
@PersonalRecord(
        id = "requests.extract",
        label = "%extract",
        contact = "contactId",
        purpose = "%extract.purpose",
        legalBasis = "%basis",
        source = "%extract.source",
        retention = "%extract.retention")
public class ExtractEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @Column(name = "contact_id", nullable = false)
    Long contactId;

    @NotPersonal("random id of the extract")
    @Column(name = "extract_id", nullable = false)
    String extractId;

    @PersonalField(
            label = "%extract.madeAt",
            category = ADMINISTRATIVE,
            anonymize = KEEP,
            ground = "%ground.accountability")
    @Column(name = "made_at", nullable = false)
    Timestamp madeAt;

    @PersonalField(
            label = "%extract.madeBy",
            category = ADMINISTRATIVE,
            kind = IDENTIFIER,
            anonymize = KEEP,
            ground = "%ground.employee")
    @Column(name = "made_by", nullable = false)
    String madeBy;

    @PersonalField(
            label = "%extract.format",
            category = ADMINISTRATIVE,
            anonymize = KEEP,
            ground = "%ground.accountability")
    @Column(nullable = false)
    String format;

    @NotPersonal("whether other people were readable")
    @Column(name = "others_shown", nullable = false)
    boolean othersShown;

    @NotPersonal("the number of a request, which says nothing of who made it")
    String request;

    /** For JPA. */
    protected ExtractEntity() {}

    static ExtractEntity of(long contact, RegisterExtract extract, ExtractService.Format format, Instant at) {
        ExtractEntity entity = new ExtractEntity();
        entity.contactId = contact;
        entity.extractId = extract.id().toString();
        entity.madeAt = Timestamp.from(at);
        entity.madeBy = extract.madeBy();
        entity.format = format.id();
        entity.othersShown = extract.order().othersShown();
        entity.request = extract.order().request();
        return entity;
    }
}
