package org.gallra.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactId;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.ErasurePlan.StatisticPlan;
import org.gallra.api.erasure.ErasureRequest;
import org.gallra.api.erasure.StatisticProof;
import org.gallra.api.erasure.StatisticProof.Basis;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SqlFragment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What reports draw, before and after an act. */
class StatisticsTest {

    private static ErasurePlan execute(Fixture fixture, ErasurePlan plan) {
        ErasurePlan done = fixture.local.engine().execute(plan.id(), plan.digest(), false);
        assertThat(done.state()).isEqualTo(ErasurePlan.State.DONE);
        return done;
    }

    private static Map<String, StatisticProof> proofs(ErasurePlan done) {
        return new TreeMap<>(Objects.requireNonNull(done.receipt()).statistics().stream()
                .collect(Collectors.toMap(StatisticProof::statistic, Function.identity())));
    }

    private static ContactId contact(int number) {
        return new ContactId(new UUID(2, number));
    }

    /** How many done activities there are of each kind and month, counted by hand. */
    private static List<String> doneByMonth(Fixture fixture) {
        String year = "EXTRACT(YEAR FROM done_at)";
        String month = "EXTRACT(MONTH FROM done_at)";
        if (fixture.database.kind() == Kind.DERBY) {
            year = "YEAR(done_at)";
            month = "MONTH(done_at)";
        }
        String select = "SELECT kind, y, m, COUNT(*) FROM (SELECT kind, " + year + " AS y, " + month
                + " AS m FROM activity) a GROUP BY kind, y, m ORDER BY kind, y, m";
        return fixture.database.read(connection -> Rows.list(
                connection,
                SqlFragment.of(select),
                row -> row.getString(1) + row.getLong(2) + "-" + row.getLong(3) + ":" + row.getLong(4)));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void anonymizingEverythingMeasuresNothingAndChangesNoFigure(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            fixture.populate(40);
            List<String> before = doneByMonth(fixture);
            ErasurePlan plan = fixture.local
                    .engine()
                    .plan(ErasureRequest.anonymize(List.of(contact(1), contact(2), contact(3)), Set.of("*")));
            assertThat(plan.statistics()).hasSizeGreaterThan(12).allMatch(StatisticPlan::same);
            assertThat(plan.statistics())
                    .filteredOn(s -> s.statistic().equals("activity.activity.done-by-month"))
                    .extracting(StatisticPlan::basis, StatisticPlan::rows)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple(Basis.WITHIN_PERIOD, 6L));

            Map<String, StatisticProof> proofs = proofs(execute(fixture, plan));

            assertThat(proofs.values()).allMatch(StatisticProof::equal).noneMatch(p -> p.basis() == Basis.MEASURED);
            assertThat(Objects.requireNonNull(proofs.get("sale.sale.by-month")).basis())
                    .isEqualTo(Basis.UNWRITTEN);
            assertThat(doneByMonth(fixture)).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aDeletionNamesWhatIsMissingAfterwards(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            fixture.populate(40);
            ContactId gone = contact(20);
            // sales 25 and 5 of 4 * i are theirs: give them amounts of their own
            long key = fixture.longs("SELECT id FROM contact WHERE public_id = ?", gone.toString())
                    .get(0);
            fixture.execute("DELETE FROM sale");
            for (int i = 1; i <= 3; i++) {
                fixture.execute(
                        "INSERT INTO sale (public_id, version, contact_id, amount, currency, sold_on, invoice_number,"
                                + " created_at, changed_at) VALUES (?, 1, ?, ?, 'SEK', ?, ?, ?, ?)",
                        UUID.randomUUID().toString(),
                        key,
                        new BigDecimal("100.50").multiply(BigDecimal.valueOf(i)),
                        java.sql.Date.valueOf("2026-0" + i + "-15"),
                        i == 3 ? "F-3" : null,
                        Fixture.before(1),
                        Fixture.before(1));
            }
            ErasurePlan plan = fixture.local.engine().plan(ErasureRequest.deleteContacts(List.of(gone)));
            assertThat(plan.statistics())
                    .filteredOn(s -> s.record().equals("sale.sale"))
                    .hasSize(3)
                    .allMatch(s -> s.basis() == Basis.MEASURED && s.rows() == 3 && s.fewer() == 2);
            long activities = fixture.longs("SELECT COUNT(*) FROM activity WHERE contact_id = ?", key)
                    .get(0);

            Map<String, StatisticProof> proofs = proofs(execute(fixture, plan));

            // the invoiced one stays for bookkeeping, without its person
            StatisticProof sales = Objects.requireNonNull(proofs.get("sale.sale.by-month"));
            assertThat(sales.equal()).isFalse();
            assertThat(sales.rows()).isEqualTo(3);
            assertThat(sales.fewer()).isEqualTo(2);
            assertThat(sales.moved()).isZero();
            assertThat(sales.less()).isEqualByComparingTo("301.50");
            StatisticProof done = Objects.requireNonNull(proofs.get("activity.activity.done-by-month"));
            assertThat(done.fewer()).isEqualTo(activities).isPositive();
            assertThat(done.less()).isZero();
            assertThat(Objects.requireNonNull(proofs.get("contact.contact.by-company"))
                            .fewer())
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void batchesAreSummedUp(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            fixture.populate(1_200); // 500 at a time
            CompanyId company = new CompanyId(new UUID(1, 0));
            ErasurePlan plan = fixture.local
                    .engine()
                    .plan(new ErasureRequest(ErasureAction.DELETE, List.of(), null, List.of(company), Set.of(), null));
            execute(fixture, plan);
            fixture.execute("UPDATE contact SET company_id = (SELECT MIN(id) FROM company)");
            long contacts = fixture.longs("SELECT COUNT(*) FROM contact").get(0);
            CompanyId all = new CompanyId(UUID.fromString(fixture.database
                    .read(c -> Rows.list(
                            c, SqlFragment.of("SELECT public_id FROM company ORDER BY id"), row -> row.getString(1)))
                    .get(0)));
            ErasurePlan every = fixture.local
                    .engine()
                    .plan(new ErasureRequest(ErasureAction.DELETE, List.of(), null, List.of(all), Set.of(), null));
            assertThat(every.batches()).isEqualTo(3);
            StatisticProof proof =
                    Objects.requireNonNull(proofs(execute(fixture, every)).get("contact.contact.by-company"));
            assertThat(proof.rows()).isEqualTo(contacts);
            assertThat(proof.fewer()).isEqualTo(contacts);
        }
    }
}
