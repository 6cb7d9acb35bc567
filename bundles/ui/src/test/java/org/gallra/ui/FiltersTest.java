package org.gallra.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.contact.ContactFilter;
import org.gallra.ui.Filters.Form;
import org.junit.jupiter.api.Test;

class FiltersTest {

    private static final Form FORM = new Form(
            "Öberg; a=b&c",
            UUID.randomUUID().toString(),
            "kund",
            "Åre",
            "anna",
            "2026-03-01",
            "2026-03-31",
            "",
            "ONLY",
            "false",
            "30",
            java.util.Map.of("purpose", "~", "note", "a=b"),
            java.util.Map.of("is.sample.attended", "1"));

    @Test
    void anAddressCarriesAFilterWithoutShowingIt() {
        String token = FORM.token();
        assertThat(Filters.read(token)).isEqualTo(FORM);
        assertThat(token).matches("[A-Za-z0-9_-]+").doesNotContain("berg", "anna");
        assertThat(FORM.token()).as("the same filter twice").isNotEqualTo(token);
    }

    @Test
    void daysAreThoseOfSwedenAndTheLastOneCounts() {
        ContactFilter filter = FORM.filter();
        assertThat(filter.createdFrom()).isEqualTo(Instant.parse("2026-02-28T23:00:00Z"));
        assertThat(filter.createdTo())
                .as("after the change to summer time")
                .isEqualTo(Instant.parse("2026-03-31T22:00:00Z"));
    }

    @Test
    void aDayThatIsNoneIsRefusedAndNotLeftOut() {
        Form wrong =
                new Form("", "", "", "", "", "2026-02-30", "", "", "", "", "", java.util.Map.of(), java.util.Map.of());
        assertThatThrownBy(wrong::filter).isInstanceOf(GallraException.class);
    }

    @Test
    void aSelectionThatCannotBeReadIsRefusedAndNeverBecomesEverybody() {
        MultivaluedMap<String, String> form = new MultivaluedHashMap<>();
        form.putSingle("all", "1");
        form.putSingle("f", FORM.token().substring(1) + "A");
        assertThatThrownBy(() -> Marked.all(form)).isInstanceOf(GallraException.class);
        form.putSingle("f", FORM.token());
        assertThat(Marked.all(form)).isEqualTo(FORM.filter());
        form.putSingle("all", "0");
        assertThat(Marked.all(form)).isNull();
    }
}
