package org.gallra.blackbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.blackbox.Browser.Window;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Free fields in the browser. What is drawn does not depend on the database. */
class FreeFieldsBrowserIT extends OnServer {

    private Browser browser;

    FreeFieldsBrowserIT() {
        super(Kind.DERBY);
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

    /** Other tests share the server, and know of no field. */
    @AfterEach
    void noFieldStays() {
        for (JsonNode field : admin.get("free-fields").is(200).json()) {
            String path = "free-fields/" + field.get("id").asText();
            admin.send(admin.request(path)
                            .header("If-Match", admin.get(path).etag())
                            .DELETE())
                    .is(200);
        }
    }

    @Test
    void aMandatoryPurposeIsDefinedThenAskedForThenSavedWithoutJavaScript() {
        String name = canary("Efter");
        try (Window window = browser.open(server, new NewContextOptions().setJavaScriptEnabled(false))
                .login("admin")) {
            Page page = window.page;
            window.link("Fält").click();
            window.button("Slå på syfte").press("Enter");
            page.locator("tbody th a").first().click();
            page.getByLabel("Obligatoriskt").check();
            window.button("Spara").first().press("Enter");
            assertThat(page.locator("tbody tr").first()).containsText("Obligatoriskt");

            page.navigate("/ui/contacts/new");
            page.locator("#lastName").fill(name);
            window.button("Spara").press("Enter");
            assertThat(page.locator(".free-fields .field-error")).containsText("Syfte är obligatoriskt");
            page.locator("#contact-ff-purpose").selectOption("customer");
            window.button("Spara").press("Enter");
            assertThat(page.locator("h1")).containsText(name);
            assertThat(page.locator("#free-fields h3")).hasText("Syfte med bearbetning");
            assertThat(page.locator("#free-fields")).containsText("Kundrelation");
            page.locator("#free-fields summary").press("Enter");
            assertThat(page.locator("#free-fields details")).containsText("Varför ni lagrar kontaktpersonen");

            page.navigate("/ui/contacts");
            page.locator("details.filter > summary").press("Enter");
            page.locator("#f-text").fill(name);
            page.locator("#f-free-purpose").selectOption("customer");
            window.button("Visa").press("Enter");
            assertThat(page.locator("tbody tr")).hasCount(1);
            assertThat(page.locator("tbody tr")).containsText("Kundrelation");
            page.locator("tbody input[type=checkbox]").check();
            page.locator("#bulk summary").press("Enter");
            window.button("Sätt syfte och andra fält…").press("Enter");
            page.locator("#contact-ff-purpose").selectOption("prospect");
            page.locator(".form-buttons .btn-primary").press("Enter");
            assertThat(page.locator("main")).containsText("Ändrade 1 kontaktperson");
        }
        Assertions.assertThat(admin.post("contacts/search", java.util.Map.of("text", name))
                        .is(200)
                        .json()
                        .get("items")
                        .findValuesAsText("purpose"))
                .isEqualTo(List.of("prospect"));
    }

    private String define(String owner, String label, boolean mandatory) {
        return admin.post(
                        "free-fields",
                        java.util.Map.of(
                                "owner",
                                owner,
                                "type",
                                "TEXT",
                                "label",
                                java.util.Map.of("sv", label),
                                "mandatory",
                                mandatory,
                                "listed",
                                true))
                .is(201)
                .json()
                .get("key")
                .asText();
    }

    private String made(String records, java.util.Map<String, Object> values, String field, String value) {
        java.util.Map<String, Object> all = new java.util.HashMap<>(values);
        all.put("freeFields", java.util.Map.of(field, value));
        return admin.post(records, all).is(201).json().get("id").asText();
    }

    /** The four types of records are changed with their free fields; whoever was slower keeps what was typed. */
    @Test
    void recordsAreChangedWithTheirFreeFieldsAndNothingTypedIsLost() {
        String mark = canary("andra");
        String code = define("activity", "Kod", true);
        String room = define("meeting", "Rum", false);
        String rival = define("opportunity", "Konkurrent", false);
        String lot = define("sale", "Parti", false);
        String contact = admin.post("contacts", java.util.Map.of("lastName", "Ek" + mark))
                .is(201)
                .json()
                .get("id")
                .asText();
        String activity = made(
                "activities",
                java.util.Map.of(
                        "type", "TASK", "contact", contact, "subject", "Ring " + mark, "dueAt", "2026-01-02T09:00:00Z"),
                code,
                "K1");
        made(
                "meetings",
                java.util.Map.of(
                        "participants",
                        List.of(contact),
                        "subject",
                        "Möte " + mark,
                        "startsAt",
                        "2026-01-02T09:00:00Z"),
                room,
                "R1");
        made("opportunities", java.util.Map.of("contact", contact, "name", "Affär " + mark), rival, "Bolag 1");
        made("sales", java.util.Map.of("contact", contact, "description", "Vara " + mark, "amount", 10), lot, "P1");
        try (Window window = browser.open(server).login("admin")) {
            Page page = window.page;
            String card = "/ui/contacts/" + contact;
            page.navigate(card);
            page.locator("#activities a[href*='/ui/records/']").click();
            window.audit();
            assertThat(page.locator("#record-subject")).hasValue("Ring " + mark);
            page.locator("#record-subject").fill("Skriv " + mark);
            page.locator("#record-ff-" + code).fill("");
            window.button("Spara").press("Enter");
            assertThat(page.locator(".field-error")).containsText("Kod är obligatoriskt");
            assertThat(page.locator("#record-subject")).hasValue("Skriv " + mark);
            window.audit();

            admin.post("activities/" + activity + "/done", java.util.Map.of()).is(200);
            page.locator("#record-ff-" + code).fill("K2");
            window.button("Spara").press("Enter");
            assertThat(page.locator("[role=alert]")).containsText("Någon annan");
            assertThat(page.locator("#record-subject")).hasValue("Skriv " + mark);
            assertThat(page.locator("#record-ff-" + code)).hasValue("K2");
            page.getByText("Visa posten som den är nu").click();
            assertThat(page.locator("#record-subject")).hasValue("Ring " + mark);
            page.locator("#record-subject").fill("Skrev " + mark);
            page.locator("#record-ff-" + code).fill("K3");
            window.button("Spara").press("Enter");
            assertThat(page.locator("h1")).containsText("Ek" + mark);
            assertThat(page.locator("#activities")).containsText("Skrev " + mark);
            assertThat(page.locator("#activities dl")).containsText("K3");

            String[][] others = {{"#meetings", room, "R2"}, {"#opportunities", rival, "Bolag 2"}, {"#sales", lot, "P2"}
            };
            for (String[] other : others) {
                page.locator(other[0] + " a[href*='/ui/records/']").click();
                window.audit();
                page.locator("#record-ff-" + other[1]).fill(other[2]);
                window.button("Spara").press("Enter");
                assertThat(page.locator(other[0] + " dl")).containsText(other[2]);
            }
            for (String list : List.of(
                    "org.gallra.activity/activities?who=all&show=done",
                    "org.gallra.meeting/meetings?who=all&show=open",
                    "org.gallra.opportunity/opportunities?who=all",
                    "org.gallra.sale/sales?who=all")) {
                page.navigate("/ui/settings/" + list);
                assertThat(page.locator("table")).containsText(mark);
                assertThat(page.locator("thead"))
                        .containsText(java.util.regex.Pattern.compile("Kod|Rum|Konkurrent|Parti"));
                assertThat(page.locator("tbody")).containsText(java.util.regex.Pattern.compile("K3|R2|Bolag 2|P2"));
                window.audit();
            }
            page.locator("tbody tr:has-text('" + mark + "') a[href*='/ui/records/']")
                    .click();
            page.locator("#record-description").fill("Vara två " + mark);
            window.button("Spara").press("Enter");
            assertThat(page).hasURL(java.util.regex.Pattern.compile(".*who=all&done=saved#sales"));
            assertThat(page.locator("#sales")).containsText("Vara två " + mark);
        }
    }

    @Test
    void thePagesServeEverybody() {
        admin.post("free-fields/purpose", java.util.Map.of()).is(200);
        String id = admin.get("free-fields?owner=contact")
                .is(200)
                .json()
                .get(0)
                .get("id")
                .asText();
        String settings = "/ui/settings/org.gallra.freefield/fields";
        List<String> paths = List.of(
                settings,
                settings + "?do=new&owner=company",
                settings + "?field=" + id,
                settings + "?do=delete&field=" + id,
                settings + "?do=standard&owner=contact",
                "/ui/contacts/new");
        for (int width : List.of(1280, 320)) {
            NewContextOptions screen = new NewContextOptions().setViewportSize(width, 800);
            try (Window window = browser.open(server, screen).login("admin")) {
                for (String path : paths) {
                    window.page.navigate(path);
                    window.audit();
                }
            }
        }
    }
}
