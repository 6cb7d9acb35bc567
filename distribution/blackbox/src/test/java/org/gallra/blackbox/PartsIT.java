package org.gallra.blackbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.SelectOption;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.awaitility.Awaitility;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.blackbox.Browser.Window;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What users see of a vendor's bundle that comes and goes, and what an administrator does with what it left behind. */
@Tag("browser")
class PartsIT {

    /** Five seconds are promised, and measured by hand with nothing beside; here other tests take their share of the machine. */
    private static final Duration PROMISED = Duration.ofSeconds(Integer.getInteger("gallra.promised", 15));

    private static final String BUNDLE = "org.gallra.sample.events";
    private static final String CHAPTER = "/ui/help/org.gallra.sample.events/events";
    private static final String PAGE = "/ui/settings/org.gallra.sample.events/events";
    private static final String CARD = "#b-org-gallra-sample-events";

    /** On Derby: what users see is the same on both, and what becomes of the tables KeptDataTest asks both. */
    @Test
    void partsComeAndGoWithTheirBundleAndItsDataIsAskedFor() throws Exception {
        try (GallraServer server = GallraServer.start(Kind.DERBY, "parts");
                Browser browser = new Browser();
                Window anna = browser.open(server).login("anna");
                Window boss = browser.open(server).login("admin")) {
            Api admin = server.admin();
            People person = People.make(null);
            String contact = admin.post("contacts", person.values())
                    .is(201)
                    .json()
                    .get("id")
                    .asText();
            String card = "/ui/contacts/" + contact;

            anna.page.navigate(card);
            anna.audit();
            Instant begin = Instant.now();
            deploy(server);
            until(anna, card, () -> anna.heading("Evenemang").isVisible());
            assertThat(Duration.between(begin, Instant.now())).as("arrival").isLessThan(PROMISED);
            until(anna, "/ui/contacts", () -> column(anna).count() == 1);
            assertThat(anna.page.navigate(CHAPTER).status()).isEqualTo(200);
            assertThat(anna.page.locator(".guide nav a[aria-current=page]")).hasText("Anmälningar till evenemang");

            register(admin, contact, person);
            pageAndMarkedAndFilter(anna, person);
            anna.page.navigate(card);
            assertThat(anna.page.locator("section", new Page.LocatorOptions().setHasText("Vårmässan")))
                    .isVisible();
            anna.audit();
            listShowsTheColumn(anna, person);
            phoneShowsItToo(browser, server, person);
            bundlesPage(boss, "Redovisad");

            // what was open before says in words that the bundle is gone
            anna.page.navigate(PAGE);
            String filtered = filtered(boss);
            begin = Instant.now();
            Files.delete(server.deploy().resolve("sample.events.jar"));
            until(anna, card, () -> anna.heading("Evenemang").count() == 0);
            until(anna, "/ui/contacts", () -> column(anna).count() == 0);
            assertThat(Duration.between(begin, Instant.now())).as("departure").isLessThan(PROMISED);
            assertThat(anna.page.locator("#bulk button")).not().hasCount(0);
            assertThat(anna.page.locator("#bulk button", hasText("Anmäl till evenemang")))
                    .hasCount(0);
            assertThat(anna.page.locator("#f-is-sample\\.attended")).hasCount(0);
            assertThat(anna.page.navigate(CHAPTER).status()).isEqualTo(404);
            assertThat(anna.page.navigate(PAGE).status()).isEqualTo(410);
            assertThat(anna.page.locator("main")).containsText("tillägget är borta");
            assertThat(boss.page.navigate(filtered).status()).isEqualTo(410);
            assertThat(boss.page.locator("main")).containsText("villkor som inte finns längre");
            boss.audit();
            for (String path : List.of(card, "/ui/contacts", "/ui/companies")) {
                assertThat(anna.page.navigate(path).status()).as(path).isEqualTo(200);
                anna.audit();
                assertThat(anna.page.locator(".note.warn")).hasCount(0);
            }
            decides(browser, server, boss, person);
            assertThat(server.logs().contains(person.mark()))
                    .as("the log names a person")
                    .isFalse();
            assertThat(server.errors()).isEmpty();
        }
    }

    private static void deploy(GallraServer server) throws IOException {
        Path jar = Path.of(
                System.getProperty("gallra.bundles"),
                "sample.events/target/org.gallra.sample.events-" + System.getProperty("gallra.version") + ".jar");
        Path hidden = server.folder().resolve("arriving.jar");
        Files.copy(jar, hidden, StandardCopyOption.REPLACE_EXISTING);
        Files.move(hidden, server.deploy().resolve("sample.events.jar"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Reads the page again, as its user does, until it shows what is expected. */
    private static void until(Window window, String path, BooleanSupplier shown) {
        Awaitility.await(path)
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofSeconds(60))
                .until(() -> {
                    assertThat(window.page.navigate(path).status()).as(path).isEqualTo(200);
                    return shown.getAsBoolean();
                });
    }

    private static void register(Api admin, String contact, People person) {
        Awaitility.await("the routes")
                .atMost(Duration.ofSeconds(30))
                .until(() -> admin.get("x/sample/events").status() == 200);
        String event = admin.post("x/sample/events", Map.of("title", "Vårmässan", "heldOn", "2026-04-01"))
                .is(201)
                .json()
                .get("id")
                .asText();
        for (String remark : List.of("Notis", "Till")) {
            admin.post(
                            "x/sample/registrations",
                            Map.of("event", event, "contact", contact, "remark", remark + person.mark()))
                    .is(201);
        }
    }

    /** The head of the vendor's column, which is not the only part of the list. */
    private static Locator column(Window window) {
        return window.page.locator("th.part", new Page.LocatorOptions().setHasText("Evenemang"));
    }

    private static Page.LocatorOptions hasText(String words) {
        return new Page.LocatorOptions().setHasText(words);
    }

    /** The page of the bundle, its entry for those who are marked, and its condition in the filter. */
    private static void pageAndMarkedAndFilter(Window anna, People person) {
        Page page = anna.page;
        page.navigate("/ui/start");
        anna.link("Evenemang").click();
        assertThat(page.locator("#events")).containsText("Vårmässan");
        anna.audit();
        page.getByLabel("Namn", new Page.GetByLabelOptions().setExact(true)).fill("Höstmässan");
        page.getByLabel("Dag", new Page.GetByLabelOptions().setExact(true)).fill("2026-10-01");
        anna.button("Spara").click();
        assertThat(page.locator("#events")).containsText("Höstmässan");

        anna.search(person.values().get("lastName"));
        page.locator("#list input[name=id]").check();
        page.locator("#bulk summary").click();
        page.locator("#bulk button", hasText("Anmäl till evenemang")).click();
        anna.audit();
        page.getByLabel("Evenemang", new Page.GetByLabelOptions().setExact(true))
                .selectOption(new SelectOption().setLabel("2026-10-01 Höstmässan"));
        anna.button("Anmäl till evenemang").click();
        assertThat(page.locator(".note.ok")).containsText("1 kontaktperson");
        anna.link("Till kontaktpersonerna").click();
        assertThat(page.locator("tbody td[data-label=Evenemang]")).hasText("3");

        page.locator("#f-is-sample\\.attended").selectOption("0");
        anna.button("Visa").click();
        assertThat(page.locator(".chips")).containsText("inte: har deltagit i ett evenemang de senaste 365 dagarna");
        assertThat(page.locator("#list tbody tr")).hasCount(1);
        page.locator("#f-is-sample\\.attended").selectOption("1");
        anna.button("Visa").click();
        assertThat(page.locator(".empty")).isVisible();
        anna.audit();
    }

    /** Returns the address of a list that the bundle's condition filters. */
    private static String filtered(Window window) {
        window.page.navigate("/ui/contacts");
        window.page.locator("details.filter summary").click();
        window.page.locator("#f-is-sample\\.attended").selectOption("0");
        window.button("Visa").click();
        window.page.waitForURL("**f=*");
        return window.page.url();
    }

    private static void listShowsTheColumn(Window window, People person) {
        window.search(person.values().get("lastName"));
        assertThat(column(window)).isVisible();
        Locator cell = window.page.locator("tbody td[data-label=Evenemang]");
        assertThat(cell).hasText("3");
        assertThat(cell).hasCSS("text-align", "right");
        assertThat(column(window)).hasCSS("text-align", "right");
        window.audit();
    }

    private static void phoneShowsItToo(Browser browser, GallraServer server, People person) {
        try (Window phone = browser.open(server, new NewContextOptions().setViewportSize(390, 844))
                .login("anna")) {
            phone.search(person.values().get("lastName"));
            assertThat(phone.page.locator("tbody td[data-label=Evenemang]")).isVisible();
            phone.audit();
        }
    }

    private static Locator bundlesPage(Window window, String badge) {
        window.page.navigate("/ui/bundles");
        window.audit();
        Locator card = window.page.locator(CARD);
        assertThat(card.locator("summary").first()).containsText(badge);
        return card;
    }

    private static void decides(Browser browser, GallraServer server, Window boss, People person) throws IOException {
        Page page = boss.page;
        Locator card = bundlesPage(boss, "Borttagen");
        assertThat(page.locator(".nav-badge")).isVisible();
        assertThat(card).containsText("Vad ska hända med det?");
        for (NewContextOptions habits : List.of(
                new NewContextOptions().setColorScheme(ColorScheme.DARK),
                new NewContextOptions().setViewportSize(390, 844))) {
            try (Window other = browser.open(server, habits).login("admin")) {
                bundlesPage(other, "Borttagen");
            }
        }
        Download download = page.waitForDownload(() -> boss.button("Ladda ner").click());
        assertThat(download.suggestedFilename()).isEqualTo(BUNDLE + ".zip");
        Map<String, String> files = unzipped(download.path());
        assertThat(String.join("\n", files.values())).contains("Vårmässan", "Notis" + person.mark());

        card.getByLabel("Sista dagen").fill("2020-01-01");
        boss.button("Behåll").click();
        assertThat(page.locator("main [role=alert]")).isVisible();
        boss.audit();
        String until = LocalDate.now(java.time.ZoneOffset.UTC).plusDays(30).toString();
        card.getByLabel("Sista dagen").fill(until);
        boss.button("Behåll").click();
        assertThat(page.locator(".toast-line")).isVisible();
        assertThat(page.locator(".nav-badge")).hasCount(0);
        card = bundlesPage(boss, "Borttagen");
        card.locator("summary").first().click();
        assertThat(card).containsText("Behålls till och med " + until);
        assertThat(card).containsText("Bestämt av admin");

        card.getByText("Ändra beslutet").click();
        assertThat(boss.button("Radera för gott")).isDisabled();
        card.locator("[data-typed]").fill(BUNDLE);
        card.getByLabel("Jag förstår att det inte kan återställas").check();
        boss.button("Radera för gott").click();
        assertThat(page.locator("#erased")).containsText(BUNDLE);
        assertThat(page.locator(CARD)).hasCount(0);
        boss.audit();
    }

    private static Map<String, String> unzipped(Path zip) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (InputStream in = Files.newInputStream(zip);
                ZipInputStream entries = new ZipInputStream(in)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                files.put(entry.getName(), new String(entries.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }
}
