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
