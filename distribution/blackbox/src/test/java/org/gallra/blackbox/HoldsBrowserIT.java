package org.gallra.blackbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.blackbox.Browser.Window;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Legal holds in the browser. What is drawn does not depend on the database. */
class HoldsBrowserIT extends OnServer {

    private Browser browser;

    HoldsBrowserIT() {
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

    @Test
    void aHoldIsPlacedChangedAndLiftedByKeyboardAndWithoutJavaScript() {
        String word = canary("tvist");
        String contact = contact(People.make(company(canary("Bolag"))).values());
        try (Window window = browser.open(server, new NewContextOptions().setJavaScriptEnabled(false))
                .login("admin")) {
            Page page = window.page;
            page.navigate("/ui/contacts/" + contact);
            page.locator("#holds summary").press("Enter");
            page.locator("#hold-new-ground").selectOption("OTHER");
            page.locator("#hold-new-reason").fill(word);
            page.locator("#hold-new-until").fill("2099-12-31");
            window.button("Lägg stoppet").press("Enter");
            assertThat(page.locator("#holds")).containsText("Annat skäl");
            assertThat(page.locator("#holds")).containsText("2099-12-31");
            page.locator("#holds .note summary").press("Enter");
            page.locator("#holds .note input[type=date]").fill("");
            window.button("Spara ändringen").press("Enter");
            assertThat(page.locator("#holds")).containsText("Tills det hävs");
            window.link("Rättsliga stopp").click();
            assertThat(page.locator("main")).containsText(word);
            page.navigate("/ui/contacts/" + contact);
            page.locator("#holds .note summary").press("Enter");
            window.button("Häv stoppet").press("Enter");
            assertThat(page.locator("#holds")).containsText("Inget rättsligt stopp");
        }
        Assertions.assertThat(admin.get("holds?contact=" + contact)
                        .is(200)
                        .json()
                        .get("items")
                        .findValuesAsText("state"))
                .containsExactly("LIFTED");
    }

    @Test
    void holdsServeEverybody() {
        String company = company(canary("Bolag"));
        String contact = contact(People.make(company).values());
        for (Map<String, String> whom : List.of(Map.of("contact", contact), Map.of("company", company))) {
            Map<String, Object> draft = new java.util.HashMap<>(whom);
            draft.put("ground", "CLAIM");
            draft.put("reason", "Stämning");
            admin.post("holds", draft).is(201);
        }
        try (Window window = browser.open(server).login("admin")) {
            Page page = window.page;
            page.navigate("/ui/contacts/" + contact);
            assertThat(page.locator("#holds")).containsText("Hela företaget");
            page.locator("#holds summary").first().click();
            page.locator("#holds summary").last().click();
            window.audit();
            page.navigate("/ui/companies/" + company);
            page.locator("#holds summary").first().click();
            window.audit();
            page.navigate("/ui/settings/org.gallra.hold/holds");
            window.audit();
            page.navigate("/ui/settings/org.gallra.hold/holds?show=all");
            window.audit();
        }
        NewContextOptions phone = new NewContextOptions().setViewportSize(320, 640);
        try (Window window = browser.open(server, phone).login("admin")) {
            window.page.navigate("/ui/contacts/" + contact);
            window.audit();
            window.page.navigate("/ui/settings/org.gallra.hold/holds");
            window.audit();
        }
        try (Window window = browser.open(server).login("anna")) {
            window.page.navigate("/ui/contacts/" + contact);
            assertThat(window.page.locator("#holds")).containsText("Rättsligt anspråk");
            assertThat(window.page.locator("#holds")).not().containsText("Stämning");
            assertThat(window.page.locator("#holds form")).hasCount(0);
            window.audit();
        }
    }
}
