package org.gallra.contact;

import static org.gallra.api.personaldata.Strategy.KEEP;

import java.time.Instant;
import java.util.UUID;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.GeneratedValue;
import javax.persistence.GenerationType;
import javax.persistence.Id;
import javax.persistence.Table;
import javax.persistence.Version;
import org.gallra.api.contact.CompanyDraft;
import org.gallra.api.personaldata.DataCategory;
import org.gallra.api.personaldata.FieldKind;
import org.gallra.api.personaldata.NotPersonal;
import org.gallra.api.personaldata.PersonalField;
import org.gallra.api.personaldata.PersonalRecord;
import org.gallra.api.search.SearchWords;
import org.jspecify.annotations.NullUnmarked;

/** A row of the table of companies. Deleted with the company; anonymizing a contact never touches it. */
@NullUnmarked
@Entity
@Table(name = "company")
@PersonalRecord(id = "contact.company", label = "%company", company = "id")
public class CompanyEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @NotPersonal("random id of the company")
    @Column(name = "public_id", nullable = false)
    UUID publicId;

    @Version
    long version;

    @PersonalField(label = "%name", category = DataCategory.EMPLOYMENT, anonymize = KEEP, ground = "%ground.company")
    @Column(nullable = false)
    String name;

    @NotPersonal("folded company name")
    @Column(name = "name_key", nullable = false)
    String nameKey;

    @NotPersonal("folded values of the company")
    @Column(name = "search_key", nullable = false)
    String searchKey;

    @PersonalField(label = "%orgNumber", anonymize = KEEP, ground = "%ground.company")
    @Column(name = "org_number")
    String orgNumber;

    @NotPersonal("category of the company")
    String category;

    @PersonalField(
            label = "%phone",
            category = DataCategory.CONTACT_DETAILS,
            anonymize = KEEP,
            ground = "%ground.company")
    String phone;

    @PersonalField(
            label = "%email",
            category = DataCategory.CONTACT_DETAILS,
            anonymize = KEEP,
            ground = "%ground.company")
    String email;

    @PersonalField(
            label = "%website",
            category = DataCategory.CONTACT_DETAILS,
            anonymize = KEEP,
            ground = "%ground.company")
    String website;

    @PersonalField(
            label = "%street",
            category = DataCategory.CONTACT_DETAILS,
            anonymize = KEEP,
            ground = "%ground.company")
    String street;

    @PersonalField(
            label = "%postalCode",
            category = DataCategory.CONTACT_DETAILS,
            anonymize = KEEP,
            ground = "%ground.company")
    @Column(name = "postal_code")
    String postalCode;

    @PersonalField(
            label = "%city",
            category = DataCategory.CONTACT_DETAILS,
            anonymize = KEEP,
            ground = "%ground.company")
    String city;

    @NotPersonal("country of the company")
    String country;

    @PersonalField(label = "%notes", kind = FieldKind.FREE_TEXT, anonymize = KEEP, ground = "%ground.company")
    String notes;

    @NotPersonal("an employee of the controller, not a contact")
    String owner;

    @NotPersonal("when the company was entered")
    @Column(name = "created_at", nullable = false)
    Instant createdAt;

    @NotPersonal("when the company was changed")
    @Column(name = "changed_at", nullable = false)
    Instant changedAt;

    /** For JPA. */
    protected CompanyEntity() {}

    static CompanyEntity create(Instant now) {
        CompanyEntity entity = new CompanyEntity();
        entity.publicId = UUID.randomUUID();
        entity.createdAt = now;
        return entity;
    }

    void write(CompanyDraft draft, Instant now) {
        name = draft.name();
        nameKey = NameKey.name(draft.name());
        orgNumber = draft.orgNumber();
        category = draft.category();
        phone = draft.phone();
        email = draft.email();
        website = draft.website();
        street = draft.street();
        postalCode = draft.postalCode();
        city = draft.city();
        country = draft.country();
        notes = draft.notes();
        owner = draft.owner();
        searchKey = SearchWords.key(name, orgNumber, email, phone, city);
        changedAt = now;
    }
}
