package org.gallra.sale;

import static org.gallra.api.personaldata.DataCategory.ADMINISTRATIVE;
import static org.gallra.api.personaldata.DataCategory.COMMUNICATION;
import static org.gallra.api.personaldata.DataCategory.FINANCIAL;
import static org.gallra.api.personaldata.FieldKind.FREE_TEXT;
import static org.gallra.api.personaldata.Strategy.CLEAR;
import static org.gallra.api.personaldata.Strategy.KEEP;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.GeneratedValue;
import javax.persistence.GenerationType;
import javax.persistence.Id;
import javax.persistence.Table;
import javax.persistence.Version;
import org.gallra.api.contact.ContactDirectory.Link;
import org.gallra.api.personaldata.By;
import org.gallra.api.personaldata.ContactMoment;
import org.gallra.api.personaldata.ExtractPolicy;
import org.gallra.api.personaldata.Granularity;
import org.gallra.api.personaldata.NotPersonal;
import org.gallra.api.personaldata.PersonalField;
import org.gallra.api.personaldata.PersonalRecord;
import org.gallra.api.personaldata.SinglesOut;
import org.gallra.api.personaldata.Statistic;
import org.gallra.api.personaldata.Strategy;
import org.gallra.api.search.SearchWords;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** A row of the table of sales. */
@NullUnmarked
@Entity
@Table(name = "sale")
@PersonalRecord(id = "sale.sale", label = "%sale", contact = "contactId", company = "companyId")
@Statistic(
        name = "by-month",
        label = "%statistic.byMonth",
        by = {@By("currency"), @By(value = "soldOn", each = Granularity.MONTH)},
        sum = "amount")
@Statistic(
        name = "by-owner",
        label = "%statistic.byOwner",
        by = {@By("owner"), @By("currency"), @By(value = "soldOn", each = Granularity.MONTH)},
        sum = "amount")
@Statistic(
        name = "by-company",
        label = "%statistic.byCompany",
        by = {@By("companyId"), @By("currency")},
        sum = "amount")
public class SaleEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @NotPersonal("random id of the sale")
    @Column(name = "public_id", nullable = false)
    String publicId;

    @Version
    long version;

    @Column(name = "contact_id")
    Long contactId;

    @SinglesOut(label = "%singles.company")
    @Column(name = "company_id")
    Long companyId;

    @PersonalField(label = "%orderNumber", category = FINANCIAL, anonymize = KEEP, ground = "%ground.bookkeeping")
    @Column(name = "order_number")
    String orderNumber;

    @PersonalField(
            label = "%invoiceNumber",
            category = FINANCIAL,
            anonymize = KEEP,
            ground = "%ground.bookkeeping",
            keepsRow = true)
    @Column(name = "invoice_number")
    String invoiceNumber;

    @PersonalField(
            label = "%description",
            category = FINANCIAL,
            kind = FREE_TEXT,
            anonymize = CLEAR,
            source = "%source.entered")
    String description;

    @PersonalField(
            label = "%notes",
            category = COMMUNICATION,
            kind = FREE_TEXT,
            anonymize = CLEAR,
            source = "%source.entered")
    String notes;

    @PersonalField(
            label = "%documents",
            category = FINANCIAL,
            kind = FREE_TEXT,
            anonymize = CLEAR,
            source = "%source.entered")
    String documents;

    @SinglesOut(label = "%amount")
    @PersonalField(label = "%amount", category = FINANCIAL, anonymize = KEEP, ground = "%ground.bookkeeping")
    @Column(nullable = false)
    BigDecimal amount;

    @PersonalField(label = "%currency", category = FINANCIAL, anonymize = KEEP, ground = "%ground.bookkeeping")
    @Column(nullable = false)
    String currency;

    @SinglesOut(label = "%soldOn")
    @ContactMoment
    @PersonalField(label = "%soldOn", category = FINANCIAL, anonymize = KEEP, ground = "%ground.bookkeeping")
    @Column(name = "sold_on", nullable = false)
    Date soldOn;

    @PersonalField(
            label = "%searchKey",
            category = FINANCIAL,
            kind = FREE_TEXT,
            anonymize = CLEAR,
            mandatory = true,
            extract = ExtractPolicy.WITHHOLD,
            ground = "%ground.technical")
    @Column(name = "search_key")
    String searchKey;

    @PersonalField(label = "%owner", category = ADMINISTRATIVE, anonymize = KEEP, ground = "%ground.employee")
    String owner;

    @SinglesOut(label = "%createdAt", measure = Strategy.MONTH)
    @PersonalField(label = "%createdAt", category = ADMINISTRATIVE, anonymize = KEEP, ground = "%ground.statistics")
    @Column(name = "created_at", nullable = false)
    Timestamp createdAt;

    @SinglesOut(label = "%changedAt", measure = Strategy.MONTH)
    @PersonalField(label = "%changedAt", category = ADMINISTRATIVE, anonymize = KEEP, ground = "%ground.statistics")
    @Column(name = "changed_at", nullable = false)
    Timestamp changedAt;

    /** For JPA. */
    protected SaleEntity() {}

    static SaleEntity create(Instant now) {
        SaleEntity entity = new SaleEntity();
        entity.publicId = UUID.randomUUID().toString();
        entity.createdAt = Timestamp.from(now);
        return entity;
    }

    void write(SaleDraft draft, Link link, String userName, Instant now) {
        contactId = link.contact();
        companyId = link.company();
        orderNumber = draft.orderNumber();
        invoiceNumber = draft.invoiceNumber();
        description = draft.description();
        notes = draft.notes();
        documents = draft.documents();
        amount = draft.amount();
        currency = draft.currency();
        soldOn = date(draft.soldOn());
        searchKey = SearchWords.key(description, orderNumber, invoiceNumber);
        owner = draft.owner() == null ? userName : draft.owner();
        changedAt = Timestamp.from(now);
    }

    private static Date date(@Nullable LocalDate day) {
        return day == null ? null : Date.valueOf(day);
    }
}
