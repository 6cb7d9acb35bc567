package org.gallra.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.groups.Tuple;
import org.gallra.api.GallraException;
import org.gallra.api.GallraException.Code;
import org.gallra.api.contact.ContactId;
import org.gallra.api.erasure.ErasureEngine;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.ErasureReceipt;
import org.gallra.api.erasure.ErasureRequest;
import org.gallra.api.erasure.SinglingOut;
import org.gallra.api.erasure.SinglingOut.Trait;
import org.gallra.api.erasure.StalePlanException;
import org.gallra.api.erasure.StatisticProof;
import org.gallra.api.erasure.StatisticProof.Basis;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.api.personaldata.Strategy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What remains of people and singles them out, and what is done about it. */
class SinglingOutTest {

    private static final String COMPANY = "contact.contact.companyId";
    private static final String CREATED = "contact.contact.createdAt";
    private static final String AMOUNT = "opportunity.opportunity.amount";
    private static final String STARTS = "meeting.meeting.startsAt";

    /** Four people of one month: one alone at her company, three at another; two of them in one meeting. */
    private static final class Town implements AutoCloseable {

        final Fixture fixture;
        final List<ContactId> people;

        Town(Kind kind) {
            fixture = new Fixture(kind);
            people = List.of(fixture.contact(1), fixture.contact(2), fixture.contact(3), fixture.contact(4));
            for (int i = 0; i < 2; i++) {
                fixture.execute(
                        "INSERT INTO company (public_id, version, name, name_key, search_key, created_at, changed_at)"
                                + " VALUES (?, 1, 'Bolag', 'k', 'k', ?, ?)",
                        new UUID(1, i).toString(),
                        Fixture.before(9),
                        Fixture.before(9));
            }
            List<Long> firms = fixture.longs("SELECT id FROM company ORDER BY id");
            for (int i = 0; i < people.size(); i++) {
                fixture.execute(
                        "UPDATE contact SET company_id = ? WHERE public_id = ?",
                        firms.get(i == 0 ? 0 : 1),
                        people.get(i).toString());
            }
            opportunity(0, "12345.00");
            opportunity(1, "17000.00");
            fixture.execute(
                    "INSERT INTO meeting (public_id, version, subject, starts_at, created_at, changed_at) VALUES (?, 1, 'Lunch',"
                            + " ?, ?, ?)",
                    new UUID(4, 1).toString(),
                    Fixture.before(5),
                    Fixture.before(5),
                    Fixture.before(5));
            long meeting = fixture.longs("SELECT id FROM meeting").get(0);
            for (int i : new int[] {0, 2}) {
                fixture.execute(
                        "INSERT INTO meeting_participant (meeting_id, contact_id) VALUES (?, ?)", meeting, key(i));
            }
        }

        private long key(int person) {
            return fixture.longs(
                            "SELECT id FROM contact WHERE public_id = ?",
                            people.get(person).toString())
                    .get(0);
        }

        private void opportunity(int person, String amount) {
            fixture.execute(
                    "INSERT INTO opportunity (public_id, version, contact_id, stage, probability, amount, currency, created_at,"
                            + " changed_at) VALUES (?, 1, ?, 'WON', 100, ?, 'SEK', ?, ?)",
                    UUID.randomUUID().toString(),
                    key(person),
                    new BigDecimal(amount),
                    Fixture.before(3),
                    Fixture.before(3));
        }

        ErasureEngine engine() {
            return fixture.local.engine();
        }

        ErasurePlan plan() {
            return engine().plan(ErasureRequest.anonymize(people.subList(0, 2), Set.of()));
        }

        @Override
        public void close() {
            fixture.close();
        }
    }

    private static Trait trait(SinglingOut found, String id) {
        return found.traits().stream()
                .filter(t -> t.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Tuple counts(SinglingOut found, String id) {
        Trait trait = trait(found, id);
        return Tuple.tuple(trait.left(), trait.taken(), trait.people(), trait.smallest(), trait.alone(), trait.few());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void groupsArePeopleWhoShareWhatRemains(Kind kind) {
        try (Town town = new Town(kind)) {
            ErasurePlan plan = town.plan();

            SinglingOut found = town.engine().singlingOut(plan.id(), 3);

            assertThat(found.people()).isEqualTo(2);
            assertThat(found.smallest()).isEqualTo(1);
            // one is the only contact of her company, the other is one of three
            assertThat(counts(found, COMPANY)).isEqualTo(Tuple.tuple(Strategy.KEEP, false, 2L, 1L, 1L, 1L));
            assertThat(trait(found, COMPANY).measure()).isEqualTo(Strategy.UNLINK);
            // four days of one month
            assertThat(counts(found, CREATED)).isEqualTo(Tuple.tuple(Strategy.KEEP, false, 2L, 1L, 2L, 2L));
            assertThat(counts(found, AMOUNT)).isEqualTo(Tuple.tuple(Strategy.KEEP, false, 2L, 1L, 2L, 2L));
            // a field that was not chosen: two shared the meeting
            assertThat(counts(found, STARTS)).isEqualTo(Tuple.tuple(Strategy.KEEP, false, 1L, 2L, 0L, 1L));
            assertThat(trait(found, STARTS).measure()).isEqualTo(Strategy.MONTH);
            assertThat(counts(found, "meeting.meeting.subject"))
                    .isEqualTo(Tuple.tuple(Strategy.KEEP, false, 1L, 2L, 0L, 1L));
            // what goes anyway singles nobody out
            assertThat(found.traits()).noneMatch(t -> t.id().equals("contact.contact.title"));
            assertThat(town.engine().singlingOut(plan.id(), 2).traits())
                    .filteredOn(t -> t.id().equals(STARTS))
                    .extracting(Trait::few)
                    .containsExactly(0L);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aMeasureBelongsToThePlanTheActAndTheReceipt(Kind kind) {
        try (Town town = new Town(kind)) {
            ErasurePlan plan = town.plan();
            assertThat(plan.statistics()).allMatch(ErasurePlan.StatisticPlan::same);

            ErasurePlan all = town.engine().generalize(plan.id(), Set.of(COMPANY, CREATED, AMOUNT, STARTS));
            assertThat(all.digest()).isNotEqualTo(plan.digest());
            assertThat(all.fields()).contains(COMPANY, CREATED, AMOUNT, STARTS);
            SinglingOut found = town.engine().singlingOut(plan.id(), 3);
            assertThat(found.plan()).isEqualTo(all.digest());
            assertThat(counts(found, COMPANY)).isEqualTo(Tuple.tuple(Strategy.UNLINK, true, 0L, 0L, 0L, 0L));
            assertThat(counts(found, CREATED)).isEqualTo(Tuple.tuple(Strategy.MONTH, true, 2L, 4L, 0L, 0L));
            // both amounts are 10,000 and something
            assertThat(counts(found, AMOUNT)).isEqualTo(Tuple.tuple(Strategy.BUCKET, true, 2L, 2L, 0L, 2L));

            // the amount is given up, the field that was chosen stays so
            ErasurePlan fewer = town.engine().generalize(plan.id(), Set.of(COMPANY, CREATED));
            assertThat(fewer.fields()).contains(COMPANY, CREATED, STARTS).doesNotContain(AMOUNT);
            ErasurePlan last = town.engine().generalize(plan.id(), Set.of(COMPANY, CREATED, AMOUNT));

            assertThatThrownBy(() -> town.engine().execute(plan.id(), plan.digest(), false))
                    .isInstanceOf(StalePlanException.class);
            ErasureReceipt receipt = Objects.requireNonNull(
                    town.engine().execute(plan.id(), last.digest(), false).receipt());

            assertThat(receipt.fields()).contains(COMPANY, CREATED, AMOUNT, STARTS);
            Fixture fixture = town.fixture;
            assertThat(fixture.longs(
                            "SELECT COUNT(*) FROM contact WHERE anonymized_at IS NOT NULL AND company_id IS NULL AND"
                                    + " created_at = {ts '2026-06-01 00:00:00'}"))
                    .containsExactly(2L);
            assertThat(fixture.longs("SELECT COUNT(*) FROM opportunity WHERE amount = 10000"))
                    .containsExactly(2L);
            // what that does to figures is named
            StatisticProof companies = proof(receipt, "contact.contact.by-company");
            assertThat(companies.basis()).isEqualTo(Basis.MEASURED);
            assertThat(companies.equal()).isFalse();
            assertThat(companies.fewer()).isZero();
            assertThat(companies.moved()).isEqualTo(2);
            StatisticProof stages = proof(receipt, "opportunity.opportunity.by-stage");
            assertThat(stages.equal()).isFalse();
            assertThat(stages.moved()).isZero();
            assertThat(stages.less()).isEqualByComparingTo("9345");
            assertThat(proof(receipt, "contact.contact.created-by-month").basis())
                    .isEqualTo(Basis.WITHIN_PERIOD);
            assertThat(proof(receipt, "opportunity.opportunity.closed-by-month").less())
                    .isEqualByComparingTo("9345");
        }
    }

    private static StatisticProof proof(ErasureReceipt receipt, String id) {
        return receipt.statistics().stream()
                .filter(p -> p.statistic().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void onlyAPlanThatCanStillChangeIsCountedAnew(Kind kind) {
        try (Town town = new Town(kind)) {
            ErasurePlan plan = town.plan();
            refused(Code.INVALID, () -> town.engine().generalize(plan.id(), Set.of("contact.contact.owner")));
            refused(Code.INVALID, () -> town.engine().singlingOut(plan.id(), 1));
            refused(Code.INVALID, () -> town.engine()
                    .plan(ErasureRequest.anonymize(town.people, Set.of("sale.sale.amount"))));
            ErasurePlan deletion = town.engine().plan(ErasureRequest.deleteContacts(town.people));
            refused(Code.CONFLICT, () -> town.engine().singlingOut(deletion.id(), 3));
            // asked for at once, as a rule does
            ErasurePlan direct = town.engine().plan(ErasureRequest.anonymize(town.people, Set.of("*", COMPANY)));
            assertThat(direct.fields()).contains(COMPANY).doesNotContain(CREATED);
            town.engine().execute(plan.id(), plan.digest(), false);
            refused(Code.CONFLICT, () -> town.engine().generalize(plan.id(), Set.of(COMPANY)));
        }
    }

    private static void refused(Code code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(GallraException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }
}
