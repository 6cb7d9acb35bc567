package org.gallra.blackbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.blackbox.Browser.Window;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rules in the browser: built, previewed, run, approved. */
@Tag("browser")
class RulesBrowserIT extends OnServer {

    private Browser browser;

    RulesBrowserIT() {
        super(Kind.DERBY); // pages look the same on every database
    }

    @BeforeAll
    void startBrowser() {
        browser = new Browser();
    }

    @AfterAll
    void stopBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    /** Somebody to whom nobody has spoken for forty days. */
    private String quiet(String category) {
        String company = admin.post("companies", Map.of("name", canary("Bolag"), "category", category))
                .is(201)
                .json()
                .get("id")
                .asText();
        String contact = contact(People.make(company).values());
        admin.post(
                        "activities",
                        Map.of(
                                "type",
                                "CALL",
                                "contact",
                                contact,
                                "subject",
                                "Samtal",
                                "doneAt",
                                Instant.now().minus(Duration.ofDays(40)).toString()))
                .is(201);
        return contact;
    }

    private static void add(Window window, String criterion) {
        window.page.getByLabel("Lägg till kriterium").selectOption(criterion);
        window.button("Lägg till").click();
        window.page.waitForLoadState();
    }

    private void build(Window window, String name, String category) {
        Page page = window.page;
        window.link("Anonymisering").click();
        assertThat(window.heading("Regler för anonymisering")).isVisible();
        page.navigate("/ui/rules/new");
        page.getByLabel("Regelns namn").fill(name);
        add(window, "core.no-contact");
        assertThat(page.getByLabel("Antal dagar")).hasValue("30");
        add(window, "sale.buying-customer");
        page.locator("[name='g0.l1.a.is']").selectOption("no");
        add(window, "contact.company-category");
        page.getByLabel("Kategori", new Page.GetByLabelOptions().setExact(true)).fill(category);
        assertThat(page.getByLabel("Regelns namn")).hasValue(name);
    }

    @Test
    void aRuleIsBuiltLookedAtAndApproved() {
        String category = canary("Kategori");
        String contact = quiet(category);
        String name = canary("Regel");
        try (Window window = browser.open(server).login("admin")) {
            Page page = window.page;
            build(window, name, category);
            window.audit();
            page.locator("input[value='activity.activity.notes']").check();
            page.locator("#percent").fill("100");
            window.button("Förhandsgranska").click();
            assertThat(page.locator(".rule-hits")).containsText("1 kontaktperson");
            assertThat(page.locator("#preview"))
                    .containsText("ingen kontakt de senaste 30 dagarna OCH företaget är inte köpande kund");
            window.audit();
            window.button("Spara").click();
            assertThat(window.heading(name)).isVisible();
            window.audit();
            window.button("Provkör nu").click();
            assertThat(page.getByText("Så här många hade regeln träffat.")).isVisible();
            admin.get("contacts/" + contact).is(200);
            window.link("Till regeln").click();
            page.getByLabel("Kontaktpersonens adress eller id").fill("/ui/contacts/" + contact);
            window.button("Visa varför").click();
            assertThat(page.locator("#why")).containsText("träffas av regeln");
            window.audit();
            window.link("Träffar över tid").click();
            assertThat(window.heading("Träffar över tid")).isVisible();
            window.audit();
            page.goBack();
            window.button("Slå på skarpt").click();
            window.button("Gör ett förslag nu").click();
            assertThat(page.locator("#confirm-count")).isVisible();
            window.audit();
            page.locator("#confirm-count").fill("1");
            page.getByLabel("Jag förstår att det inte kan återställas").check();
            window.button("Anonymisera för gott").click();
            assertThat(page.getByText("Genomförd")).isVisible();
            window.audit();
            page.navigate("/ui/rules");
            assertThat(page.locator("tr", new Page.LocatorOptions().setHasText(name)))
                    .containsText("Genomförd");
            window.audit();
            delete(window, name);
        }
        admin.get("contacts/" + contact).isProblem(404);
    }

    private static void delete(Window window, String name) {
        Page page = window.page;
        page.navigate("/ui/rules");
        window.link(name).click();
        // by keyboard, as one can who has no JavaScript and no mouse
        page.locator("summary", new Page.LocatorOptions().setHasText("Ta bort regeln"))
                .press("Enter");
        page.getByLabel("Ja, ta bort regeln").press("Space");
        window.button("Ta bort regeln").press("Enter");
        page.waitForURL("**/ui/rules");
    }

    @Test
    void whatIsWrongIsShownWhereItStandsAndEverythingWorksWithoutJavaScript() {
        String name = canary("Regel");
        try (Window window = browser.open(server, new NewContextOptions().setJavaScriptEnabled(false))
                .login("admin")) {
            Page page = window.page;
            build(window, name, "");
            window.button("Spara").press("Enter");
            assertThat(page.locator("[role=alert]")).isVisible();
            assertThat(page.locator(".rule-line .field-error")).hasCount(1);
            page.getByLabel("Antal dagar", new Page.GetByLabelOptions().setExact(true))
                    .fill("90");
            page.getByLabel("Kategori", new Page.GetByLabelOptions().setExact(true))
                    .fill("Ingen har den");
            window.button("Spara").press("Enter");
            assertThat(window.heading(name)).isVisible();
            delete(window, name);
        }
    }

    @Test
    void theRulesServeEverybody() {
        String category = canary("Kategori");
        quiet(category);
        JsonNode rule = admin.post(
                        "anonymization-rules",
                        Map.of(
                                "name",
                                canary("Regel"),
                                "condition",
                                Map.of(
                                        "any",
                                        List.of(
                                                Map.of(
                                                        "all",
                                                        List.of(
                                                                Map.of("criterion", "core.no-contact"),
                                                                Map.of("criterion", "core.never-contacted"))),
                                                Map.of(
                                                        "criterion",
                                                        "contact.company-category",
                                                        "arguments",
                                                        Map.of("category", category))))))
                .is(201)
                .json();
        String home = "/ui/rules/" + rule.get("id").asText();
        String run = admin.post("anonymization-rules/" + rule.get("id").asText() + "/runs", "")
                .is(201)
                .json()
                .get("run")
                .get("id")
                .asText();
        for (NewContextOptions habits : List.of(
                new NewContextOptions().setColorScheme(ColorScheme.DARK),
                new NewContextOptions().setViewportSize(390, 844))) {
            try (Window window = browser.open(server, habits).login("admin")) {
                for (String path : List.of(
                        "/ui/rules",
                        "/ui/rules/new",
                        home,
                        home + "/edit",
                        home + "/timeline",
                        home + "/runs/" + run)) {
                    window.page.navigate(path);
                    window.audit();
                }
            }
        }
        try (Window window = browser.open(server).login("anna")) {
            assertThat(window.link("Anonymisering")).hasCount(0);
            assertThat(window.page.navigate("/ui/rules").status()).isEqualTo(403);
        }
        String etag =
                admin.get("anonymization-rules/" + rule.get("id").asText()).etag();
        admin.send(admin.request("anonymization-rules/" + rule.get("id").asText())
                        .header("If-Match", etag)
                        .DELETE())
                .is(204);
    }
}
