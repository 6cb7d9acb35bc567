package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Tracing;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A real Chromium. Whatever a page complains of in the console is a failure. */
final class Browser implements AutoCloseable {

    private static final List<String> RULES = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    private static final String AXE = AxeBuilder.getAxeScript();

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final boolean audits;

    Browser() {
        this(true);
    }

    /** @param audits whether pages are audited; where another class of the same pages does that already they are not */
    Browser(boolean audits) {
        this(audits, Map.of());
    }

    /** A browser whose own fields and buttons, such as those for days and files, are in a language, if its words for that are installed. */
    static Browser speaking(String language) {
        return new Browser(true, Map.of("LANGUAGE", language.equals("en") ? "en_GB" : language));
    }

    private Browser(boolean audits, Map<String, String> settings) {
        this.audits = audits;
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putAll(settings);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        chromium = playwright
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(executable())
                        .setHeadless(true)
                        .setEnv(environment)
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking")));
    }

    private static Path executable() {
        return Stream.concat(
                        Optional.ofNullable(System.getenv("GALLRA_CHROMIUM")).map(Path::of).stream(),
                        Stream.of(System.getenv("PATH").split(":"))
                                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                                        .map(name -> Path.of(folder, name))))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "Browser tests need Chromium: sudo apt-get install chromium, or set GALLRA_CHROMIUM, or run"
                                + " ./gallra test --no-browser"));
    }

    /** Opens a Swedish user's window. */
    Window open(GallraServer server) {
        return open(server, new com.microsoft.playwright.Browser.NewContextOptions());
    }

    /** Opens a window with other habits, such as a small screen or no JavaScript. */
    Window open(GallraServer server, com.microsoft.playwright.Browser.NewContextOptions options) {
        return open(server, options, Boolean.getBoolean("gallra.trace"));
    }

    /** Opens a window for many pages that are only looked at: it keeps no trace, which takes longer than the look. */
    Window look(GallraServer server, com.microsoft.playwright.Browser.NewContextOptions options) {
        return open(server, options, false);
    }

    private Window open(
            GallraServer server, com.microsoft.playwright.Browser.NewContextOptions options, boolean traced) {
        if (options.locale == null) {
            options.setLocale("sv-SE");
        }
        if (options.viewportSize == null) {
            options.setViewportSize(1280, 800);
        }
        if (options.reducedMotion == null) {
            options.setReducedMotion(
                    ReducedMotion.REDUCE); // a page that glides takes seconds to stand still on a slow machine
        }
        return new Window(
                server,
                chromium.newContext(options.setTimezoneId("Europe/Stockholm").setBaseURL(server.url())),
                traced);
    }

    @Override
    public void close() {
        playwright.close();
    }

    /** One window with its cookies. */
    final class Window implements AutoCloseable {

        private final GallraServer server;
        private final BrowserContext context;
        private final boolean traced;
        private final List<String> complaints = new ArrayList<>();
        final Page page;

        Window(GallraServer server, BrowserContext context, boolean traced) {
            this.server = server;
            this.context = context;
            this.traced = traced;
            context.setDefaultTimeout(20_000);
            if (traced) {
                context.tracing()
                        .start(new Tracing.StartOptions().setScreenshots(true).setSnapshots(true));
            }
            page = context.newPage();
            page.onConsoleMessage(message -> {
                // a refusal that a test provokes is no complaint of the page
                if (List.of("error", "warning").contains(message.type())
                        && !message.text().startsWith("Failed to load resource")) {
                    complaints.add(page.url() + ": " + message.text());
                }
            });
            page.onPageError(error -> complaints.add(page.url() + ": " + error));
        }

        /** Logs a user of {@link GallraServer#as(String)} in. */
        Window login(String name) {
            page.navigate("/ui/login");
            page.getByLabel("Användarnamn").fill(name);
            page.getByLabel("Lösenord").fill(server.password(name));
            button("Logga in").click();
            page.waitForURL("**/ui/start");
            return this;
        }

        com.microsoft.playwright.Locator button(String name) {
            return page.getByRole(
                    AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
        }

        com.microsoft.playwright.Locator link(String name) {
            return page.getByRole(
                    AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
        }

        com.microsoft.playwright.Locator heading(String name) {
            return page.getByRole(
                    AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setExact(true));
        }

        /** Shows the contacts of the search. */
        void search(String words) {
            page.locator("#global-search").fill(words);
            page.locator("#global-search").press("Enter");
            page.waitForURL("**/ui/search?q=*");
            page.locator(".found a[href^='/ui/contacts?f=']").click();
            page.waitForURL("**/ui/contacts?f=*");
        }

        /**
         * Demands that everybody can use the page (WCAG 2.2 AA, as far as a machine can tell) and that it fits. How a page
         * looks does not depend on the database: one is enough.
         */
        void audit() {
            audit(Map.of("type", "tag", "values", RULES));
        }

        /** Demands the same of the colours alone: nothing else differs in the dark. */
        void auditColours() {
            audit(Map.of("type", "rule", "values", List.of("color-contrast")));
        }

        /** Demands the colours, and what a narrow window can break: what can be hit, reached, scrolled and called by a name. */
        void auditColoursAndLayout() {
            audit(Map.of(
                    "type",
                    "rule",
                    "values",
                    List.of(
                            "color-contrast",
                            "target-size",
                            "scrollable-region-focusable",
                            "label",
                            "link-name",
                            "button-name")));
        }

        /** What an open menu lies over is not to be hit as long as it is open. */
        private static final String BELOW_A_MENU = "node => node.failureSummary.includes('obscured')"
                + " && document.querySelector('details.menu[open]') !== null"
                + " && !document.querySelector(node.target[0]).closest('details.menu[open]')";

        private void audit(Map<String, Object> rules) {
            if (!audits) {
                return;
            }
            page.locator("h1").first().waitFor();
            // a link that is half below the top bar, wherever the page happened to stand, is no fault; once it is
            // loaded it goes
            // to where its address points
            page.waitForLoadState();
            page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => {"
                    + " scrollTo({top: 0, behavior: 'instant'}); requestAnimationFrame(done) })))");
            page.evaluate(AXE);
            // only what is wrong is described, and no style sheet fetched again: half of the time goes there
            @SuppressWarnings("unchecked")
            List<String> faults = (List<String>) page.evaluate(
                    "only => axe.run(document, {runOnly: only, resultTypes: ['violations'], preload: false, iframes: false})"
                            + ".then(found => found.violations.flatMap(rule => rule.nodes"
                            + ".filter(node => !(rule.id === 'target-size' && (" + BELOW_A_MENU + ")(node)))"
                            + ".map(node => rule.id + ': ' + node.html + ' ' + node.failureSummary)))",
                    rules);
            assertThat(faults)
                    .as(page.url() + " at " + page.viewportSize().width + " px")
                    .isEmpty();
            assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .as("%s fits the window", page.url())
                    .isTrue();
        }

        @Override
        public void close() {
            if (traced) {
                Path folder = Distribution.TARGET.resolve("browser");
                context.tracing()
                        .stop(new Tracing.StopOptions().setPath(folder.resolve("last-" + server.kind() + ".zip")));
            }
            context.close();
            assertThat(complaints).as("console").isEmpty();
        }
    }
}
