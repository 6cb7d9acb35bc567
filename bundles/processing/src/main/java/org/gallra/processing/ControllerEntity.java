package org.gallra.processing;

import static org.gallra.api.personaldata.DataCategory.CONTACT_DETAILS;
import static org.gallra.api.personaldata.DataCategory.IDENTITY;
import static org.gallra.api.personaldata.FieldKind.FREE_TEXT;
import static org.gallra.api.personaldata.FieldKind.IDENTIFIER;
import static org.gallra.api.personaldata.Strategy.KEEP;

import java.time.Instant;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.Id;
import javax.persistence.Table;
import javax.persistence.Version;
import org.gallra.api.personaldata.DataSubject;
import org.gallra.api.personaldata.NotPersonal;
import org.gallra.api.personaldata.PersonalField;
import org.gallra.api.personaldata.PersonalRecord;
import org.gallra.api.processing.ControllerDetails;
import org.gallra.api.processing.ControllerDraft;
import org.gallra.api.processing.ProcessingDefaults;
import org.jspecify.annotations.NullUnmarked;

/**
 * The one row with the controller's details. The data protection officer is a person; the controller may be one, and its
 * registration number is then a personal identity number.
 */
@NullUnmarked
@Entity
@Table(name = "processing_controller")
@PersonalRecord(
        id = "processing.controller",
        label = "%controller",
        subject = DataSubject.USER,
        purpose = "%purpose",
        legalBasis = "%legalBasis",
        source = "%source",
        retention = "%retention",
        recipients = "%recipients")
public class ControllerEntity {

    /** The key of the only row; the changelog makes it. */
    static final long ONLY = 1;

    @Id
    Long id;

    @Version
    long version;

    @PersonalField(label = "%name", category = IDENTITY, kind = IDENTIFIER, anonymize = KEEP, ground = "%ground.law")
    String name;

    @PersonalField(
            label = "%orgNumber",
            category = IDENTITY,
            kind = IDENTIFIER,
            anonymize = KEEP,
            ground = "%ground.law")
    @Column(name = "org_number")
    String orgNumber;

    @PersonalField(label = "%address", category = CONTACT_DETAILS, anonymize = KEEP, ground = "%ground.law")
    String address;

    @PersonalField(
            label = "%email",
            category = CONTACT_DETAILS,
            kind = IDENTIFIER,
            anonymize = KEEP,
            ground = "%ground.law")
    String email;

    @PersonalField(
            label = "%phone",
            category = CONTACT_DETAILS,
            kind = IDENTIFIER,
            anonymize = KEEP,
            ground = "%ground.law")
    String phone;

    @PersonalField(
            label = "%jointControllers",
            category = CONTACT_DETAILS,
            kind = FREE_TEXT,
            anonymize = KEEP,
            ground = "%ground.law")
    @Column(name = "joint_controllers")
    String jointControllers;

    @PersonalField(
            label = "%representative",
            category = CONTACT_DETAILS,
            kind = FREE_TEXT,
            anonymize = KEEP,
            ground = "%ground.law")
    String representative;

    @PersonalField(
            label = "%officerName",
            category = IDENTITY,
            kind = IDENTIFIER,
            anonymize = KEEP,
            ground = "%ground.law")
    @Column(name = "officer_name")
    String officerName;

    @PersonalField(
            label = "%officerEmail",
            category = CONTACT_DETAILS,
            kind = IDENTIFIER,
            anonymize = KEEP,
            ground = "%ground.law")
    @Column(name = "officer_email")
    String officerEmail;

    @PersonalField(
            label = "%officerPhone",
            category = CONTACT_DETAILS,
            kind = IDENTIFIER,
            anonymize = KEEP,
            ground = "%ground.law")
    @Column(name = "officer_phone")
    String officerPhone;

    @NotPersonal("categories of recipients: organisations")
    String recipients;

    @NotPersonal("countries and safeguards")
    String transfers;

    @NotPersonal("security measures in general")
    @Column(name = "security_measures")
    String security;

    @NotPersonal("why contacts' data is processed")
    @Column(name = "contact_purpose")
    String contactPurpose;

    @NotPersonal("legal basis for contacts' data")
    @Column(name = "contact_legal_basis")
    String contactLegalBasis;

    @NotPersonal("where contacts' data comes from, in general")
    @Column(name = "contact_source")
    String contactSource;

    @NotPersonal("how long contacts' data is kept")
    @Column(name = "contact_retention")
    String contactRetention;

    @NotPersonal("why users' data is processed")
    @Column(name = "user_purpose")
    String userPurpose;

    @NotPersonal("legal basis for users' data")
    @Column(name = "user_legal_basis")
    String userLegalBasis;

    @NotPersonal("where users' data comes from, in general")
    @Column(name = "user_source")
    String userSource;

    @NotPersonal("how long users' data is kept")
    @Column(name = "user_retention")
    String userRetention;

    @NotPersonal("when the details were changed")
    @Column(name = "changed_at")
    Instant changedAt;

    /** For JPA. */
    protected ControllerEntity() {}

    static ControllerEntity empty() {
        ControllerEntity entity = new ControllerEntity();
        entity.id = ONLY;
        return entity;
    }

    /** Changes are made in here: the weaver that tracks them sees the entity's own code only. */
    void write(ControllerDraft draft, ProcessingDefaults contacts, ProcessingDefaults users, Instant now) {
        name = draft.name();
        orgNumber = draft.orgNumber();
        address = draft.address();
        email = draft.email();
        phone = draft.phone();
        jointControllers = draft.jointControllers();
        representative = draft.representative();
        officerName = draft.officerName();
        officerEmail = draft.officerEmail();
        officerPhone = draft.officerPhone();
        recipients = draft.recipients();
        transfers = draft.transfers();
        security = draft.security();
        contactPurpose = contacts.purpose();
        contactLegalBasis = contacts.legalBasis();
        contactSource = contacts.source();
        contactRetention = contacts.retention();
        userPurpose = users.purpose();
        userLegalBasis = users.legalBasis();
        userSource = users.source();
        userRetention = users.retention();
        changedAt = now;
    }

    ControllerDetails details() {
        return new ControllerDetails(
                version,
                name,
                orgNumber,
                address,
                email,
                phone,
                jointControllers,
                representative,
                officerName,
                officerEmail,
                officerPhone,
                recipients,
                transfers,
                security,
                new ProcessingDefaults(contactPurpose, contactLegalBasis, contactSource, contactRetention),
                new ProcessingDefaults(userPurpose, userLegalBasis, userSource, userRetention),
                changedAt);
    }
}
