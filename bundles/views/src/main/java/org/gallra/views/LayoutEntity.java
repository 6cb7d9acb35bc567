package org.gallra.views;

import static org.gallra.api.personaldata.DataCategory.ADMINISTRATIVE;
import static org.gallra.api.personaldata.Strategy.KEEP;

import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.GeneratedValue;
import javax.persistence.GenerationType;
import javax.persistence.Id;
import javax.persistence.Table;
import org.gallra.api.personaldata.DataSubject;
import org.gallra.api.personaldata.NotPersonal;
import org.gallra.api.personaldata.PersonalField;
import org.gallra.api.personaldata.PersonalRecord;
import org.jspecify.annotations.NullUnmarked;

/** How a list looks to a user, declared; it is read and written by SQL. */
@NullUnmarked
@Entity
@Table(name = "list_layout")
@PersonalRecord(id = "views.layout", label = "%layout", subject = DataSubject.USER)
public class LayoutEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @NotPersonal("which list it is of")
    @Column(name = "list_id", nullable = false)
    String list;

    @PersonalField(label = "%userName", category = ADMINISTRATIVE, anonymize = KEEP, ground = "%ground.employee")
    @Column(name = "user_name", nullable = false)
    String userName;

    @NotPersonal("ids of columns")
    @Column(name = "shown", nullable = false)
    String shown;

    @NotPersonal("the view with which the list opens")
    @Column(name = "view_id")
    Long view;

    /** For JPA. */
    protected LayoutEntity() {}
}
