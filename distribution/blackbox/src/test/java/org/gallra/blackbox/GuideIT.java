package org.gallra.blackbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.blackbox.Browser.Window;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The user guide on the demo data: every chapter and its pictures, from each page, by search. The pictures are what this test sees; with
 * {@code gallra.renew=pictures} it writes them into the sources.
 */
@Tag("browser")
class GuideIT {

    private static final boolean RENEW = "pictures".equals(System.getProperty("gallra.renew"));
    private static final int WIDTH = 1000;
    private static final int HEIGHT = 640;

    /** The guide shows them smaller than the window was. */
    private static final double SCALE = 0.8;

    private static final int HEAVIEST = 40_000;

    /** Whose chapters show which pictures; all others are the core's. */
    private static final Map<String, String> BUNDLES =
            Map.of("activities", "activity", "meetings", "meeting", "board", "opportunity", "sales", "sale");

    private final Set<String> seen = new TreeSet<>();
    private String place = "";

    @Test
    void theGuideShowsWhatTheProductDoes() throws Exception {
        try (GallraServer server = GallraServer.start(
                        Kind.DERBY,
                        "guide",
                        "-Dgallra.demo=true",
                        "-Dgallra.totp.required=nobody",
                        "-Dgallra.demo.contacts=" + (RENEW ? 3000 : 60));
                Browser browser = new Browser()) {
            Path ready = server.folder().resolve("data/demo-ready");
            Awaitility.await("demo data").atMost(Duration.ofMinutes(3)).until(() -> Files.exists(ready));
            Demo demo = new Demo(server);
            place = server.folder().toString();
            if (RENEW) {
                for (String language : List.of("sv", "en")) {
                    try (Browser speaking = Browser.speaking(language);
                            Window window = open(speaking, server, language, demo)) {
                        walk(window, language, demo);
                    }
                }
            } else {
                try (Window window = open(browser, server, "sv", demo)) {
                    walk(window, "sv", demo);
                }
            }
            try (Window window = open(browser, server, "sv", demo)) {
                everyChapterIsReadAndEveryPageLeadsToOne(window);
            }
            try (Window window = open(browser, server, "en", demo)) {
                chaptersAreFoundByTheirWords(window);
            }
            assertThat(server.errors()).isEmpty();
        }
    }

    /** What the demo data holds that a picture shows. */
    private static final class Demo {

        final Api api;
        final String password;
        final String contact;
        final String company;
        final String rule;

        Demo(GallraServer server) throws IOException {
            password = Files.readAllLines(server.folder().resolve("data/demo-users.txt")).stream()
                    .filter(line -> line.startsWith("anna.admin"))
                    .map(line -> line.split("\\s+")[1])
                    .findFirst()
                    .orElseThrow();
            api = Api.login(server.url(), "anna.admin", password);
            JsonNode richest = null;
            for (JsonNode one : api.get("meetings?limit=50").is(200).json().get("items")) {
                richest = richest == null && one.get("participants").size() > 0 ? one : richest;
            }
            contact = richest == null
                    ? api.get("contacts").json().get("items").get(0).get("id").asText()
                    : richest.get("participants").get(0).get("contact").asText();
            JsonNode card = api.get("contacts/" + contact).is(200).json();
            company = card.get("company").asText();
            rule = api.post(
                            "anonymization-rules",
                            Map.of(
                                    "name",
                                    "Utan kontakt",
                                    "condition",
                                    Map.of(
                                            "all",
                                            List.of(
                                                    Map.of(
                                                            "criterion",
                                                            "core.no-contact",
                                                            "arguments",
                                                            Map.of("days", "30")),
                                                    Map.of(
                                                            "criterion",
                                                            "sale.buying-customer",
                                                            "arguments",
                                                            Map.of("is", "no")))),
                                    "brake",
                                    Map.of("cap", 1000, "percent", 100, "norm", 1000)))
                    .is(201)
                    .json()
                    .get("id")
                    .asText();
            for (String kind : List.of("ACCESS", "ERASURE")) {
                api.post(
                                "requests",
                                Map.of(
                                        "kind",
                                        kind,
                                        "contact",
                                        contact,
                                        "receivedOn",
                                        LocalDate.now()
                                                .minusDays(kind.equals("ACCESS") ? 20 : 3)
                                                .toString(),
                                        "channel",
                                        "EMAIL"))
                        .is(201);
            }
            JsonNode plan = api.post(
                            "anonymizations",
                            Map.of("selection", Map.of("contacts", List.of(last(api))), "fields", List.of()))
                    .is(201)
                    .json();
            api.post(
                            "anonymizations/" + plan.get("id").asText() + "/execution",
                            Map.of("digest", plan.get("digest").asText()))
                    .is(200);
        }

        /** Somebody who stands at the end of the list and on no picture. */
        private static String last(Api api) {
            return api.get("contacts?sort=-name&limit=5")
                    .is(200)
                    .json()
                    .get("items")
                    .get(4)
                    .get("id")
                    .asText();
        }
    }

    private static Window open(Browser browser, GallraServer server, String language, Demo demo) {
        Window window = browser.look(
                server,
                new NewContextOptions()
                        .setLocale(language.equals("sv") ? "sv-SE" : "en-GB")
                        .setColorScheme(ColorScheme.LIGHT)
                        .setViewportSize(WIDTH, HEIGHT));
        Page page = window.page;
        page.navigate("/ui/login");
        page.locator("[name=userName]").fill("anna.admin");
        page.locator("[name=password]").fill(demo.password);
        page.locator("main form .btn-primary").click();
        page.waitForURL("**/ui/start");
        return window;
    }

    private void walk(Window window, String language, Demo demo) {
        Page page = window.page;
        show(window, language, "start", "/ui/start");
        page.locator("#global-search").pressSequentially("an");
        page.locator("#search-popup [role=option]").first().waitFor();
        take(window, language, "search");
        page.keyboard().press("Escape");
        contacts(window, language);
        page.navigate("/ui/contacts/" + demo.contact);
        take(window, language, "card");
        page.locator("summary.plus").click();
        take(window, language, "plus");
        show(window, language, "company", "/ui/companies/" + demo.company);
        show(window, language, "activities", "/ui/settings/org.gallra.activity/activities");
        show(window, language, "meetings", "/ui/settings/org.gallra.meeting/meetings?who=all");
        show(window, language, "board", "/ui/settings/org.gallra.opportunity/opportunities?view=board&who=all");
        show(window, language, "sales", "/ui/settings/org.gallra.sale/sales?who=all");
        show(window, language, "statistics", "/ui/statistics/sale.sale.by-month");
        show(window, language, "extract", "/ui/extract/" + demo.contact);
        show(window, language, "fields", "/ui/settings/org.gallra.freefield/fields");
        show(window, language, "rule", "/ui/rules/" + demo.rule);
        show(window, language, "requests", "/ui/settings/org.gallra.requests/requests");
        show(window, language, "bundles", "/ui/bundles");
        show(window, language, "ledger", "/ui/ledger");
        erasure(window, language, demo);
        imports(window, language);
    }

    private void contacts(Window window, String language) {
        Page page = window.page;
        page.navigate("/ui/contacts");
        page.locator("details.filter > summary").click();
        take(window, language, "contacts");
        page.navigate("/ui/contacts");
        page.locator("#save-view > summary").click();
        take(window, language, "views");
        page.navigate("/ui/contacts");
        for (int row : List.of(1, 3, 4)) {
            page.locator("tbody input[type=checkbox]").nth(row).check();
        }
        page.locator("#bulk details > summary").click();
        take(window, language, "selection");
    }

    private void erasure(Window window, String language, Demo demo) {
        Page page = window.page;
        page.navigate("/ui/contacts/" + demo.contact);
        page.locator("form[action='/ui/anonymize'] button").click();
        page.locator("#anonymize").waitFor();
        take(window, language, "anonymize");
        page.locator(".dialog-foot .btn-primary").click();
        page.locator("#confirm-count, .note.danger").first().waitFor();
        take(window, language, "preview");
        page.navigate("/ui/companies/" + demo.company);
        page.locator("form[action='/ui/delete'] button").click();
        page.locator("h1").waitFor();
        take(window, language, "delete");
    }

    private void imports(Window window, String language) {
        Page page = window.page;
        page.navigate("/ui/imports");
        page.locator("#file")
                .setInputFiles(new FilePayload(
                        "kontakter.csv",
                        "text/csv",
                        ("Förnamn;Efternamn;E-post;Företag\nAnna;Åberg;anna.aberg@example.se;Åberg & Co\n"
                                        + "Bo;Berg;ingen adress;Åberg & Co\nCilla;Dahl;cilla.dahl@example.se;\n")
                                .getBytes(StandardCharsets.UTF_8)));
        page.locator("main form .btn-primary").click();
        page.locator("#rows").waitFor();
        take(window, language, "import");
    }

    private void show(Window window, String language, String name, String path) {
        assertThat(window.page.navigate(path).status()).as(path).isEqualTo(200);
        take(window, language, name);
    }

    /** Looks at what stands in the window: its upper part, as whoever opens the page sees it. */
    private void take(Window window, String language, String name) {
        Page page = window.page;
        assertThat(page.locator("h1").first()).isVisible();
        assertThat(page.locator("main .note.warn", new Page.LocatorOptions().setHasText("Panelen kunde inte")))
                .hasCount(0);
        seen.add(name);
        if (!RENEW) {
            return;
        }
        if (!name.equals("search")) { // whose hits close when the field is left
            page.evaluate("document.activeElement?.blur()");
        }
        // where this server happens to lie is nobody's business
        page.evaluate(
                "place => { const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);"
                        + " while (texts.nextNode()) texts.currentNode.data = texts.currentNode.data.replaceAll(place, '/srv/gallra'); }",
                place);
        byte[] picture = new byte[0];
        for (int quality = 70; picture.length == 0 || picture.length > HEAVIEST; quality -= 10) {
            JsonObject wanted = new JsonObject();
            wanted.addProperty("format", "webp");
            wanted.addProperty("quality", quality);
            JsonObject clip = new JsonObject();
            clip.addProperty("x", 0);
            clip.addProperty("y", ((Number) page.evaluate("scrollY")).doubleValue());
            clip.addProperty("width", WIDTH);
            clip.addProperty("height", HEIGHT);
            clip.addProperty("scale", SCALE);
            wanted.add("clip", clip);
            picture = Base64.getDecoder()
                    .decode(page.context()
                            .newCDPSession(page)
                            .send("Page.captureScreenshot", wanted)
                            .get("data")
                            .getAsString());
            assertThat(quality).as("%s has %d bytes", name, picture.length).isGreaterThanOrEqualTo(30);
        }
        try {
            Path folder = Path.of(
                    System.getProperty("gallra.bundles"),
                    BUNDLES.getOrDefault(name, "ui"),
                    "src/main/resources/help",
                    language);
            Files.write(folder.resolve(name + ".webp"), picture);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From the table of contents, and from each entry of the menu. */
    private void everyChapterIsReadAndEveryPageLeadsToOne(Window window) {
        Page page = window.page;
        List<String> entries = hrefs(page.locator(".nav-lists a"));
        assertThat(entries).hasSizeGreaterThan(15);
        Set<String> led = new LinkedHashSet<>();
        for (String entry : entries) {
            page.navigate(entry);
            led.add(page.locator("[data-key=help]").getAttribute("href"));
        }
        assertThat(led)
                .contains("/ui/help/org.gallra.activity/activities", "/ui/help/rules", "/ui/help/holds")
                .hasSizeGreaterThan(15);
        page.navigate("/ui/help");
        window.audit();
        List<String> chapters = hrefs(page.locator(".guide nav a"));
        assertThat(chapters).doesNotHaveDuplicates().hasSizeGreaterThan(30).containsAll(led);
        Set<String> shown = new TreeSet<>();
        for (String chapter : chapters) {
            assertThat(page.navigate(chapter).status()).as(chapter).isEqualTo(200);
            assertThat(page.locator(".guide nav a[aria-current=page]")).hasAttribute("href", chapter);
            for (String link : hrefs(page.locator(".guide article a[href^='/ui/help']"))) {
                assertThat(chapters).as(chapter).contains(link);
            }
            for (Locator picture : page.locator(".guide img").all()) {
                picture.scrollIntoViewIfNeeded();
                String source = picture.getAttribute("src");
                shown.add(source.substring(source.indexOf('/') + 1).replace(".webp", ""));
                if (!RENEW) { // what was just taken is part of the next build
                    page.waitForFunction(
                            "name => [...document.images].find(i => i.src.endsWith(name)).naturalWidth === "
                                    + (int) (WIDTH * SCALE),
                            source);
                }
            }
        }
        window.audit();
        assertThat(shown).as("every picture that chapters show was looked at").isEqualTo(seen);
    }

    private static List<String> hrefs(Locator links) {
        List<String> hrefs = new ArrayList<>();
        links.all().forEach(link -> hrefs.add(link.getAttribute("href")));
        return hrefs;
    }

    private static void chaptersAreFoundByTheirWords(Window window) {
        Page page = window.page;
        page.navigate("/ui/help");
        page.locator("#help-words").fill("deletion trash");
        page.locator("#help-words").press("Enter");
        page.waitForURL("**/ui/help?q=*");
        assertThat(page.url()).doesNotContain("trash");
        assertThat(page.locator(".guide-hits a").first()).hasAttribute("href", "/ui/help/delete");
        assertThat(page.locator(".guide-hits mark").first()).containsText("trash");
        window.audit();
        page.locator(".guide-hits a").first().click();
        assertThat(page.locator("h1")).hasText("Deletion");
        page.locator("#help-words").fill("xyzzy");
        page.locator("#help-words").press("Enter");
        assertThat(page.locator("article")).containsText("No chapter holds all the words");
    }
}
