package org.gallra.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.gallra.api.selection.CriterionFilter;
import org.junit.jupiter.api.Test;

/** Conditions of bundles on their way through form, address and chips. */
class FilterCriteriaTest {

    private static final Map<String, String> SENT = Map.of(
            "is.sample.attended", "0",
            "with.sample.attended.days", "30",
            "is.sale.buying-customer", "",
            "with.sale.buying-customer.is", "yes",
            "free.intressen", "golf",
            "text", "Berg");

    @Test
    void whatIsChosenTravelsWithWhatWasFilledInForItAndNothingElse() {
        Filters.Form form = Filters.Form.of(SENT);
        assertThat(form.criteria())
                .containsOnly(Map.entry("is.sample.attended", "0"), Map.entry("with.sample.attended.days", "30"));
        assertThat(form.conditions()).isEqualTo(3);
        Filters.Form back = Filters.read(form.token());
        assertThat(back).isEqualTo(form);
        assertThat(Filters.Form.of(back.values())).isEqualTo(form);
        assertThat(back.filter().criteria())
                .isEqualTo(List.of(new CriterionFilter("sample.attended", false, Map.of("days", "30"))));
    }

    @Test
    void aCriterionOfOneChoiceIsChosenAtOnce() {
        assertThat(Filters.Form.of(Map.of("is.sale.buying-customer", "1:is=no")).criteria())
                .containsOnly(
                        Map.entry("is.sale.buying-customer", "1"), Map.entry("with.sale.buying-customer.is", "no"));
        assertThat(Filters.Form.of(Map.of("is.sale.buying-customer", "2:is=no")).empty())
                .isTrue();
    }

    @Test
    void oneThatIsTakenAwayTakesWhatWasFilledInForItAlong() {
        Filters.Form less = Filters.Form.of(SENT).without("is.sample.attended");
        assertThat(less.criteria()).isEmpty();
        assertThat(less.free()).containsEntry("intressen", "golf");
        assertThat(less.withText("Dal").conditions()).isEqualTo(2);
    }
}
