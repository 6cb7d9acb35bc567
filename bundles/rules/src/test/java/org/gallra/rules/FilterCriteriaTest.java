package org.gallra.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.gallra.api.GallraException;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.selection.CriterionFilter;
import org.gallra.api.selection.ListCriteria;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whom a condition of a bundle leaves in the list of contacts. */
class FilterCriteriaTest {

    private static final String BUYERS = """
            SELECT c.id FROM contact c WHERE c.company_id IN
              (SELECT s.company_id FROM sale s WHERE s.company_id IS NOT NULL AND s.sold_on >= ? AND s.sold_on <= ?)
            """;

    @ParameterizedTest
    @EnumSource
    void aConditionAndItsContraryDivideEverybodyWhicheverOfThemTheQueryNames(Kind kind) {
        try (Fixture fixture = new Fixture(kind)) {
            fixture.populate(400);
            var today = java.time.LocalDate.ofInstant(fixture.now, java.time.ZoneOffset.UTC);
            Set<Long> buyers = new HashSet<>(
                    fixture.longs(BUYERS, java.sql.Date.valueOf(today.minusDays(365)), java.sql.Date.valueOf(today)));
            Set<Long> everybody = new HashSet<>(fixture.longs("SELECT id FROM contact"));
            assertThat(buyers).hasSizeBetween(10, 390);
            Set<Long> others = new HashSet<>(everybody);
            others.removeAll(buyers);
            for (boolean holds : new boolean[] {true, false}) {
                assertThat(shown(fixture, new CriterionFilter("sale.buying-customer", holds, Map.of("is", "yes"))))
                        .isEqualTo(holds ? buyers : others);
                assertThat(shown(fixture, new CriterionFilter("sale.buying-customer", holds, Map.of("is", "no"))))
                        .isEqualTo(holds ? others : buyers);
            }
        }
    }

    private static Set<Long> shown(Fixture fixture, CriterionFilter filter) {
        ListCriteria.Condition condition = criteria(fixture).condition(filter, "c.id", "met", fixture.now);
        return fixture.keys(SqlFragment.of("SELECT c.id FROM contact c")
                .append(condition.join())
                .append(" WHERE 1 = 1")
                .append(condition.where()));
    }

    private static ListCriteria criteria(Fixture fixture) {
        return new FilterCriteria(() -> fixture.criteria, fixture.database);
    }

    @Test
    void whatIsNotThereRefusesTheListAndWhatDoesNotOfferItselfIsNotOffered() {
        try (Fixture fixture = new Fixture(Kind.DERBY)) {
            ListCriteria criteria = criteria(fixture);
            assertThat(criteria.offered())
                    .extracting(ListCriteria.Offered::id)
                    .as("those that say they are fit for lists")
                    .contains("sale.buying-customer")
                    .doesNotContain("core.never-contacted");
            CriterionFilter gone = new CriterionFilter("acme.gone", true, Map.of());
            assertThatThrownBy(() -> criteria.condition(gone, "c.id", "met", fixture.now))
                    .isInstanceOfSatisfying(
                            GallraException.class, e -> assertThat(e.code()).isEqualTo(GallraException.Code.GONE));
            assertThat(criteria.words(new CriterionFilter("core.never-contacted", false, Map.of()))
                            .sv())
                    .startsWith("inte: ");
            CriterionFilter wrong = new CriterionFilter("sale.buying-customer", true, Map.of("is", "maybe"));
            assertThatThrownBy(() -> criteria.words(wrong)).isInstanceOf(GallraException.class);
        }
    }
}
