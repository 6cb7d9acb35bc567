package org.gallra.contact;

import static org.gallra.api.personaldata.DataCategory.ADMINISTRATIVE;
import static org.gallra.api.personaldata.FieldKind.FREE_TEXT;
import static org.gallra.api.personaldata.Strategy.DELETE_ROW;
import static org.gallra.api.personaldata.Strategy.KEEP;

import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.GeneratedValue;
import javax.persistence.GenerationType;
import javax.persistence.Id;
import javax.persistence.Table;
import org.gallra.api.personaldata.ExtractPolicy;
import org.gallra.api.personaldata.PersonalField;
import org.gallra.api.personaldata.PersonalRecord;
import org.jspecify.annotations.NullUnmarked;

/** A value of a free field of a contact; all of them go with every anonymization (PRIVACY.md rule 16g). */
@NullUnmarked
@Entity
@Table(name = "contact_field")
@PersonalRecord(id = "contact.field", label = "%fields", contact = "recordId")
public class ContactFieldEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @Column(name = "record_id", nullable = false)
    Long recordId;

    @PersonalField(label = "%field", category = ADMINISTRATIVE, anonymize = KEEP, ground = "%ground.statistics")
    @Column(name = "field_key", nullable = false)
    String field;

    @PersonalField(
            label = "%value",
            kind = FREE_TEXT,
            anonymize = DELETE_ROW,
            mandatory = true,
            provided = true,
            source = "%source.entered")
    @Column(name = "field_value", nullable = false)
    String value;

    @PersonalField(
            label = "%valueKey",
            kind = FREE_TEXT,
            anonymize = DELETE_ROW,
            mandatory = true,
            extract = ExtractPolicy.WITHHOLD,
            ground = "%ground.technical")
    @Column(name = "value_key", nullable = false)
    String valueKey;

    /** For JPA. */
    protected ContactFieldEntity() {}
}
