package org.gallra.opportunity;

import static org.gallra.api.personaldata.DataCategory.ADMINISTRATIVE;
import static org.gallra.api.personaldata.DataCategory.COMMUNICATION;
import static org.gallra.api.personaldata.DataCategory.FINANCIAL;
import static org.gallra.api.personaldata.FieldKind.FREE_TEXT;
import static org.gallra.api.personaldata.FieldKind.QUASI_IDENTIFIER;
import static org.gallra.api.personaldata.Strategy.CLEAR;
import static org.gallra.api.personaldata.Strategy.KEEP;
import static org.gallra.api.personaldata.Strategy.MONTH;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.EnumType;
import javax.persistence.Enumerated;
import javax.persistence.GeneratedValue;
import javax.persistence.GenerationType;
import javax.persistence.Id;
import javax.persistence.Table;
import javax.persistence.Version;
import org.gallra.api.contact.ContactDirectory.Link;
import org.gallra.api.personaldata.By;
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

/** A row of the table of opportunities. */
@NullUnmarked
@Entity
@Table(name = "opportunity")
@PersonalRecord(id = "opportunity.opportunity", label = "%opportunity", contact = "contactId", company = "companyId")
@Statistic(
        name = "by-stage",
        label = "%statistic.byStage",
        by = {@By("stage"), @By("currency")},
        sum = "amount")
@Statistic(
        name = "closed-by-month",
        label = "%statistic.closedByMonth",
        by = {@By("stage"), @By("currency"), @By(value = "closedOn", each = Granularity.MONTH)},
        sum = "amount")
@Statistic(
        name = "expected-by-month",
        label = "%statistic.expectedByMonth",
        by = {@By("currency"), @By(value = "expectedOn", each = Granularity.MONTH)},
        sum = "amount")
@Statistic(
        name = "by-owner",
        label = "%statistic.byOwner",
        by = {@By("owner"), @By("currency")},
        sum = "amount")
@Statistic(
        name = "by-company",
        label = "%statistic.byCompany",
        by = {@By("companyId"), @By("currency")},
        sum = "amount")
public class OpportunityEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @NotPersonal("random id of the opportunity")
    @Column(name = "public_id", nullable = false)
    String publicId;

    @Version
    long version;

    @Column(name = "contact_id")
    Long contactId;

    @SinglesOut(label = "%singles.company", measure = Strategy.UNLINK)
    @Column(name = "company_id")
    Long companyId;

    @PersonalField(
            label = "%name",
            category = COMMUNICATION,
            kind = FREE_TEXT,
            anonymize = CLEAR,
            source = "%source.entered")
    String name;

    @PersonalField(
            label = "%notes",
            category = COMMUNICATION,
            kind = FREE_TEXT,
            anonymize = CLEAR,
            source = "%source.entered")
    String notes;

    @PersonalField(label = "%stage", category = FINANCIAL, anonymize = KEEP, ground = "%ground.statistics")
    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    Stage stage;

    @PersonalField(label = "%probability", category = FINANCIAL, anonymize = KEEP, ground = "%ground.statistics")
    int probability;

    @SinglesOut(label = "%amount", measure = Strategy.BUCKET, bucket = 10000)
    @PersonalField(label = "%amount", category = FINANCIAL, anonymize = KEEP, ground = "%ground.statistics")
    BigDecimal amount;

    @PersonalField(label = "%currency", category = FINANCIAL, anonymize = KEEP, ground = "%ground.statistics")
    @Column(nullable = false)
    String currency;

    @PersonalField(label = "%expectedOn", category = FINANCIAL, kind = QUASI_IDENTIFIER, anonymize = MONTH)
    @Column(name = "expected_on")
    Date expectedOn;

    @PersonalField(label = "%closedOn", category = FINANCIAL, kind = QUASI_IDENTIFIER, anonymize = MONTH)
    @Column(name = "closed_on")
    Date closedOn;

    @PersonalField(
            label = "%lostReason",
            category = COMMUNICATION,
            kind = FREE_TEXT,
            anonymize = CLEAR,
            source = "%source.entered")
    @Column(name = "lost_reason")
    String lostReason;

    @PersonalField(
            label = "%searchKey",
            category = COMMUNICATION,
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
    protected OpportunityEntity() {}

    static OpportunityEntity create(Instant now) {
        OpportunityEntity entity = new OpportunityEntity();
        entity.publicId = UUID.randomUUID().toString();
        entity.createdAt = Timestamp.from(now);
        return entity;
    }

    void write(OpportunityDraft draft, Link link, String userName, Instant now) {
        contactId = link.contact();
        companyId = link.company();
        name = draft.name();
        notes = draft.notes();
        stage = draft.stage();
        probability = draft.probability();
        amount = draft.amount();
        currency = draft.currency();
        expectedOn = date(draft.expectedOn());
        closedOn = date(draft.closedOn());
        lostReason = draft.lostReason();
        searchKey = SearchWords.key(name);
        owner = draft.owner() == null ? userName : draft.owner();
        changedAt = Timestamp.from(now);
    }

    /** Another stage brings its own probability; closed today or open again, and only what is lost has a reason for that. */
    void move(Stage to, LocalDate today, Instant now) {
        if (to == stage) {
            return;
        }
        stage = to;
        probability = to.probability();
        closedOn = to.closed() ? Date.valueOf(today) : null;
        lostReason = null;
        changedAt = Timestamp.from(now);
    }

    private static Date date(@Nullable LocalDate day) {
        return day == null ? null : Date.valueOf(day);
    }
}
