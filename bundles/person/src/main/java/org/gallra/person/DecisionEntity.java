package org.gallra.person;

import static org.gallra.api.personaldata.DataCategory.ADMINISTRATIVE;
import static org.gallra.api.personaldata.FieldKind.IDENTIFIER;
import static org.gallra.api.personaldata.Strategy.DELETE_ROW;

import java.sql.Timestamp;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.GeneratedValue;
import javax.persistence.GenerationType;
import javax.persistence.Id;
import javax.persistence.Table;
import org.gallra.api.personaldata.PersonalField;
import org.gallra.api.personaldata.PersonalRecord;
import org.jspecify.annotations.NullUnmarked;

/** What was decided about two contacts. That an anonymized card and another one are the same person would name who it was: the row goes. */
@NullUnmarked
@Entity
@Table(name = "same_person")
@PersonalRecord(
        id = "person.decision",
        label = "%cards",
        contact = {"low", "high"},
        purpose = "%purpose",
        legalBasis = "%basis",
        source = "%source.decided",
        retention = "%retention")
public class DecisionEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @Column(name = "low_id", nullable = false)
    Long low;

    @Column(name = "high_id", nullable = false)
    Long high;

    @PersonalField(label = "%same", category = ADMINISTRATIVE, anonymize = DELETE_ROW, mandatory = true)
    @Column(nullable = false)
    boolean same;

    @PersonalField(
            label = "%decidedBy",
            category = ADMINISTRATIVE,
            kind = IDENTIFIER,
            anonymize = DELETE_ROW,
            mandatory = true)
    @Column(name = "decided_by", nullable = false)
    String decidedBy;

    @PersonalField(label = "%decidedAt", category = ADMINISTRATIVE, anonymize = DELETE_ROW, mandatory = true)
    @Column(name = "decided_at", nullable = false)
    Timestamp decidedAt;

    /** For JPA. */
    protected DecisionEntity() {}
}
