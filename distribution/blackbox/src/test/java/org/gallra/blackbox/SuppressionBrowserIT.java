package org.gallra.blackbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.blackbox.Browser.Window;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The way back in, in the browser. What is drawn does not depend on the database. */
class SuppressionBrowserIT extends OnServer {

    private Browser browser;

    SuppressionBrowserIT() {
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

    private String erased() {
        People gone = People.make(null);
        JsonNode plan = admin.post(
                        "anonymizations",
                        Map.of(
                                "selection",
                                Map.of("contacts", List.of(contact(gone.values()))),
                                "fields",
                                List.of("*")))
                .is(201)
                .json();
        admin.post(
                        "anonymizations/" + plan.get("id").asText() + "/execution",
                        Map.of("digest", plan.get("digest").asText()))
                .is(200);
        return gone.values().get("email");
    }

    private static void fill(Window window, String name, String email) {
        window.page.navigate("/ui/contacts/new");
        window.page.locator("#lastName").fill(name);
        window.page.locator("#email").fill(email);
        window.button("Spara").click();
    }

    @Test
    void theFormSaysSoKeepsWhatWasTypedAndTakesAReason() {
        String email = erased();
        String name = canary("Ny");
        try (Window window = browser.open(server, new NewContextOptions().setJavaScriptEnabled(false))
                .login("anna")) {
            fill(window, name, email);
            assertThat(window.page.locator("[role=alert]")).containsText("måste en systemadministratör");
            assertThat(window.page.locator("#email")).hasValue(email);
            assertThat(window.page.locator("#readmission")).hasCount(0);
        }
        try (Window window = browser.open(server, new NewContextOptions().setViewportSize(320, 640))
                .login("admin")) {
            Page page = window.page;
            fill(window, name, email);
            assertThat(page.locator("#lastName")).hasValue(name);
            window.audit();
            page.locator("#readmission").selectOption("OTHER_PERSON");
            window.button("Spara").click();
            assertThat(page.locator("h1")).containsText(name);
            page.navigate("/ui/settings/org.gallra.suppression/list");
            assertThat(page.locator("#admitted")).containsText("tillhör numera någon annan");
            page.locator("details summary").last().click();
            window.audit();
        }
    }
}
