package org.gallra.contact;

import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.GeneratedValue;
import javax.persistence.GenerationType;
import javax.persistence.Id;
import javax.persistence.Table;
import org.gallra.api.personaldata.NotPersonal;
import org.jspecify.annotations.NullUnmarked;

/** A mark beside a contact that is not to be marketed to. It is no record about her: it goes with what it was set for, and holds nothing but her key. */
@NullUnmarked
@Entity
@Table(name = "contact_opt_out")
public class OptOutEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @NotPersonal("an internal key that leads nowhere once the contact is erased")
    @Column(nullable = false)
    Long subject;

    @NotPersonal("what keeps the contact from being marketed to, such as the id of an objection")
    @Column(nullable = false)
    String cause;

    /** For JPA. */
    protected OptOutEntity() {}
}
