package org.gallra.access;

import static org.gallra.api.personaldata.DataCategory.ADMINISTRATIVE;
import static org.gallra.api.personaldata.Strategy.KEEP;

import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.GeneratedValue;
import javax.persistence.GenerationType;
import javax.persistence.Id;
import javax.persistence.Table;
import org.gallra.api.personaldata.DataSubject;
import org.gallra.api.personaldata.ExtractPolicy;
import org.gallra.api.personaldata.FieldKind;
import org.gallra.api.personaldata.PersonalField;
import org.gallra.api.personaldata.PersonalRecord;
import org.jspecify.annotations.NullUnmarked;

/** A recovery code that was not used yet; the code itself is nowhere, only its hash. */
@NullUnmarked
@Entity
@Table(name = "access_code")
@PersonalRecord(id = "access.code", label = "%code", subject = DataSubject.USER)
public class CodeEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @PersonalField(label = "%userName", category = ADMINISTRATIVE, anonymize = KEEP, ground = "%ground.employee")
    @Column(name = "user_name", nullable = false)
    String userName;

    @PersonalField(
            label = "%codeHash",
            kind = FieldKind.SECRET,
            anonymize = KEEP,
            extract = ExtractPolicy.WITHHOLD,
            ground = "%ground.secret")
    @Column(name = "code_hash", nullable = false)
    String codeHash;

    /** For JPA. */
    protected CodeEntity() {}
}
