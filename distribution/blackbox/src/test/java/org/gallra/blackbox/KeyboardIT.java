package org.gallra.blackbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.blackbox.Browser.Window;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The product by keyboard alone: no mouse, and no address but the first. */
@Tag("browser")
class KeyboardIT extends OnServer {

    private Browser browser;

    KeyboardIT() {
        super(Kind.DERBY); // pages look the same on every database
    }

    @BeforeAll
    void startBrowser() {
        browser = new Browser(false);
    }

    @AfterAll
    void stopBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    private Keys logIn(Window window) {
        window.page.navigate("/");
        return new Keys(window)
                .at("#userName", "")
                .write("admin")
                .to("#password")
                .write(server.password("admin"))
                .open("**/ui/start");
    }

    /** Goes to a contact, as whoever knows a name does. */
    private static Keys find(Keys keys, Window window, String words, String id) {
        keys.press("/").at("#global-search", "").write(words);
        assertThat(window.page.locator("#search-popup [role=option]")).hasCount(1);
        return keys.press("ArrowDown").open("**/ui/contacts/" + id);
    }

    @Test
    void menusGiveTheFocusBackAndTheSearchLeadsToItsHit() {
        String mark = canary("Efter");
        String id = contact(Map.of("firstName", "Anna", "lastName", mark));
        try (Window window = browser.open(server)) {
            Page page = window.page;
            Keys keys = logIn(window);
            keys.skip().backTo("header summary", "admin").press("Enter");
            Locator menu = page.locator("header details.menu");
            keys.to("header .menu-list a", "").press("Escape").at("header summary", "admin");
            assertThat(menu).not().hasAttribute("open", "");
            // who goes on without having chosen leaves no open menu behind
            keys.press("Space").to("main a, main button, main summary");
            assertThat(menu).not().hasAttribute("open", "");
            find(keys, window, mark, id).skip();
            keys.to("summary.plus")
                    .press("Space")
                    .to(".card-actions .menu-list a")
                    .press("Escape");
            keys.at("summary.plus", "");
        }
    }

    @Test
    void aContactIsMadeChangedAndWorkedWith() {
        String name = canary("Bolag");
        String last = canary("Efter");
        company(name);
        try (Window window = browser.open(server)) {
            Page page = window.page;
            Keys keys = logIn(window).press("/").write(name);
            assertThat(page.locator("#search-popup [role=option]")).hasCount(1);
            keys.press("ArrowDown").open("**/ui/companies/*");
            keys.press("n").at(".menu-list a", "Ny kontaktperson").open("**/ui/contacts/new?company=*");
            keys.skip().to("[name=lastName]").write(last).to("[name=city]").write("Orten");
            keys.leads("Control+Enter", "**/ui/contacts/*-*");
            assertThat(window.heading(last)).isVisible();
            assertThat(page.locator("main")).containsText(name);
            keys.leads("e", "**/edit").skip().to("[name=title]").write("Chef");
            keys.leads("Control+Enter", "**/ui/contacts/*-*");
            assertThat(page.locator(".card-name")).containsText("Chef");
            // a new activity is two keys away
            keys.press("n").at(".menu-list a", "Ny aktivitet").press("Enter").at("#activity-type", "");
            keys.press("ArrowDown")
                    .to("#activity-subject")
                    .write("Ring " + last)
                    .press("Enter");
            assertThat(page.locator("#activities")).containsText("Ring " + last);
            keys.at("main *", "").to("button", "Gjord").press("Enter");
            assertThat(page.locator("#activities button", new Page.LocatorOptions().setHasText("Gjord")))
                    .hasCount(0);
            keys.at("main *", "");
        }
    }

    /** On a list one begins with what, and says then whom it concerns. */
    @Test
    void somethingNewBeginsOnItsList() {
        String last = canary("Listlund");
        contact(Map.of("firstName", "Li", "lastName", last));
        try (Window window = browser.open(server)) {
            Page page = window.page;
            Keys keys = logIn(window);
            page.navigate(server.url() + "/ui/settings/org.gallra.activity/activities");
            keys.leads("n", "**/ui/begin/org.gallra.activity/activities").at("#words", "");
            keys.write("Ingen heter så").open("**/ui/begin/*/*?q=*");
            assertThat(page.locator("main")).containsText("Inget hittades");
            page.locator("#words").fill("");
            keys.at("#words", "").write(last).open("**/ui/begin/*/*?q=*");
            assertThat(page.locator(".found a")).hasCount(1);
            assertThat(page).hasURL(Pattern.compile("(?!.*" + last + ").*"));
            keys.to(".found a", last).open("**/ui/contacts/*#new-activity").at("#activity-type", "");
            keys.to("#activity-subject").write("Ring " + last).press("Enter");
            assertThat(page.locator("#activities")).containsText("Ring " + last);
            window.audit();
        }
    }

    @Test
    void aListIsFilteredSortedAndItsPeopleAreAnonymized() {
        String city = canary("Orten");
        for (String first : new String[] {"Anna", "Bo", "Cilla"}) {
            contact(Map.of("firstName", first, "lastName", canary("Efter"), "city", city));
        }
        try (Window window = browser.open(server)) {
            Page page = window.page;
            Keys keys = logIn(window).press("g").leads("c", "**/ui/contacts");
            keys.skip()
                    .to("details.filter summary")
                    .press("Enter")
                    .to("#f-city")
                    .write(city);
            keys.open("**/ui/contacts?f=*").at("#f-city", "");
            Locator rows = page.locator("#list tbody tr");
            assertThat(rows).hasCount(3);
            keys.to("#columns summary").press("Enter").to("#columns input[value=department]");
            keys.press("Space").to("#columns button[value=department][name=up]").press("Enter");
            keys.at("#columns button[value=department][name=up]", "").backTo("#columns button.btn-primary", "");
            keys.anew("Enter").at("main", "");
            assertThat(page.locator("#list thead")).containsText("Avdelning");
            keys.to("#list th a", "Namn").anew("Enter").at("#list th a", "Namn");
            keys.press("j", "x", "j", "x");
            assertThat(page.locator("#bulk-count")).hasText("2 markerade");
            keys.to("#unmark").press("Enter").at("#tick-all", "").press("Space");
            assertThat(page.locator("#bulk-count")).hasText("3 markerade");
            keys.to("#bulk summary")
                    .press("Enter")
                    .to("#bulk button", "Anonymisera…")
                    .press("Escape");
            keys.at("#bulk summary", "").press("Enter").to("#bulk button", "Anonymisera…");
            keys.open("**/ui/anonymize");
            assertThat(window.heading("Anonymisera 3 kontaktpersoner")).isVisible();
            keys.skip().to("#choose-all").press("Space").to(".choice-tab", "Aktiviteter");
            keys.to("#anonymize .btn-primary").open("**/ui/anonymize/*");
            confirm(keys, "3");
            assertThat(window.heading("Anonymiseringen är klar")).isVisible();
            keys.skip().to("main a.btn-primary").open("**/ui/contacts?*");
            // the columns are the user's, who is others' too
            keys.skip()
                    .to("#columns summary")
                    .press("Enter")
                    .to("#columns button", "Återställ")
                    .anew("Enter");
        }
    }

    private static void confirm(Keys keys, String typed) {
        keys.skip();
        if (!typed.isEmpty()) {
            keys.to("#confirm-count").write(typed);
        }
        keys.to("[name=understood]").press("Space").to("button.btn-danger").anew("Enter");
    }

    @Test
    void aPersonIsDeletedAfterAPreview() {
        String mark = canary("Efter");
        String id = contact(Map.of("lastName", mark));
        try (Window window = browser.open(server)) {
            Keys keys = find(logIn(window), window, mark, id);
            keys.skip().to("button", "Ta bort kontaktperson").open("**/ui/delete/*");
            keys.leads("Escape", "**/ui/contacts/" + id);
            keys.skip().to("button", "Ta bort kontaktperson").open("**/ui/delete/*");
            confirm(keys, "");
            assertThat(window.heading("Borttagningen är klar")).isVisible();
        }
        admin.get("contacts/" + id).isProblem(404);
    }

    @Test
    void aRuleIsMadeAndLookedAt() {
        try (Window window = browser.open(server)) {
            Page page = window.page;
            Keys keys = logIn(window).to(".sidebar a", "Anonymisering").open("**/ui/rules");
            keys.skip().to("main a[href='/ui/rules/new']").open("**/ui/rules/new");
            keys.skip().to("#name").write(canary("Regel")).to("#g0-add").write("Ingen kontakt");
            keys.to("button", "Lägg till").anew("Enter").at("button", "Lägg till");
            keys.backTo("[name='g0.l0.a.days']", "").press("Control+a").write("45");
            keys.to("button[formaction$='#preview']").anew("Enter").at("button[formaction$='#preview']", "");
            assertThat(page.locator("#preview")).containsText("ingen kontakt de senaste 45 dagarna");
        }
    }

    @Test
    void aCardOfTheBoardIsMoved() {
        String mark = canary("flyttas");
        admin.post("opportunities", Map.of("name", mark, "contact", contact(Map.of("lastName", mark)), "amount", 900))
                .is(201);
        try (Window window = browser.open(server)) {
            Page page = window.page;
            Keys keys = logIn(window).to(".sidebar a", "Affärsmöjligheter").open("**/opportunities");
            keys.skip().to("main a", "Tavla").open("**view=board*").at("main a", "");
            keys.to(".board-card a", mark).to(".board-card select").write("Offert");
            keys.to(".board-card button", "").press("Enter");
            assertThat(page.locator("section[data-stage=PROPOSAL]")).containsText(mark);
            assertThat(page.locator("#said")).containsText("flyttad till Offert");
            keys.at("section[data-stage=PROPOSAL] button", mark);
        }
    }

    @Test
    void theTypesOfActivitiesAreChosenWithoutBeingSentAtEachArrow() {
        try (Window window = browser.open(server)) {
            Page page = window.page;
            Keys keys = logIn(window).to(".sidebar a", "Aktiviteter").open("**/activities");
            keys.skip().to("#type").press("ArrowDown", "ArrowDown");
            assertThat(page).not().hasURL(java.util.regex.Pattern.compile(".*type=.*"));
            keys.to(".chooser button").open("**type=*").at(".chooser *", "");
        }
    }

    @Test
    void aKeyForProgramsIsMadeAndReadAtOnce() {
        try (Window window = browser.open(server)) {
            Keys keys = logIn(window).backTo("header summary", "admin").press("Enter");
            keys.to(".menu-list a", "Mitt konto").open("**/account");
            keys.skip()
                    .to("summary", "Ny nyckel")
                    .press("Enter")
                    .to("#token-name")
                    .write("Växeln");
            keys.to("#scope-READ").press("Space").to("button", "Skapa").press("Enter");
            keys.at("[data-told]", "Den nya nyckeln").to("button", "Återkalla").press("Enter");
            assertThat(window.page.locator("#token-list")).hasCount(0);
            keys.at("main *", "");
        }
    }

    @Test
    void aFileIsLookedAtBeforeItComesIn() {
        String mark = canary("fil");
        try (Window window = browser.open(server)) {
            Page page = window.page;
            Keys keys = logIn(window)
                    .to(".sidebar a", "Importera")
                    .open("**/ui/imports")
                    .skip();
            keys.to("#file");
            page.locator("#file")
                    .setInputFiles(new FilePayload(
                            "kontakter.csv",
                            "text/csv",
                            ("Efternamn;E-post\nÅberg;" + mark + "@example.se\n").getBytes(StandardCharsets.UTF_8)));
            keys.to("main form button").open("**/ui/imports/*");
            assertThat(page.locator("#rows")).containsText(mark);
            keys.skip()
                    .to("details summary")
                    .press("Enter")
                    .to("#column-1")
                    .to("button", "Använd kolumnerna")
                    .anew("Enter");
            keys.at("main *", "").to("main button", "Ta bort importen").open("**/ui/imports?*");
        }
    }

    /** Opens a page of the menu. */
    private Keys open(Window window, String entry, String address) {
        return logIn(window).to(".sidebar a", entry).open(address).skip();
    }

    @Test
    void aUserIsMadeGivenAnotherRoleAndLoggedOut() {
        String name = canary("kim").toLowerCase(Locale.ROOT);
        String secret = canary("Engangs");
        try (Window window = browser.open(server)) {
            Page page = window.page;
            Keys keys = open(window, "Användare och roller", "**/users");
            keys.to("#new-name").write(name).to("#new-secret").press("Control+a");
            keys.write(secret).to("button", "Skapa användare").press("Enter");
            Locator row = page.locator("#user-list tr", new Page.LocatorOptions().setHasText(name));
            assertThat(row).containsText("Engångslösenord");
            keys.at("main *", "").backTo("#user-list summary", name).press("Enter");
            keys.to("[name=role]").press("ArrowDown").to("button", "Spara").press("Enter");
            assertThat(row.locator("td").first()).hasText("Läsare");
            keys.at("#user-list summary", name);
            Api other = loggedIn(name + "x", secret);
            keys.to(".sidebar a", "Inloggningar").open("**/logins").skip();
            keys.to("#login-list button", "Avsluta: " + name + "x").press("Enter");
            assertThat(page.locator("#login-list")).not().containsText(name);
            keys.at("main *", "");
            other.get("users/self").isProblem(401);
        }
    }

    private Api loggedIn(String name, String password) {
        admin.post("users", Map.of("userName", name, "role", "READER", "password", password))
                .is(201);
        return Api.login(server.url(), name, password);
    }

    @Test
    void freeFieldsAreMadePutInOrderAndDeleted() {
        String first = canary("Ett");
        String second = canary("Tva");
        try (Window window = browser.open(server)) {
            Page page = window.page;
            Keys keys = open(window, "Fält", "**/fields");
            for (String label : List.of(first, second)) {
                keys.to("main a", "Nytt fält").open("**do=new*").skip();
                keys.to("#f-label-sv").write(label).to("[name=mandatory]").press("Space", "Control+Enter");
                assertThat(page.locator("tbody tr", new Page.LocatorOptions().setHasText(label)))
                        .containsText("Obligatoriskt");
                keys.at("main *", "").backTo("main a", "Nytt fält").press("Shift+Tab");
            }
            keys.to("button", "Flytta ned: " + first).press("Enter");
            assertThat(page.locator("tbody th")).hasText(new String[] {second, first});
            keys.at("button", first); // the focus went with the field
            keys.backTo("tbody a", first).open("**field=*").skip();
            keys.to("main a", "Ta bort fältet").open("**do=delete*").skip();
            keys.to("button.btn-danger").press("Enter");
            assertThat(page.locator("main")).not().containsText(first);
        } finally {
            for (JsonNode field : admin.get("free-fields").is(200).json()) {
                String path = "free-fields/" + field.get("id").asText();
                admin.send(admin.request(path)
                        .header("If-Match", admin.get(path).etag())
                        .DELETE());
            }
        }
    }

    @Test
    void aRequestIsRegisteredAnsweredWithAnExtractAndEnded() {
        String mark = canary("Efter");
        String id = contact(Map.of("lastName", mark));
        try (Window window = browser.open(server)) {
            Page page = window.page;
            Keys keys = find(logIn(window), window, mark, id).press("n");
            keys.to(".menu-list a", "Ny begäran").open("**/requests?new=1*").skip();
            keys.to("button", "Registrera").press("Enter");
            Locator request = page.locator("#request");
            assertThat(request).containsText(mark);
            keys.at("main *", "").skip().to("summary", "Identitet").press("Enter");
            keys.to("#request-check").press("ArrowDown").to("button", "Spara kontrollen");
            keys.press("Enter");
            assertThat(request).not().containsText("Inte kontrollerad");
            String address = page.url();
            keys.skip().to("main a", "Exportera personuppgifter").open("**/ui/extract/*");
            keys.skip().to("[name=format]").press("ArrowDown").to("button", "Exportera");
            page.waitForDownload(() -> keys.press("Enter"));
            keys.leads("Escape", address);
            keys.skip().to("summary", "Svara eller avslå").press("Enter");
            keys.to("#request-answer").write("Utdraget").to("button", "Avsluta begäran");
            keys.press("Enter").at("main *", "");
            assertThat(request).containsText("Utdraget");
            assertThat(request).containsText("Registerutdrag");
        }
    }

    @Test
    void twoCardsOfOnePersonAreComparedAndDecided() {
        String mark = canary("Efter");
        String twin = canary("Annan");
        String mail = canary("post") + "@example.se";
        String id = contact(Map.of("lastName", mark, "email", mail));
        String other = contact(Map.of("lastName", twin, "email", mail));
        try (Window window = browser.open(server)) {
            Locator cards = window.page.locator("#cards");
            Keys keys = find(logIn(window), window, mark, id).skip();
            keys.to("#cards a", twin).open("**/ui/contacts/" + other).skip();
            keys.to("#cards a", mark).open("**/ui/contacts/" + id).skip();
            keys.to("#cards button", "Samma person: " + twin).press("Enter");
            assertThat(cards).containsText("Avgjort");
            keys.at("#cards button", "Ångra: " + twin).press("Enter");
            assertThat(cards).not().containsText("Avgjort");
            keys.at("#cards button", twin);
        }
    }
}
