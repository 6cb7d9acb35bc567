package org.gallra.contact;

import static org.gallra.api.personaldata.DataCategory.ADMINISTRATIVE;
import static org.gallra.api.personaldata.DataCategory.CONTACT_DETAILS;
import static org.gallra.api.personaldata.DataCategory.EMPLOYMENT;
import static org.gallra.api.personaldata.DataCategory.IDENTITY;
import static org.gallra.api.personaldata.FieldKind.FREE_TEXT;
import static org.gallra.api.personaldata.FieldKind.IDENTIFIER;
import static org.gallra.api.personaldata.FieldKind.QUASI_IDENTIFIER;
import static org.gallra.api.personaldata.Recognition.EMAIL;
import static org.gallra.api.personaldata.Recognition.PHONE;
import static org.gallra.api.personaldata.Strategy.CLEAR;
import static org.gallra.api.personaldata.Strategy.KEEP;
import static org.gallra.api.personaldata.Strategy.TOKEN;

import java.time.Instant;
import java.util.UUID;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.GeneratedValue;
import javax.persistence.GenerationType;
import javax.persistence.Id;
import javax.persistence.Table;
import javax.persistence.Version;
import org.gallra.api.contact.ContactDraft;
import org.gallra.api.personaldata.By;
import org.gallra.api.personaldata.ExtractPolicy;
import org.gallra.api.personaldata.Granularity;
import org.gallra.api.personaldata.PersonalField;
import org.gallra.api.personaldata.PersonalRecord;
import org.gallra.api.personaldata.SinglesOut;
import org.gallra.api.personaldata.Statistic;
import org.gallra.api.personaldata.Strategy;
import org.gallra.api.search.SearchWords;
import org.jspecify.annotations.NullUnmarked;

/** A row of the table of contacts: the person. Mandatory fields by PRIVACY.md rule 16, and what else names someone. */
@NullUnmarked
@Entity
@Table(name = "contact")
@PersonalRecord(
        id = "contact.contact",
        label = "%contact",
        contact = "id",
        company = "companyId",
        anonymizedAt = "anonymizedAt")
@Statistic(name = "by-company", label = "%statistic.byCompany", by = @By("companyId"))
@Statistic(
        name = "created-by-month",
        label = "%statistic.createdByMonth",
        by = @By(value = "createdAt", each = Granularity.MONTH))
@Statistic(name = "by-owner", label = "%statistic.byOwner", by = @By("owner"))
public class ContactEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @PersonalField(
            label = "%publicId",
            category = ADMINISTRATIVE,
            kind = IDENTIFIER,
            anonymize = TOKEN,
            mandatory = true)
    @Column(name = "public_id", nullable = false)
    UUID publicId;

    @Version
    long version;

    @SinglesOut(label = "%singles.company", measure = Strategy.UNLINK)
    @Column(name = "company_id")
    Long companyId;

    @PersonalField(
            label = "%firstName",
            category = IDENTITY,
            kind = IDENTIFIER,
            anonymize = CLEAR,
            mandatory = true,
            provided = true,
            source = "%source.entered")
    @Column(name = "first_name")
    String firstName;

    @PersonalField(
            label = "%lastName",
            category = IDENTITY,
            kind = IDENTIFIER,
            anonymize = CLEAR,
            mandatory = true,
            provided = true,
            source = "%source.entered")
    @Column(name = "last_name")
    String lastName;

    @PersonalField(
            label = "%sortKey",
            category = IDENTITY,
            kind = IDENTIFIER,
            anonymize = CLEAR,
            mandatory = true,
            extract = ExtractPolicy.WITHHOLD,
            ground = "%ground.technical")
    @Column(name = "sort_key", nullable = false)
    String sortKey;

    @PersonalField(
            label = "%searchKey",
            category = IDENTITY,
            kind = IDENTIFIER,
            anonymize = CLEAR,
            mandatory = true,
            extract = ExtractPolicy.WITHHOLD,
            ground = "%ground.technical")
    @Column(name = "search_key", nullable = false)
    String searchKey;

    @PersonalField(
            label = "%title",
            category = EMPLOYMENT,
            kind = QUASI_IDENTIFIER,
            anonymize = CLEAR,
            mandatory = true,
            provided = true,
            source = "%source.entered")
    String title;

    @PersonalField(
            label = "%department",
            category = EMPLOYMENT,
            kind = QUASI_IDENTIFIER,
            anonymize = CLEAR,
            mandatory = true,
            provided = true,
            source = "%source.entered")
    String department;

    @PersonalField(
            label = "%email",
            category = CONTACT_DETAILS,
            kind = IDENTIFIER,
            anonymize = CLEAR,
            mandatory = true,
            provided = true,
            source = "%source.entered",
            recognition = EMAIL)
    String email;

    @PersonalField(
            label = "%emailKey",
            category = CONTACT_DETAILS,
            kind = IDENTIFIER,
            anonymize = CLEAR,
            mandatory = true,
            extract = ExtractPolicy.WITHHOLD,
            ground = "%ground.technical")
    @Column(name = "email_key")
    String emailKey;

    @PersonalField(
            label = "%mobile",
            category = CONTACT_DETAILS,
            kind = IDENTIFIER,
            anonymize = CLEAR,
            mandatory = true,
            provided = true,
            source = "%source.entered",
            recognition = PHONE)
    String mobile;

    @PersonalField(
            label = "%phone",
            category = CONTACT_DETAILS,
            kind = IDENTIFIER,
            anonymize = CLEAR,
            mandatory = true,
            provided = true,
            source = "%source.entered",
            recognition = PHONE)
    String phone;

    @PersonalField(
            label = "%street",
            category = CONTACT_DETAILS,
            kind = IDENTIFIER,
            anonymize = CLEAR,
            mandatory = true,
            provided = true,
            source = "%source.entered")
    String street;

    @PersonalField(
            label = "%postalCode",
            category = CONTACT_DETAILS,
            kind = QUASI_IDENTIFIER,
            anonymize = CLEAR,
            mandatory = true,
            provided = true,
            source = "%source.entered")
    @Column(name = "postal_code")
    String postalCode;

    @PersonalField(
            label = "%city",
            category = CONTACT_DETAILS,
            kind = QUASI_IDENTIFIER,
            anonymize = CLEAR,
            mandatory = true,
            provided = true,
            source = "%source.entered")
    String city;

    @PersonalField(
            label = "%country",
            category = CONTACT_DETAILS,
            kind = QUASI_IDENTIFIER,
            anonymize = CLEAR,
            mandatory = true,
            provided = true,
            source = "%source.entered")
    String country;

    @PersonalField(
            label = "%website",
            category = CONTACT_DETAILS,
            kind = IDENTIFIER,
            anonymize = CLEAR,
            mandatory = true,
            provided = true,
            source = "%source.entered")
    String website;

    @PersonalField(label = "%notes", kind = FREE_TEXT, anonymize = CLEAR, mandatory = true, source = "%source.entered")
    String notes;

    @PersonalField(label = "%owner", category = ADMINISTRATIVE, anonymize = KEEP, ground = "%ground.employee")
    String owner;

    @Column(name = "anonymized_at")
    Instant anonymizedAt;

    @SinglesOut(label = "%createdAt", measure = Strategy.MONTH)
    @PersonalField(label = "%createdAt", category = ADMINISTRATIVE, anonymize = KEEP, ground = "%ground.statistics")
    @Column(name = "created_at", nullable = false)
    Instant createdAt;

    @SinglesOut(label = "%changedAt", measure = Strategy.MONTH)
    @PersonalField(label = "%changedAt", category = ADMINISTRATIVE, anonymize = KEEP, ground = "%ground.statistics")
    @Column(name = "changed_at", nullable = false)
    Instant changedAt;

    /** For JPA. */
    protected ContactEntity() {}

    static ContactEntity create(Instant now) {
        ContactEntity entity = new ContactEntity();
        entity.publicId = UUID.randomUUID();
        entity.createdAt = now;
        return entity;
    }

    /** Takes the values of a draft; the company is a {@link CompanyRef}, or null for none. */
    void write(ContactDraft draft, CompanyRef company, Instant now) {
        companyId = company == null ? null : company.key();
        firstName = draft.firstName();
        lastName = draft.lastName();
        sortKey = NameKey.person(firstName, lastName);
        title = draft.title();
        department = draft.department();
        email = draft.email();
        emailKey = EmailKey.of(email);
        mobile = draft.mobile();
        phone = draft.phone();
        street = draft.street();
        postalCode = draft.postalCode();
        city = draft.city();
        country = draft.country();
        website = draft.website();
        notes = draft.notes();
        owner = draft.owner();
        searchKey = NameKey.withCompany(
                SearchWords.key(firstName, lastName, title, email, mobile, phone),
                company == null ? null : company.searchKey());
        changedAt = now;
    }
}
