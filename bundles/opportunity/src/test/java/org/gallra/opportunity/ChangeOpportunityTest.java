package org.gallra.opportunity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.contact.ContactId;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.contact.SqlContactDirectory;
import org.gallra.testing.FormProbe;
import org.gallra.testing.TestDatabase;
import org.gallra.testing.TestJpa;
import org.gallra.testing.TestUser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChangeOpportunityTest {

    @ParameterizedTest
    @EnumSource
    void changesWhatWasSentAndOpensWhatWasClosed(Kind kind) {
        TestUser ulf = new TestUser("ulf");
        ContactId contact = new ContactId(UUID.randomUUID());
        try (TestDatabase database = TestDatabase.of(kind, "contact", "opportunity");
                TestJpa jpa = new TestJpa("org.gallra.opportunity", database)) {
            OpportunityService opportunities =
                    new OpportunityService(jpa, database, new SqlContactDirectory(database, ulf, ulf), ulf, ulf);
            database.inTransaction(c -> c.createStatement()
                    .executeUpdate(
                            "INSERT INTO contact (public_id, version, last_name, sort_key, search_key, created_at,"
                                    + " changed_at) VALUES ('" + contact
                                    + "', 1, 'Ek', 'k', 'k', {ts '2026-01-01 00:00:00'}, {ts '2026-01-01 00:00:00'})"));
            Opportunity one = opportunities.create(new OpportunityDraft(
                    contact,
                    null,
                    "Affär <b>",
                    "rad\nrad",
                    Stage.LOST,
                    null,
                    new BigDecimal("12500.50"),
                    "EUR",
                    LocalDate.parse("2026-02-03"),
                    LocalDate.parse("2026-02-04"),
                    "Priset",
                    "eva"));
            FormProbe probe = new FormProbe(new ChangeOpportunity(opportunities), ulf.caller());
            Map<String, List<String>> form = probe.fields(one.id());
            probe.send(one.id(), form);
            assertThat(opportunities.get(one.id()))
                    .usingRecursiveComparison()
                    .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                    .ignoringFields("version", "changedAt")
                    .isEqualTo(one);
            assertThat(catchThrowableOfType(GallraException.class, () -> probe.send(one.id(), form))
                            .code())
                    .isEqualTo(GallraException.Code.STALE);
            Map<String, List<String>> open = probe.fields(one.id());
            open.put("stage", List.of("NEW"));
            probe.send(one.id(), open);
            Opportunity opened = opportunities.get(one.id());
            assertThat(opened.closedOn()).isNull();
            assertThat(opened.lostReason()).isNull();
            assertThat(opened.probability()).isEqualTo(Stage.NEW.probability());
            Map<String, List<String>> likely = probe.fields(one.id());
            likely.put("probability", List.of("65 %"));
            probe.send(one.id(), likely);
            assertThat(opportunities.get(one.id()).probability()).isEqualTo(65);
            Map<String, List<String>> wrong = probe.fields(one.id());
            wrong.put("probability", List.of("kanske"));
            assertThat(catchThrowableOfType(GallraException.class, () -> probe.send(one.id(), wrong))
                            .violations())
                    .extracting(GallraException.Violation::field)
                    .containsExactly("probability");
        }
    }
}
