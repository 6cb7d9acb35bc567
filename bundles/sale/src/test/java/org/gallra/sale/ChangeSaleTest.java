package org.gallra.sale;

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

class ChangeSaleTest {

    @ParameterizedTest
    @EnumSource
    void changesWhatWasSentAndNothingElse(Kind kind) {
        TestUser ulf = new TestUser("ulf");
        ContactId contact = new ContactId(UUID.randomUUID());
        try (TestDatabase database = TestDatabase.of(kind, "contact", "sale");
                TestJpa jpa = new TestJpa("org.gallra.sale", database)) {
            SaleService sales = new SaleService(jpa, database, new SqlContactDirectory(database, ulf, ulf), ulf, ulf);
            database.inTransaction(c -> c.createStatement()
                    .executeUpdate(
                            "INSERT INTO contact (public_id, version, last_name, sort_key, search_key, created_at,"
                                    + " changed_at) VALUES ('" + contact
                                    + "', 1, 'Ek', 'k', 'k', {ts '2026-01-01 00:00:00'}, {ts '2026-01-01 00:00:00'})"));
            Sale one = sales.create(new SaleDraft(
                    contact,
                    null,
                    "O-1",
                    "F-1",
                    "Vara <b>",
                    "rad\nrad",
                    "avtal.pdf",
                    new BigDecimal("-12500.50"),
                    "EUR",
                    LocalDate.parse("2026-02-03"),
                    "eva"));
            FormProbe probe = new FormProbe(new ChangeSale(sales), ulf.caller());
            Map<String, List<String>> form = probe.fields(one.id());
            probe.send(one.id(), form);
            assertThat(sales.get(one.id()))
                    .usingRecursiveComparison()
                    .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                    .ignoringFields("version", "changedAt")
                    .isEqualTo(one);
            assertThat(catchThrowableOfType(GallraException.class, () -> probe.send(one.id(), form))
                            .code())
                    .isEqualTo(GallraException.Code.STALE);
            Map<String, List<String>> again = probe.fields(one.id());
            again.put("amount", List.of("1 000,25"));
            again.put("invoiceNumber", List.of(""));
            probe.send(one.id(), again);
            assertThat(sales.get(one.id()).amount()).isEqualByComparingTo("1000.25");
            assertThat(sales.get(one.id()).invoiceNumber()).isNull();
            assertThat(sales.get(one.id()).orderNumber()).isEqualTo("O-1");
        }
    }
}
