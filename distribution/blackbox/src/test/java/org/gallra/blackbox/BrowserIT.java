package org.gallra.blackbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.RequestOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.blackbox.Browser.Window;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What users and administrators do in their browser. */
@Tag("browser")
class BrowserIT {

    /** What does not depend on the database, besides what does. */
    @Nested
    class OnDerby extends Checks {
        OnDerby() {
            super(Kind.DERBY);
        }

        @Test
        void theSearchAnswersWhileOneTypes() {
            String name = canary("Bolag");
            People person = People.make(company(name));
            String id = contact(person.values());
            String last = person.values().get("lastName");
            try (Window window = browser.open(server).login("anna")) {
                Page page = window.page;
                Locator box = page.locator("#global-search");
                Locator options = page.locator("#search-popup [role=option]");
                page.keyboard().press("/");
                assertThat(box).isFocused();
                page.keyboard().type(name.substring(0, name.length() - 1));
                assertThat(options).hasCount(2);
                assertThat(options.first()).containsText(last);
                assertThat(options.last()).containsText(name);
                window.audit();
                page.keyboard().press("ArrowDown");
                assertThat(options.first()).hasAttribute("aria-selected", "true");
                page.keyboard().press("Escape");
                assertThat(page.locator("#search-popup")).isHidden();
                box.fill(last);
                assertThat(options).hasCount(1);
                page.keyboard().press("ArrowDown");
                page.keyboard().press("Enter");
                page.waitForURL("**/ui/contacts/" + id);
                box.fill(last);
                page.keyboard().press("Enter");
                page.waitForURL("**/ui/search?q=*");
                assertThat(page.url()).doesNotContain(last);
                assertThat(page.locator(".found section")).hasCount(1);
                window.audit();
                box.fill(last + "x");
                assertThat(page.locator("#search-popup")).containsText("Inget hittades");
                assertThat(page.locator("#search-list")).hasCount(0);
            }
        }

        @Test
        void keysLeadThroughTheDayAndCanBeSwitchedOff() {
            String name = canary("Bolag");
            People person = People.make(company(name));
            String id = contact(person.values());
            try (Window window = browser.open(server).login("anna")) {
                Page page = window.page;
                window.search(name);
                page.keyboard().press("j");
                page.keyboard().press("x");
                assertThat(page.locator("#bulk-count")).hasText("1 markerad");
                page.keyboard().press("Enter");
                page.waitForURL("**/ui/contacts/" + id);
                page.keyboard().press("e");
                page.waitForURL("**/edit");
                page.locator("[name=title]").fill("n?");
                page.keyboard().press("Control+Enter");
                page.waitForURL("**/ui/contacts/" + id + "*");
                assertThat(page.locator("main")).containsText("n?");
                page.keyboard().press("g");
                page.keyboard().press("f");
                page.waitForURL("**/ui/companies");
                page.keyboard().press("?");
                page.waitForURL("**/ui/help/keys");
                window.audit();
                page.locator("#keys-on").uncheck();
                page.keyboard().press("/");
                assertThat(page.locator("#global-search")).not().isFocused();
                page.reload();
                assertThat(page.locator("#keys-on")).not().isChecked();
            }
            assertThat(admin.get("contacts/" + id).json().get("title").asText()).isEqualTo("n?");
        }

        @Test
        void aCardIsFoundAndDraggedToAnotherStage() {
            String mark = canary("dras");
            daily(admin, contact(Map.of("lastName", mark)), mark);
            try (Window window = browser.open(server).login("anna")) {
                Page page = window.page;
                page.locator("#global-search").fill("affar " + mark);
                assertThat(page.locator("#search-popup [role=option]")).containsText("Affär " + mark);
                assertThat(page.locator("#search-popup [role=group] p")).containsText("Affärsmöjligheter 1");
                page.navigate("/ui/settings/org.gallra.opportunity/opportunities?view=board&who=all");
                Locator card = page.locator(".board-card", new Page.LocatorOptions().setHasText(mark));
                Locator proposals = page.locator("section[data-stage=PROPOSAL]");
                card.dragTo(proposals);
                assertThat(proposals).containsText("Affär " + mark);
                assertThat(page.locator("#said")).hasText("Affär " + mark + " flyttad till Offert.");
                // the same by key: the focus went with the card
                card.locator("select").selectOption("NEGOTIATION");
                card.getByRole(com.microsoft.playwright.options.AriaRole.BUTTON).press("Enter");
                assertThat(page.locator("section[data-stage=NEGOTIATION]")).containsText("Affär " + mark);
                assertThat(card.getByRole(com.microsoft.playwright.options.AriaRole.BUTTON))
                        .isFocused();
                window.audit();
                window.link("Lista").click();
                page.locator("#list-words").fill("AFFAR " + mark);
                page.locator("#list-words").press("Enter");
                assertThat(page.locator("#opportunities tbody tr")).hasCount(1);
                assertThat(page).not().hasURL(Pattern.compile(".*" + mark + ".*"));
                window.audit();
                window.link("Vunna").click();
                assertThat(page.locator("#opportunities")).containsText("Inget i listan har alla ord");
                page.goBack();
                assertThat(page.locator("#opportunities")).containsText("Affär " + mark);
            }
            for (String list : List.of("activities", "meetings", "opportunities", "sales")) {
                assertThat(admin.get(list + "?q=" + mark.toUpperCase(Locale.ROOT))
                                .is(200)
                                .json()
                                .get("total")
                                .asInt())
                        .as(list)
                        .isEqualTo(1);
                admin.get(list + "?q=" + "x".repeat(201)).isProblem(422);
            }
        }

        @Test
        void aListShowsTheColumnsAndViewsOfItsUser() {
            String name = canary("Bolag");
            contact(People.make(company(name)).values());
            try (Window window = browser.open(server).login("anna")) {
                Page page = window.page;
                window.search(name);
                Locator columns = page.locator("#columns");
                columns.locator("summary").click();
                columns.locator("input[value=department]").check();
                columns.locator("button[name=up][value=department]").press("Enter");
                assertThat(page.locator("#said")).containsText("Avdelning är nu nummer");
                window.audit();
                columns.locator("button").first().click();
                assertThat(page.locator("#list thead")).containsText("Avdelning");
                page.locator("#save-view summary").click();
                page.locator("#view-name").fill("Bolaget");
                window.audit();
                window.button("Spara som ny").click();
                page.waitForURL("**/ui/contacts?v=*");
                assertThat(page.locator("#list tbody tr")).hasCount(1);
                assertThat(page.locator("nav[aria-label='Sparade vyer'] [aria-current=true]"))
                        .hasText("Bolaget");
                page.locator("#views summary").click();
                window.audit();
                window.link("Utan vy").click();
                page.goBack();
                assertThat(page.locator("#list tbody tr")).hasCount(1);
                page.locator("#save-view summary").click();
                window.button("Ta bort vyn").click();
                assertThat(page.locator("nav[aria-label='Sparade vyer']")).hasCount(0);
                columns.locator("summary").click();
                window.button("Återställ").click();
                assertThat(page.locator("#list thead")).not().containsText("Avdelning");
            }
        }

        @Test
        void loginTellsWhatIsWrongAndLogoutEnds() {
            try (Window window = browser.open(server)) {
                Page page = window.page;
                page.navigate("/");
                assertThat(window.heading("Logga in")).isVisible();
                window.audit();
                page.getByLabel("Användarnamn").fill("anna");
                page.getByLabel("Lösenord").fill("fel lösenord");
                window.button("Logga in").click();
                assertThat(page.getByRole(com.microsoft.playwright.options.AriaRole.ALERT))
                        .isVisible();
                assertThat(page.getByLabel("Användarnamn")).hasValue("anna");
                window.login("anna");
                assertThat(window.heading("Hej")).isVisible();
                page.locator("summary", new Page.LocatorOptions().setHasText("anna"))
                        .click();
                window.button("Logga ut").click();
                page.waitForURL("**/ui/login*");
                page.navigate("/ui/contacts");
                assertThat(window.heading("Logga in")).isVisible();
            }
        }

        @Test
        void anAdministratorLetsSomebodyIn() {
            String name = "ny" + People.letters(8).toLowerCase(java.util.Locale.ROOT);
            String secret;
            try (Window window = browser.open(server).login("admin")) {
                Page page = window.page;
                page.navigate("/ui/settings/org.gallra.access/users");
                page.locator("#new-name").fill("Inte ett namn");
                secret = page.locator("#new-secret").inputValue();
                window.button("Skapa användare").click();
                assertThat(page.getByText("Användarnamnet består av 1 till 64 tecken"))
                        .isVisible();
                page.locator("#new-name").fill(name);
                page.locator("#new-role").selectOption("READER");
                window.button("Skapa användare").click();
                assertThat(page.locator("#user-list")).containsText(name);
            }
            assertThat(admin.get("users").body()).contains("\"" + name + "\"");
            try (Window window = browser.open(server)) {
                Page page = window.page;
                page.navigate("/");
                page.getByLabel("Användarnamn").fill(name);
                page.getByLabel("Lösenord").fill(secret);
                window.button("Logga in").click();
                page.waitForURL("**/ui/password*");
            }
        }

        @Test
        void anonymizingIsOfferedInPlaceOfDeleting() {
            People person = People.make(null);
            String id = contact(person.values());
            try (Window window = browser.open(server).login("admin")) {
                window.page.navigate("/ui/contacts/" + id);
                window.page.getByLabel("Ta bort kontaktperson").click();
                window.button("Anonymisera i stället").click();
                assertThat(window.heading("Anonymisera " + person.values().get("firstName") + " "
                                + person.values().get("lastName")))
                        .isVisible();
            }
        }

        @Test
        void whoIsNoSystemAdministratorSeesNoWayToAnonymize() {
            People person = People.make(null);
            String id = contact(person.values());
            for (String user : List.of("anna", "rut", "dag")) {
                try (Window window = browser.open(server).login(user)) {
                    Page page = window.page;
                    window.search(person.values().get("lastName"));
                    assertThat(page.getByText(Pattern.compile("^Anonymisera…?$")))
                            .hasCount(0);
                    page.navigate("/ui/contacts/" + id);
                    assertThat(window.heading(person.values().get("firstName") + " "
                                    + person.values().get("lastName")))
                            .isVisible();
                    assertThat(page.getByText(Pattern.compile("^Anonymisera…?$")))
                            .hasCount(0);
                    for (String path : List.of("/ui/anonymize", "/ui/anonymize/preview")) {
                        var answer = page.request()
                                .post(
                                        path,
                                        RequestOptions.create()
                                                .setForm(com.microsoft.playwright.options.FormData.create()
                                                        .set("_csrf", page.getAttribute("body", "data-csrf"))
                                                        .set("id", id)));
                        assertThat(answer.status()).as(user + " " + path).isEqualTo(403);
                    }
                }
            }
            assertThat(admin.get("contacts/" + id).json().get("lastName").asText())
                    .isEqualTo(person.values().get("lastName"));
        }

        @Test
        void theControllersDetailsAreWrittenInAFormAndStandInTheRecord() {
            for (boolean scripts : new boolean[] {true, false}) {
                String mark = canary("Ansvarig");
                try (Window window = browser.open(
                                server,
                                new com.microsoft.playwright.Browser.NewContextOptions().setJavaScriptEnabled(scripts))
                        .login("admin")) {
                    Page page = window.page;
                    window.link("Registerförteckning").click();
                    assertThat(window.heading("Registerförteckning")).isVisible();
                    assertThat(window.heading("Aktiviteter")).isVisible();
                    window.link("Ändra uppgifterna").click();
                    page.locator("#name").fill(mark);
                    page.locator("#email").fill("ingen adress");
                    page.locator("#security").fill("<b>" + mark + "</b>");
                    page.locator("[name='contactDefaults.purpose']").fill("Därför " + mark);
                    page.locator("#email").press("Enter");
                    assertThat(page.locator("#email")).hasAttribute("aria-invalid", "true");
                    assertThat(page.locator("#email-error")).containsText("ingen e-postadress");
                    assertThat(page.locator("#name")).hasValue(mark);
                    if (scripts) {
                        window.audit();
                    }
                    page.locator("#email").fill("info@example.se");
                    page.locator("#email").press("Enter");
                    assertThat(page.getByText("Sparat.")).isVisible();
                    assertThat(page.locator("#controller")).containsText("<b>" + mark + "</b>");
                    assertThat(page.locator("[id='a-contact.contact']")).containsText("Därför " + mark);
                    Download download =
                            page.waitForDownload(() -> window.link("Excel").click());
                    assertThat(download.suggestedFilename()).endsWith(".xlsx");
                }
            }
            try (Window window = browser.open(server).login("anna")) {
                assertThat(window.link("Registerförteckning")).hasCount(0);
                assertThat(window.page.navigate("/ui/processing/controller").status())
                        .isEqualTo(403);
            }
        }

        @Test
        void hostileValuesAreShownAsTheyAre() {
            String mark = canary("x");
            String name = "<img src=x onerror=alert(1)>\"'&" + mark;
            String company = company("</script><script>alert(2)</script>" + mark);
            String id = contact(Map.of(
                    "lastName",
                    name,
                    "company",
                    company,
                    "title",
                    "javascript:alert(3)",
                    "notes",
                    "{{7*7}}<b>fet</b>"));
            admin.post(
                            "activities",
                            Map.of(
                                    "type",
                                    "NOTE",
                                    "contact",
                                    id,
                                    "subject",
                                    name,
                                    "notes",
                                    "<script>alert(4)</script>"))
                    .is(201);
            try (Window window = browser.open(server).login("admin")) {
                Page page = window.page;
                page.onDialog(dialog -> {
                    throw new AssertionError("a script of a value ran");
                });
                window.search(mark);
                assertThat(page.locator("tbody")).containsText(name);
                page.navigate("/ui/contacts/" + id);
                assertThat(window.heading(name)).isVisible();
                assertThat(page.locator("main")).containsText("<script>alert(4)</script>");
                assertThat(page.locator("main img")).hasCount(0);
            }
            assertThat(admin.get("contacts/" + id + "/extract?format=html")
                            .is(200)
                            .body())
                    .contains("&lt;img src=x onerror=alert(1)&gt;")
                    .doesNotContain("<img", "<script");
        }

        @Test
        void everythingWorksWithoutJavaScript() {
            People person = People.make(null);
            contact(person.values());
            try (Window window = browser.open(
                            server,
                            new com.microsoft.playwright.Browser.NewContextOptions().setJavaScriptEnabled(false))
                    .login("admin")) {
                Page page = window.page;
                window.search(person.values().get("lastName"));
                mark(page, person);
                page.getByText("Hantera markerade").click();
                window.button("Anonymisera…").click();
                window.button("Förhandsgranska").click();
                page.locator("#confirm-count").fill("1");
                page.getByLabel("Jag förstår att det inte kan återställas").press("Space");
                window.button("Anonymisera för gott").press("Enter");
                assertThat(window.heading("Anonymiseringen är klar")).isVisible();
            }
        }

        @Test
        void anExportIsOrderedAndFetchedWithThePassword() {
            People person = People.make(null);
            contact(person.values());
            try (Window window = browser.open(server).login("anna")) {
                Page page = window.page;
                window.search(person.values().get("lastName"));
                mark(page, person);
                page.getByText("Hantera markerade").click();
                window.button("Exportera personuppgifter").click();
                page.getByText("Välj delar").click();
                window.audit();
                window.button("Beställ exporten").click();
                page.getByLabel("Ditt lösenord").fill("fel");
                window.audit();
                window.button("Hämta filen").click();
                assertThat(page.locator("#password-wrong")).isVisible();
                window.audit();
                page.getByLabel("Ditt lösenord").fill(server.password("anna"));
                Download download =
                        page.waitForDownload(() -> window.button("Hämta filen").click());
                assertThat(download.suggestedFilename()).endsWith(".zip");
                // the server notes it behind the last byte, which the browser may have seen before
                Awaitility.await("noted as fetched").pollInSameThread().until(() -> {
                    page.reload();
                    return page.locator("#exports tbody tr").first().innerText().contains("Hämtad");
                });
            }
        }

        @Test
        void thePagesSpeakEnglishToo() {
            try (Window window = browser.open(server).login("anna")) {
                window.button("English").click();
                assertThat(window.heading("Hello")).isVisible();
                assertThat(window.page.locator("html")).hasAttribute("lang", "en");
                window.page.navigate("/ui/companies");
                assertThat(window.heading("Companies")).isVisible();
            }
        }

        @Test
        void noPageMayBeKeptOrFramed() {
            try (Window window = browser.open(server).login("anna")) {
                var headers = window.page.navigate("/ui/contacts").headers();
                assertThat(headers.get("cache-control")).contains("no-store");
                assertThat(headers.get("content-security-policy"))
                        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                        .doesNotContain("unsafe");
                assertThat(window.page.content().getBytes(StandardCharsets.UTF_8).length)
                        .as("bytes of a page with 50 rows")
                        .isLessThan(200_000);
            }
        }

        @Test
        void everyPageServesEverybody() {
            String company = company(canary("Alla"));
            People person = People.make(company);
            String id = contact(person.values());
            activity(id, person);
            daily(admin, id, person.mark());
            String anonymization = admin.post(
                            "anonymizations",
                            Map.of("selection", Map.of("contacts", List.of(id)), "fields", List.of("*")))
                    .is(201)
                    .json()
                    .get("id")
                    .asText();
            String deletion = admin.post("deletions", Map.of("company", company))
                    .is(201)
                    .json()
                    .get("id")
                    .asText();
            List<String> pages = List.of(
                    "/ui/start",
                    "/ui/contacts",
                    "/ui/contacts/new",
                    "/ui/contacts/" + id,
                    "/ui/contacts/" + id + "/edit",
                    "/ui/extract/" + id,
                    "/ui/settings/org.gallra.exports/exports",
                    "/ui/search",
                    "/ui/companies",
                    "/ui/companies/new",
                    "/ui/companies/" + company,
                    "/ui/companies/" + company + "/edit",
                    "/ui/imports",
                    "/ui/anonymize/" + anonymization,
                    "/ui/delete/" + deletion + "?company=" + company,
                    "/ui/help/anonymize",
                    "/ui/statistics/sale.sale.by-owner",
                    "/ui/statistics/opportunity.opportunity.by-company?from=&company=category",
                    "/ui/password",
                    "/ui/settings/org.gallra.activity/activities?who=all",
                    "/ui/settings/org.gallra.activity/activities?show=done&type=LETTER",
                    "/ui/settings/org.gallra.meeting/meetings?who=all&show=open",
                    "/ui/settings/org.gallra.opportunity/opportunities?who=all",
                    "/ui/settings/org.gallra.opportunity/opportunities?view=board&who=all",
                    "/ui/settings/org.gallra.sale/sales?who=all",
                    "/ui/settings/org.gallra.audit/log",
                    "/ui/settings/org.gallra.access/account",
                    "/ui/settings/org.gallra.access/logins",
                    "/ui/settings/org.gallra.access/users",
                    "/ui/contacts/nonsense");
            pages(new com.microsoft.playwright.Browser.NewContextOptions(), pages, Window::audit);
            // the menu, which a phone hides, is the same on each page
            pages(
                    new com.microsoft.playwright.Browser.NewContextOptions().setColorScheme(ColorScheme.DARK),
                    pages.subList(0, 2),
                    Window::auditColours);
            pages(
                    new com.microsoft.playwright.Browser.NewContextOptions()
                            .setColorScheme(ColorScheme.DARK)
                            .setViewportSize(390, 844),
                    pages,
                    Window::auditColoursAndLayout);
        }

        /** Something overdue, a meeting of which nobody said that it was held, an opportunity and a sale. */
        private static void daily(Api user, String contact, String mark) {
            String yesterday = Instant.now().minusSeconds(86_400).toString();
            user.post(
                            "activities",
                            Map.of("type", "TASK", "contact", contact, "subject", "Ring " + mark, "dueAt", yesterday))
                    .is(201);
            user.post(
                            "meetings",
                            Map.of(
                                    "subject",
                                    "Träffa " + mark,
                                    "startsAt",
                                    yesterday,
                                    "participants",
                                    List.of(contact)))
                    .is(201);
            user.post("opportunities", Map.of("name", "Affär " + mark, "contact", contact, "amount", 12000))
                    .is(201);
            user.post("sales", Map.of("description", "Sålt " + mark, "contact", contact, "amount", 900))
                    .is(201);
        }

        @Test
        void theDaysWorkIsDoneFromTheListsWithoutJavaScript() {
            People person = People.make(company(canary("Dagen")));
            String mark = person.mark();
            Api anna = server.as("anna");
            daily(anna, contact(person.values()), mark);
            try (Window window = browser.open(
                            server,
                            new com.microsoft.playwright.Browser.NewContextOptions().setJavaScriptEnabled(false))
                    .login("anna")) {
                Page page = window.page;
                window.link("Aktiviteter").click();
                assertThat(window.heading("Aktiviteter")).isVisible();
                Locator todo = page.locator("#activities tbody tr", new Page.LocatorOptions().setHasText(mark));
                assertThat(todo).containsText("Försenad");
                assertThat(todo).containsText(person.values().get("lastName"));
                // somebody else is faster
                String id = anna.get("activities?owner=anna&state=open&sort=-created&limit=1")
                        .json()
                        .get("items")
                        .get(0)
                        .get("id")
                        .asText();
                Api.Answer seen = anna.get("activities/" + id);
                anna.put(
                                "activities/" + id,
                                Map.of(
                                        "type",
                                        "TASK",
                                        "company",
                                        seen.json().get("company").asText(),
                                        "subject",
                                        "Skriv " + mark,
                                        "dueAt",
                                        seen.json().get("dueAt").asText()),
                                seen.etag())
                        .is(200);
                Locator done = todo.getByRole(com.microsoft.playwright.options.AriaRole.BUTTON);
                done.click();
                assertThat(page.getByRole(com.microsoft.playwright.options.AriaRole.ALERT))
                        .containsText("Inget sparades");
                assertThat(todo).containsText("Skriv " + mark);
                done.press("Enter");
                assertThat(page.getByText("Sparat.")).isVisible();
                assertThat(todo).hasCount(0);
                window.link("Klara").click();
                assertThat(todo).containsText("Skriv " + mark);

                window.link("Möten").click();
                window.link("Hölls de?").click();
                Locator meeting = page.locator("#meetings tbody tr", new Page.LocatorOptions().setHasText(mark));
                meeting.getByRole(com.microsoft.playwright.options.AriaRole.BUTTON)
                        .click();
                assertThat(meeting).hasCount(0);
                window.link("Hållna").click();
                assertThat(meeting).containsText(person.values().get("lastName"));

                window.link("Affärsmöjligheter").click();
                assertThat(page.locator("#opportunities")).containsText("Affär " + mark);
                window.link("Tavla").click();
                Locator card = page.locator(".board-card", new Page.LocatorOptions().setHasText(mark));
                card.locator("select").selectOption("PROPOSAL");
                card.getByRole(com.microsoft.playwright.options.AriaRole.BUTTON).press("Enter");
                assertThat(page.locator("section[aria-labelledby=stage-PROPOSAL]"))
                        .containsText("Affär " + mark);
                card.locator("select").selectOption("WON");
                card.getByRole(com.microsoft.playwright.options.AriaRole.BUTTON).press("Enter");
                assertThat(card).hasCount(0);
                window.link("Lista").click();
                window.link("Vunna").click();
                assertThat(page.locator("#opportunities")).containsText("Affär " + mark);
                assertThat(page).hasURL(Pattern.compile(".*show=won.*"));

                window.link("Försäljning").click();
                assertThat(page.locator("#sales")).containsText("Sålt " + mark);
            }
        }

        private void pages(
                com.microsoft.playwright.Browser.NewContextOptions habits, List<String> pages, Consumer<Window> audit) {
            try (Window window = browser.look(server, habits).login("admin")) {
                for (String path : pages) {
                    window.page.navigate(path);
                    audit.accept(window);
                }
                window.page.navigate("/ui/bundles");
                window.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })");
                audit.accept(window);
            }
        }
    }

    @Nested
    class OnPostgres extends Checks {
        OnPostgres() {
            super(Kind.POSTGRESQL);
        }
    }

    abstract static class Checks extends OnServer {

        Browser browser;

        Checks(Kind kind) {
            super(kind);
        }

        @BeforeAll
        void startBrowser() {
            browser = new Browser(server.kind() == Kind.DERBY); // pages are the same, whichever database answers
        }

        @AfterAll
        void stopBrowser() {
            if (browser != null) {
                browser.close();
            }
        }

        String activity(String contact, People person) {
            return admin.post(
                            "activities",
                            Map.of(
                                    "type",
                                    "CALL",
                                    "contact",
                                    contact,
                                    "subject",
                                    "Ämne" + person.mark(),
                                    "notes",
                                    "Samtal" + person.mark()))
                    .is(201)
                    .json()
                    .get("id")
                    .asText();
        }

        @Test
        void markedContactsAreAnonymizedAfterAPreview() throws IOException {
            String name = canary("Bolag");
            String company = company(name);
            People first = People.make(company);
            People second = People.make(company);
            People bystander = People.make(company);
            String call = activity(contact(first.values()), first);
            contact(second.values());
            String stays = contact(bystander.values());
            try (Window window = browser.open(server).login("admin")) {
                Page page = window.page;
                window.search(name);
                assertThat(page.locator("#count")).hasText("3 kontaktpersoner");
                mark(page, first);
                mark(page, second);
                assertThat(page.locator("#bulk-count")).hasText("2 markerade");
                page.getByText("Hantera markerade").click();
                window.button("Anonymisera…").click();
                assertThat(window.heading("Anonymisera 2 kontaktpersoner")).isVisible();
                assertThat(page.getByText("Det som anonymiseras kan INTE återställas."))
                        .isVisible();
                Locator locked = page.locator("[data-locked]").first();
                locked.click(new Locator.ClickOptions().setForce(true));
                assertThat(locked).isChecked();
                page.locator("input[value='activity.activity.notes']").check();
                window.audit();
                window.button("Förhandsgranska").click();
                Locator calls = page.locator("tr", new Page.LocatorOptions().setHasText("Aktiviteter"));
                assertThat(calls.locator("td").first()).hasText("1");
                assertThat(page.locator("tr", new Page.LocatorOptions().setHasText("Kontaktpersoner"))
                                .locator("td")
                                .first())
                        .hasText("2");
                assertThat(page.locator("#statistics")).containsText("Statistiken ändras inte");
                page.getByText("Kontrollera").click();
                Locator created = page.locator("#singling-out tr", new Page.LocatorOptions().setHasText("Skapad"))
                        .filter(new Locator.FilterOptions().setHasText("Kontaktpersoner"));
                assertThat(created).containsText("2 av 2 är ensamma");
                created.getByLabel("Gör till månad").check();
                window.audit();
                window.button("Räkna om förhandsgranskningen").click();
                assertThat(created.getByLabel("Gör till månad")).isChecked();
                window.audit();
                confirm(window, "2", "Anonymisera för gott");
                assertThat(window.heading("Anonymiseringen är klar")).isVisible();
                assertThat(page.locator("#statistics")).containsText("statistiker är de samma");
                window.audit();

                window.search(name);
                assertThat(page.locator("#count")).hasText("1 kontaktperson");
                assertThat(page.locator("tbody"))
                        .containsText(bystander.values().get("lastName"));
            }
            JsonNode kept = admin.get("activities/" + call).is(200).json();
            assertThat(kept.get("notes").isNull()).isTrue();
            assertThat(kept.get("subject").asText()).isEqualTo("Ämne" + first.mark());
            assertThat(admin.get("contacts/" + stays).json().get("email").asText())
                    .isEqualTo(bystander.values().get("email"));
            assertNothingLogged(List.of(first, second, bystander));
        }

        static void mark(Page page, People person) {
            page.getByLabel("Markera " + person.values().get("firstName") + " "
                            + person.values().get("lastName"))
                    .check();
        }

        static void confirm(Window window, String typed, String button) {
            assertThat(window.button(button)).isDisabled();
            if (!typed.isEmpty()) {
                window.page.locator("#confirm-count").fill(typed);
            }
            window.page.getByLabel("Jag förstår att det inte kan återställas").check();
            window.button(button).click();
        }

        @Test
        void theStartPageShowsWhatWaitsForWhoeverLooks() {
            People person = People.make(company(canary("Start")));
            String id = contact(person.values());
            Api anna = server.as("anna");
            String mark = person.mark();
            Instant now = Instant.now();
            anna.post(
                            "activities",
                            Map.of(
                                    "type",
                                    "TASK",
                                    "contact",
                                    id,
                                    "subject",
                                    "Ring " + mark,
                                    "dueAt", // before what other tests have left undone: five are shown
                                    now.minusSeconds(3_000L * 86_400).toString()))
                    .is(201);
            admin.post(
                            "activities",
                            Map.of(
                                    "type",
                                    "TASK",
                                    "contact",
                                    id,
                                    "subject",
                                    "Chefens " + mark,
                                    "dueAt",
                                    now.minusSeconds(86_400).toString()))
                    .is(201);
            anna.post(
                            "meetings",
                            Map.of(
                                    "subject",
                                    "Träffa " + mark,
                                    "startsAt",
                                    now.plusSeconds(86_400).toString(),
                                    "participants",
                                    List.of(id)))
                    .is(201);
            anna.post("opportunities", Map.of("name", "Affär " + mark, "contact", id, "expectedOn", "2026-01-01"))
                    .is(201);
            try (Window window = browser.open(server).login("anna")) {
                Page page = window.page;
                assertThat(window.heading("Hej")).isVisible();
                Locator todo = page.locator("#my-activities li", new Page.LocatorOptions().setHasText(mark));
                assertThat(todo).hasCount(1);
                assertThat(todo).containsText("Försenad");
                assertThat(page.locator("#my-meetings")).containsText("Träffa " + mark);
                assertThat(page.locator("#my-opportunities")).containsText("Affär " + mark);
                window.audit();
                todo.getByRole(com.microsoft.playwright.options.AriaRole.BUTTON).click();
                assertThat(page.locator("main")).not().containsText("Ring " + mark);
                assertThat(page).hasURL(Pattern.compile(".*/ui/start(#activities)?"));
                String who =
                        person.values().get("firstName") + " " + person.values().get("lastName");
                page.locator("#my-meetings li", new Page.LocatorOptions().setHasText(mark))
                        .getByRole(
                                com.microsoft.playwright.options.AriaRole.LINK,
                                new Locator.GetByRoleOptions().setName(who))
                        .click();
                assertThat(window.heading(who)).isVisible();
            }
            try (Window phone = browser.open(
                            server, new com.microsoft.playwright.Browser.NewContextOptions().setViewportSize(390, 844))
                    .login("admin")) {
                phone.audit();
                assertThat(phone.link("Företag")).isHidden();
                phone.page
                        .getByText("Meny", new Page.GetByTextOptions().setExact(true))
                        .click();
                phone.audit();
                assertThat(phone.page.getByText("Datahantering")).isVisible();
                phone.link("Företag").click();
                phone.page.waitForURL("**/ui/companies");
            }
        }

        @Test
        void whoMarksAllOfAFilterGetsAllPages() {
            String name = canary("Stora");
            String company = company(name);
            for (int i = 0; i < 60; i++) {
                contact(Map.of("firstName", "Nr" + i, "lastName", name, "company", company));
            }
            try (Window window = browser.open(server).login("admin")) {
                Page page = window.page;
                window.search(name);
                page.getByLabel("Markera sidan").check();
                window.button("Markera alla 60").click();
                assertThat(page.locator("#bulk-count")).hasText("60 markerade");
                page.getByText("Hantera markerade").click();
                window.button("Anonymisera…").click();
                assertThat(window.heading("Anonymisera 60 kontaktpersoner")).isVisible();
                window.button("Förhandsgranska").click();
                confirm(window, "60", "Anonymisera för gott");
                assertThat(window.heading("Anonymiseringen är klar")).isVisible();
            }
            assertThat(admin.post("contacts/search", Map.of("company", company))
                            .json()
                            .get("items"))
                    .isEmpty();
        }

        @Test
        void aPlanThatIsOutOfDateIsRefusedOnThePage() {
            People person = People.make(null);
            String id = contact(person.values());
            try (Window window = browser.open(server).login("admin")) {
                Page page = window.page;
                page.navigate("/ui/contacts/" + id);
                window.button("Anonymisera").click();
                window.button("Förhandsgranska").click();
                activity(id, person);
                confirm(window, "1", "Anonymisera för gott");
                Locator alert = page.getByRole(com.microsoft.playwright.options.AriaRole.ALERT);
                assertThat(alert).isVisible();
                assertThat(alert).containsText("Aktiviteter");
                assertThat(window.button("Anonymisera för gott")).hasCount(0);
                window.audit();
            }
            assertThat(admin.get("contacts/" + id)
                            .is(200)
                            .json()
                            .get("lastName")
                            .asText())
                    .isEqualTo(person.values().get("lastName"));
        }

        @Test
        void theExtractIsInTheYellowMenu() throws IOException {
            People person = People.make(company(canary("Utdrag")));
            String id = contact(person.values());
            activity(id, person);
            try (Window window = browser.open(server).login("anna")) {
                Page page = window.page;
                page.navigate("/ui/contacts/" + id);
                window.audit();
                page.locator("summary.plus").click();
                window.link("Exportera personuppgifter").click();
                assertThat(window.heading("Exportera personuppgifter")).isVisible();
                window.audit();
                page.locator("input[name=format][value=json]").check();
                Download download =
                        page.waitForDownload(() -> window.button("Exportera").click());
                String json = Files.readString(download.path());
                for (String field : People.FIELDS) {
                    assertThat(json).contains(person.values().get(field));
                }
                assertThat(json).contains("Ämne" + person.mark(), "Samtal" + person.mark());
            }
        }

        @Test
        void aCompanyIsDeletedAfterItsNameIsTyped() {
            String name = canary("Gamla");
            String company = company(name);
            People person = People.make(company);
            String id = contact(person.values());
            String call = activity(id, person);
            try (Window window = browser.open(server).login("dag")) {
                Page page = window.page;
                page.navigate("/ui/companies/" + company);
                window.audit();
                page.getByLabel("Ta bort företag").click();
                for (String record : List.of("Aktiviteter", "Företag", "Kontaktpersoner")) {
                    // the whole name, which a number follows: free fields have rows of their own
                    Pattern whole = Pattern.compile("^\\s*" + record + "\\d");
                    assertThat(page.locator("tr", new Page.LocatorOptions().setHasText(whole))
                                    .last()
                                    .locator("td")
                                    .first())
                            .hasText("1");
                }
                assertThat(window.button("Anonymisera i stället")).hasCount(0);
                window.audit();
                confirm(window, name, "Ta bort för gott");
                assertThat(window.heading("Borttagningen är klar")).isVisible();
            }
            admin.get("companies/" + company).isProblem(404);
            admin.get("contacts/" + id).isProblem(404);
            admin.get("activities/" + call).isProblem(404);
        }

        @Test
        void aFileComesInAfterAPreview() {
            String mark = canary("fil");
            String csv = "Efternamn;Förnamn;E-post;Företag\r\nÅberg;Anna;anna." + mark + "@example.se;Bolag" + mark
                    + "\r\nBerg;Bo;ingen adress;Bolag" + mark + "\r\n";
            try (Window window = browser.open(server).login("anna")) {
                Page page = window.page;
                window.link("Importera").first().click();
                window.audit();
                page.getByLabel("Fil")
                        .setInputFiles(new FilePayload(
                                "kontakter.csv", "text/csv", csv.getBytes(java.nio.charset.Charset.forName("cp1252"))));
                window.button("Ladda upp").click();
                assertThat(window.heading("Kontrollera importen")).isVisible();
                assertThat(page.locator("body")).containsText("Åberg");
                window.audit();
                window.button("Importera").click();
                assertThat(page.getByText("Importen är klar.")).isVisible();
                window.audit();
            }
            JsonNode found = admin.post("contacts/search", Map.of("text", "anna." + mark))
                    .json()
                    .get("items");
            assertThat(found).hasSize(1);
            assertThat(found.get(0).get("companyName").asText()).isEqualTo("Bolag" + mark);
        }
    }
}
