package org.gallra.sale;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.gallra.api.Page;
import org.gallra.api.access.Role;
import org.gallra.api.contact.ContactId;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.api.ui.Sealed;
import org.gallra.api.ui.UiContext;
import org.gallra.contact.SqlContactDirectory;
import org.gallra.testing.TestDatabase;
import org.gallra.testing.TestJpa;
import org.gallra.testing.TestUser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SalesPageTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Stockholm");

    private final TestUser ulf = new TestUser("ulf");
    private final ContactId contact = new ContactId(UUID.randomUUID());
    private final ContactId hidden = new ContactId(UUID.randomUUID());

    private void insert(TestDatabase database, ContactId id, String name) {
        database.inTransaction(c -> c.createStatement()
                .executeUpdate("INSERT INTO contact (public_id, version, last_name, sort_key, search_key, created_at,"
                        + " changed_at) VALUES ('" + id + "', 1, '" + name
                        + "', 'k', 'k', {ts '2026-01-01 00:00:00'}, {ts '2026-01-01 00:00:00'})"));
    }

    private static void sell(
            SaleService sales, ContactId contact, String what, String amount, LocalDate day, @Nullable String owner) {
        sales.create(new SaleDraft(
                contact, null, null, null, what, null, null, new BigDecimal(amount), "SEK", day, owner, null));
    }

    private String html(SaleService sales, Map<String, String> parameters) throws IOException {
        StringWriter out = new StringWriter();
        UiContext context = new UiContext(
                null, null, false, ulf.caller(), Locale.forLanguageTag("sv"), ZONE, "secret", "/ui/sales");
        new SalesPage(sales).render(context, parameters, out);
        return out.toString();
    }

    @ParameterizedTest
    @EnumSource
    void showsAPeriodWithItsSum(Kind kind) throws IOException {
        try (TestDatabase database = TestDatabase.of(kind, "contact", "sale");
                TestJpa jpa = new TestJpa("org.gallra.sale", database)) {
            SqlContactDirectory directory = new SqlContactDirectory(database, ulf, ulf);
            SaleService sales = new SaleService(jpa, database, directory, ulf, ulf);
            insert(database, contact, "<Ek>");
            insert(database, hidden, "Dold");
            assertThat(html(sales, Map.of())).contains("Ingen försäljning i perioden");
            LocalDate today = LocalDate.now(ZONE);
            sell(sales, contact, "I dag <b>", "100.50", today, null);
            sell(sales, contact, "Också i dag", "200", today, null);
            sell(sales, contact, "Evas", "1000", today, "eva");
            sell(sales, hidden, "Hemlig", "7000", today, null);
            sell(sales, contact, "Gammal", "5", today.minusYears(1), null);
            database.inTransaction(c -> c.createStatement()
                    .executeUpdate("INSERT INTO contact_restriction (subject, cause) SELECT id, 'test' FROM contact"
                            + " WHERE public_id = '" + hidden + "'"));
            assertThat(html(sales, Map.of()))
                    .contains("I dag &lt;b&gt;", "Också i dag", "&lt;Ek&gt;", "<dd>300,50\u00a0SEK</dd>", "<dd>2</dd>")
                    .doesNotContain("Evas", "Hemlig", "Gammal");
            assertThat(sales.find("ocksa dag", 5)).extracting(Sale::description).containsExactly("Också i dag");
            assertThat(html(sales, Map.of("w", Sealed.seal("ocksa"))))
                    .contains("Också i dag", "<dd>200\u00a0SEK</dd>")
                    .doesNotContain("I dag &lt;b&gt;", "=ocksa");
            assertThat(sales.count("dag")).isEqualTo(2);
            assertThat(sales.find("hemlig", 5)).as("of restricted people").isEmpty();
            assertThat(html(sales, Map.of("who", "all", "period", "month")))
                    .contains("Evas", "300,50\u00a0SEK")
                    .doesNotContain("Hemlig");
            assertThat(html(sales, Map.of("period", "last-year")))
                    .contains("Gammal", "<dd>5\u00a0SEK</dd>")
                    .doesNotContain("Också");
            ulf.become(Role.SYSTEM_ADMINISTRATOR);
            assertThat(html(sales, Map.of("period", "ever"))).contains("Hemlig", "Gammal", "<dd>4</dd>");
        }
    }

    @ParameterizedTest
    @EnumSource
    void pagesFromTheLatestToTheFirst(Kind kind) {
        try (TestDatabase database = TestDatabase.of(kind, "contact", "sale");
                TestJpa jpa = new TestJpa("org.gallra.sale", database)) {
            SqlContactDirectory directory = new SqlContactDirectory(database, ulf, ulf);
            SaleService sales = new SaleService(jpa, database, directory, ulf, ulf);
            insert(database, contact, "Ek");
            for (int i = 0; i < 10; i++) {
                sell(
                        sales,
                        contact,
                        "nr " + i,
                        "1",
                        LocalDate.parse("2026-01-01").plusDays(i / 3),
                        i % 2 == 0 ? null : "eva");
            }
            List<String> paged = new ArrayList<>();
            String cursor = null;
            do {
                Page<Sale> page = sales.look(
                        new SaleQuery(null, null, null, null, null, null, SaleQuery.Sort.SOLD, true, cursor, 3));
                page.items().forEach(s -> paged.add(s.description()));
                assertThat(page.total()).isEqualTo(page.items().size());
                assertThat(page.totalCapped()).isEqualTo(page.next() != null);
                cursor = page.next();
            } while (cursor != null);
            assertThat(paged)
                    .containsExactly("nr 9", "nr 8", "nr 7", "nr 6", "nr 5", "nr 4", "nr 3", "nr 2", "nr 1", "nr 0");
        }
    }
}
