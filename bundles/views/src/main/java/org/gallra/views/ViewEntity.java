package org.gallra.views;

import static org.gallra.api.personaldata.DataCategory.ADMINISTRATIVE;
import static org.gallra.api.personaldata.FieldKind.FREE_TEXT;
import static org.gallra.api.personaldata.Strategy.KEEP;

import java.sql.Timestamp;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.GeneratedValue;
import javax.persistence.GenerationType;
import javax.persistence.Id;
import javax.persistence.Table;
import javax.persistence.Version;
import org.gallra.api.personaldata.DataSubject;
import org.gallra.api.personaldata.NotPersonal;
import org.gallra.api.personaldata.PersonalField;
import org.gallra.api.personaldata.PersonalRecord;
import org.jspecify.annotations.NullUnmarked;

/** A row of the table of views, declared; it is read and written by SQL. */
@NullUnmarked
@Entity
@Table(name = "saved_view")
@PersonalRecord(id = "views.view", label = "%view", subject = DataSubject.USER)
public class ViewEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @NotPersonal("random id of the view")
    @Column(name = "public_id", nullable = false)
    String publicId;

    @Version
    long version;

    @NotPersonal("which list it is of")
    @Column(name = "list_id", nullable = false)
    String list;

    @PersonalField(label = "%userName", category = ADMINISTRATIVE, anonymize = KEEP, ground = "%ground.employee")
    @Column(name = "user_name", nullable = false)
    String userName;

    @PersonalField(
            label = "%name",
            category = ADMINISTRATIVE,
            kind = FREE_TEXT,
            anonymize = KEEP,
            ground = "%ground.employee")
    @Column(nullable = false)
    String name;

    @NotPersonal("whether everybody sees it")
    @Column(nullable = false)
    boolean shared;

    @PersonalField(
            label = "%conditions",
            category = ADMINISTRATIVE,
            kind = FREE_TEXT,
            anonymize = KEEP,
            ground = "%ground.employee")
    @Column(name = "conditions", nullable = false)
    String conditions;

    @NotPersonal("ids of columns")
    @Column(name = "shown", nullable = false)
    String shown;

    @PersonalField(label = "%changedAt", category = ADMINISTRATIVE, anonymize = KEEP, ground = "%ground.employee")
    @Column(name = "changed_at", nullable = false)
    Timestamp changedAt;

    /** For JPA. */
    protected ViewEntity() {}
}
