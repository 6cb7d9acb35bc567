package org.gallra.blackbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import java.util.Map;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.blackbox.Browser.Window;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Orders that wait, in the browser. What is drawn does not depend on the database. */
class WaitingBrowserIT extends OnServer {

    private Browser browser;

    WaitingBrowserIT() {
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

    @AfterEach
    void othersDoNotWait() {
        admin.put(
                        "waiting-acts/times",
                        Map.of("byHandHours", 0, "byRuleHours", 0),
                        admin.get("waiting-acts/times").etag())
                .is(200);
    }

    /** Sets the time, orders, looks at the order and cancels it. */
    private void orderAndCancel(Window window, String contact, boolean audited) {
        Page page = window.page;
        window.link("Väntande").click();
        page.locator("#byHandHours").fill("alltid");
        window.button("Spara").press("Enter");
        assertThat(page.locator("#byHandHours-error")).isVisible();
        page.locator("#byHandHours").fill("12");
        window.button("Spara").press("Enter");
        assertThat(page.locator("#byHandHours")).hasValue("12");
        page.navigate("/ui/contacts/" + contact);
        window.button("Anonymisera").press("Enter");
        window.button("Förhandsgranska").press("Enter");
        page.locator("#confirm-count").fill("1");
        page.locator("input[name=understood]").check();
        window.button("Anonymisera för gott").press("Enter");
        assertThat(window.heading("Väntar på att genomföras")).isVisible();
        audit(window, audited);
        page.navigate("/ui/contacts/" + contact);
        assertThat(page.locator("main")).containsText("Begränsad");
        audit(window, audited);
        page.navigate("/ui/waiting");
        audit(window, audited);
        page.locator("tr", new Page.LocatorOptions().setHasText("Anonymisering"))
                .first()
                .getByRole(com.microsoft.playwright.options.AriaRole.BUTTON)
                .press("Enter");
        assertThat(page.locator("main [role=status]").first()).containsText("Allt är som det var");
        page.navigate("/ui/contacts/" + contact);
        assertThat(page.locator("main")).not().containsText("Begränsad");
    }

    private static void audit(Window window, boolean audited) {
        if (audited) {
            window.audit();
        }
    }

    @Test
    void anOrderIsSeenAndCancelled() {
        try (Window window = browser.open(server).login("admin")) {
            orderAndCancel(window, contact(People.make(null).values()), true);
        }
        NewContextOptions phone = new NewContextOptions().setViewportSize(320, 640);
        try (Window window = browser.open(server, phone).login("admin")) {
            window.page.navigate("/ui/waiting");
            window.audit();
        }
    }

    @Test
    void allOfItWorksByKeyboardAndWithoutJavaScript() {
        try (Window window = browser.open(server, new NewContextOptions().setJavaScriptEnabled(false))
                .login("admin")) {
            orderAndCancel(window, contact(People.make(null).values()), false);
        }
    }
}
