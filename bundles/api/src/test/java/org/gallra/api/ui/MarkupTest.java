package org.gallra.api.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.gallra.api.Page;
import org.gallra.api.Text;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactId;
import org.gallra.api.ui.Markup.Choice;
import org.junit.jupiter.api.Test;

class MarkupTest {

    private static final List<Choice> SHOWS =
            List.of(new Choice("open", new Text("Öppna", "Open")), new Choice("won", new Text("Vunna", "Won")));

    private final StringWriter out = new StringWriter();
    private final Markup markup = new Markup(out, Locale.forLanguageTag("sv"));

    @Test
    void anAddressKeepsWhatIsShownAndEncodesIt() {
        PageAddress address = PageAddress.of("/ui/x").with("who", "all").with("cursor", "a&b=c");
        assertThat(address).hasToString("/ui/x?cursor=a%26b%3Dc&who=all");
        assertThat(address.with("cursor", null).with("who", "")).hasToString("/ui/x");
        assertThat(address.with("who", "mine")).hasToString("/ui/x?cursor=a%26b%3Dc&who=mine");
    }

    @Test
    void timesOfWorkAreInWordsWhereTheDayIsNear() throws IOException {
        ZoneId zone = ZoneId.of("Europe/Stockholm");
        ZonedDateTime noon =
                ZonedDateTime.now(zone).truncatedTo(ChronoUnit.DAYS).plusHours(12);
        for (int days = -2; days <= 2; days++) {
            markup.when(noon.plusDays(days).toInstant(), zone).html("|");
        }
        markup.html("");
        assertThat(out.toString().split("\\|"))
                .containsExactly(
                        noon.minusDays(2).toLocalDate() + " 12:00",
                        "I går 12:00",
                        "I dag 12:00",
                        "I morgon 12:00",
                        noon.plusDays(2).toLocalDate() + " 12:00");
    }

    @Test
    void wordsSoughtInAListStandSealedInItsAddress() throws IOException {
        String address = ListLook.sought(PageAddress.of("/ui/list").with("who", "all"), "Åsa");
        String token = address.replaceFirst(".*[?&]w=([^&]*).*", "$1");
        ListLook look = ListLook.of(null, "acme/list", Map.of("who", "all", ListLook.SEALED, token));
        assertThat(address).doesNotContain("Åsa", "%C3");
        assertThat(look.words()).isEqualTo("Åsa");
        assertThat(look.parameters()).doesNotContainKey(ListLook.SEALED);
        assertThat(Sealed.open(look.address(PageAddress.of("/ui/list")).query().get(ListLook.SEALED)))
                .isEqualTo("Åsa");
        assertThat(ListLook.of(null, "acme/list", Map.of("words", "Åsa", ListLook.SEALED, "nonsense"))
                        .words())
                .as("readable, or of another process")
                .isNull();
    }

    @Test
    void whomARecordConcernsIsLinkedAndEscaped() throws IOException {
        ContactId contact = new ContactId(UUID.randomUUID());
        CompanyId company = new CompanyId(UUID.randomUUID());
        markup.about(contact, "<Åsa>", company, "Berg & Co");
        assertThat(out)
                .hasToString("<a href=\"/ui/contacts/" + contact
                        + "\">&lt;Åsa&gt;</a><span class=\"also\">, </span><a href=\"/ui/companies/" + company
                        + "\">Berg &amp; Co</a>");
        out.getBuffer().setLength(0);
        markup.about(contact, null, company, "Berg").about(null, null, null, null);
        assertThat(out).hasToString("<a href=\"/ui/companies/" + company + "\">Berg</a>");
    }

    @Test
    void tabsKeepTheOtherValuesAndLeaveTheCursorBehind() throws IOException {
        PageAddress address = PageAddress.of("/ui/x").with("who", "all").with(Markup.CURSOR, "zzz");
        markup.tabs(Text.same("Visa"), address, "show", "won", SHOWS);
        assertThat(out.toString())
                .contains("<nav class=\"tabs\" aria-label=\"Visa\">")
                .contains("href=\"/ui/x?who=all\">Öppna")
                .contains("aria-current=\"true\" href=\"/ui/x?show=won&amp;who=all\">Vunna");
    }

    @Test
    void aChooserSendsTheOtherValuesAgain() throws IOException {
        PageAddress address = PageAddress.of("/ui/x").with("who", "all").with("show", "won");
        markup.chooser(Text.same("Fas"), address, "show", "won", Text.same("Alla"), SHOWS);
        assertThat(out.toString())
                .contains("method=\"get\" action=\"/ui/x\"", "name=\"who\" value=\"all\"")
                .contains("<option value=\"\">Alla</option>", "<option value=\"won\" selected>Vunna</option>")
                .doesNotContain("type=\"hidden\" name=\"show\"");
        assertThat(Choice.of(SHOWS, "<script>", "open")).isEqualTo("open");
        assertThat(Choice.of(SHOWS, "won", "open")).isEqualTo("won");
    }

    @Test
    void aPagerLeadsOnAndBackToTheFirstPage() throws IOException {
        PageAddress address = PageAddress.of("/ui/x").with("who", "all").with(Markup.CURSOR, "abc");
        markup.pager(address.with(Markup.CURSOR, null), null, null);
        assertThat(out.toString()).isEmpty();
        markup.pager(address, "abc", "def");
        assertThat(out.toString())
                .contains("rel=\"first\" href=\"/ui/x?who=all\"")
                .contains("rel=\"next\" href=\"/ui/x?cursor=def&amp;who=all\"");
    }

    @Test
    void aPanelSaysHowMuchItShows() throws IOException {
        markup.first(new Page<>(List.of(1, 2), null, 2, false));
        assertThat(out.toString()).isEmpty();
        markup.first(new Page<>(List.of(1, 2), "next", 45, false)).latest(new Page<>(List.of(1, 2), "next", 45, false));
        assertThat(out.toString()).contains("De första 2 av 45.", "De 2 senaste av 45.");
        markup.first(new Page<>(List.of(1), "next", 10_000, true));
        assertThat(out.toString()).contains("De första 1 av mer än 10");
    }

    @Test
    void sumsStandByCurrency() throws IOException {
        Sums sums = new Sums()
                .add("SEK", 2, new BigDecimal("10.50"))
                .add("EUR", 1, new BigDecimal("3"))
                .add("SEK", 1, new BigDecimal("1.50"));
        sums.write(markup);
        assertThat(out).hasToString("3\u00a0EUR · 12\u00a0SEK");
        assertThat(sums.number()).isEqualTo(4);
        sums.write(Text.same("Summa"), 4, markup);
        assertThat(out.toString()).contains("<dt>Summa</dt><dd>12\u00a0SEK</dd>");
        out.getBuffer().setLength(0);
        sums.write(Text.same("Summa"), 3, markup);
        assertThat(out.toString()).contains("mer än 3").doesNotContain("SEK");
    }

    @Test
    void aListSaysThatSomebodyElseWasFaster() throws IOException {
        markup.stale(Map.of("done", "saved")).stale(Map.of());
        assertThat(out.toString()).isEmpty();
        markup.stale(Map.of("done", "stale"));
        assertThat(out.toString()).contains("role=\"alert\"", "Inget sparades");
    }

    @Test
    void numbersStandAtTheRightAndANameLeadsToItsRecord() throws IOException {
        UUID id = UUID.fromString("00000000-0000-4000-8000-000000000001");
        ListTable<BigDecimal> table = ListTable.<BigDecimal>of(
                        Text.same("Vad"), (row, cell) -> cell.record("acme/things", id, "/ui/list?who=all", "A & B"))
                .shortColumn("day", Text.same("Dag"), (row, cell) -> cell.value("2026-01-02"))
                .numberColumn("amount", Text.same("Belopp"), (row, cell) -> cell.amount(row, "SEK"));
        table.write(
                "things",
                Text.same("Saker"),
                List.of(new BigDecimal("1500.50")),
                List.of("amount", "day"),
                null,
                (row, cell) -> {},
                markup);
        assertThat(out.toString().replace('\u00a0', ' '))
                .contains(
                        "<th scope=\"col\">Vad</th><th scope=\"col\" class=\"num\">Belopp</th><th scope=\"col\">Dag</th>")
                .contains("<td class=\"num nowrap\" data-label=\"Belopp\">1 500,50 SEK</td>")
                .contains("<td class=\"nowrap\" data-label=\"Dag\">2026-01-02</td>")
                .contains("<th scope=\"row\"><a href=\"/ui/records/acme/things/" + id
                        + "?_return=%2Fui%2Flist%3Fwho%3Dall\">A &amp; B</a></th>");
    }
}
