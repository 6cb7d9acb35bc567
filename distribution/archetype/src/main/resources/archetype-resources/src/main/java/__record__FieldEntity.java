#set( $table = $vendor + "_" + $record.toLowerCase() )
#set( $lower = $record.toLowerCase() )
package ${package};

import static org.gallra.api.personaldata.DataCategory.ADMINISTRATIVE;
import static org.gallra.api.personaldata.FieldKind.FREE_TEXT;
import static org.gallra.api.personaldata.Strategy.CLEAR;
import static org.gallra.api.personaldata.Strategy.KEEP;

import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.GeneratedValue;
import javax.persistence.GenerationType;
import javax.persistence.Id;
import javax.persistence.Table;
import org.gallra.api.personaldata.ExtractPolicy;
import org.gallra.api.personaldata.NotPersonal;
import org.gallra.api.personaldata.ParentLink;
import org.gallra.api.personaldata.PersonalField;
import org.gallra.api.personaldata.PersonalRecord;
import org.jspecify.annotations.NullUnmarked;

/** A value of a field that an administrator defined: the attributes are those that every owner of free fields has. */
@NullUnmarked
@Entity
@Table(name = "${table}_field")
@PersonalRecord(
        id = "${vendor}.${lower}.field",
        label = "%fields",
        parent = @ParentLink(attribute = "recordId", record = "${vendor}.${lower}"))
public class ${record}FieldEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @Column(name = "record_id", nullable = false)
    Long recordId;

    @PersonalField(label = "%field", category = ADMINISTRATIVE, anonymize = KEEP, ground = "%ground.statistics")
    @Column(name = "field_key", nullable = false)
    String field;

    @PersonalField(label = "%value", kind = FREE_TEXT, anonymize = CLEAR, source = "%source.entered")
    @Column(name = "field_value")
    String value;

    @PersonalField(
            label = "%valueKey",
            kind = FREE_TEXT,
            anonymize = CLEAR,
            extract = ExtractPolicy.WITHHOLD,
            ground = "%ground.technical")
    @Column(name = "value_key")
    String valueKey;

    @NotPersonal("value of a field that an administrator declared as not personal")
    @Column(name = "plain_value")
    String plain;

    @NotPersonal("the same, folded")
    @Column(name = "plain_key")
    String plainKey;

    /** For JPA. */
    protected ${record}FieldEntity() {}
}
