package org.gallra.ui;

import static org.assertj.core.api.Assertions.assertThat;

import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.gallra.api.Text;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Permission;
import org.gallra.api.access.Role;
import org.gallra.api.contributor.ContributorCalls.Problem;
import org.gallra.api.contributor.ContributorCalls.Trouble;
import org.gallra.api.ui.ListLook;
import org.gallra.api.ui.RecordForm;
import org.gallra.api.ui.SentForm;
import org.gallra.api.ui.UiColumn;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiPanel;
import org.gallra.api.ui.UiRecordAction;
import org.gallra.api.ui.UiRecordForm;
import org.gallra.api.ui.UiSettingsPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Parts of bundles that mean well, and of those that do not. */
class PartsTest {

    private static final UUID ANNA = UUID.randomUUID();
    private static final UUID BO = UUID.randomUUID();
    private static final List<UUID> ROWS = List.of(ANNA, BO);

    private final FakeCalls calls = new FakeCalls();
    private final Parts parts = new Parts(calls);
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void stop() {
        calls.close();
    }

    private static UiContext as(Role role) {
        return new UiContext(
                null,
                null,
                false,
                new Caller("u", role, role.permissions()),
                Locale.ENGLISH,
                Shell.ZONE,
                "secret",
                "/ui/contacts");
    }

    /** A column that answers what it is told to. */
    private record Column(String id, int rank, Function<List<UUID>, Map<UUID, String>> cells) implements UiColumn {

        @Override
        public Table table() {
            return Table.CONTACTS;
        }

        @Override
        public Text title() {
            return Text.same("Title of " + id);
        }

        @Override
        public Map<UUID, String> cells(List<UUID> rows, UiContext context) {
            return cells.apply(rows);
        }
    }

    /** A panel that draws what it is told to. */
    private interface Drawing extends UiPanel {

        void draw(Writer out) throws IOException, InterruptedException;

        @Override
        default Slot slot() {
            return Slot.CONTACT_MAIN;
        }

        @Override
        default int rank() {
            return 100;
        }

        @Override
        default Text title() {
            return Text.same("Drawing");
        }

        @Override
        default void render(UiContext context, Writer out) throws IOException {
            try {
                draw(out);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private record Action(Card card, Text label, String icon, String href) implements UiRecordAction {

        @Override
        public int rank() {
            return 1;
        }

        @Override
        public Permission permission() {
            return Permission.WRITE;
        }

        @Override
        public String href(UiContext context) {
            return href;
        }
    }

    private void column(long id, UiColumn column) {
        parts.addColumn(column, FakeCalls.properties(id, id));
    }

    private List<Parts.Column> columns() {
        return parts.columns(UiColumn.Table.CONTACTS, ROWS, as(Role.READER), wanted(UiColumn.Table.CONTACTS));
    }

    private List<String> wanted(UiColumn.Table table) {
        return parts.choices(table, as(Role.READER).caller()).stream()
                .map(ListLook.Column::id)
                .toList();
    }

    private void panel(long id, Drawing panel) {
        parts.addPanel(panel, FakeCalls.properties(id, id));
    }

    private List<Parts.Panel> panels() {
        return parts.panels(as(Role.READER), UiPanel.Slot.CONTACT_MAIN)
                .getOrDefault(UiPanel.Slot.CONTACT_MAIN, List.of());
    }

    private static String markup(Parts.Panel panel) {
        StringOutput out = new StringOutput();
        panel.body().writeTo(out);
        return out.toString();
    }

    @Test
    void columnsStandByRankAndAreAskedOncePerPage() {
        column(1, new Column("acme.second", 20, rows -> Map.of(BO, "2")));
        column(2, new Column("acme.first", 10, rows -> {
            assertThat(rows).containsExactly(ANNA, BO);
            return Map.of(ANNA, "1");
        }));
        List<Parts.Column> columns = columns();
        assertThat(columns)
                .extracting(c -> c.title().en())
                .containsExactly("Title of acme.first", "Title of acme.second");
        assertThat(parts.columns(UiColumn.Table.CONTACTS, ROWS, as(Role.READER), List.of("acme.first")))
                .as("what is not shown is not asked")
                .extracting(Parts.Column::id)
                .containsExactly("acme.first");
        assertThat(columns.get(0).cell(ANNA)).isEqualTo("1");
        assertThat(columns.get(0).cell(BO)).isEmpty();
        assertThat(columns).extracting(Parts.Column::failed).containsOnly("");
        assertThat(parts.columns(UiColumn.Table.COMPANIES, ROWS, as(Role.READER), wanted(UiColumn.Table.COMPANIES)))
                .isEmpty();
        assertThat(parts.columns(UiColumn.Table.CONTACTS, List.of(), as(Role.READER), wanted(UiColumn.Table.CONTACTS)))
                .as("a list without rows")
                .isEmpty();
    }

    @Test
    void aPanelThatHasNothingToSayIsLeftOut() {
        panel(1, out -> {});
        panel(2, out -> out.write("x"));
        assertThat(panels()).hasSize(1);
    }

    /** A page of the settings that draws what it is told to. */
    private record Settings(String path, int rank, Function<Map<String, String>, String> body)
            implements UiSettingsPage {

        @Override
        public Text title() {
            return Text.same("Page " + path);
        }

        @Override
        public String icon() {
            return "gear";
        }

        @Override
        public void render(UiContext context, Map<String, String> parameters, Writer out) throws IOException {
            out.write(body.apply(parameters));
        }
    }

    /** A page of the daily work on which things wait; less than nothing is a number that it cannot tell. */
    private record Daily(long waiting) implements UiSettingsPage {

        @Override
        public String path() {
            return "daily";
        }

        @Override
        public int rank() {
            return 1;
        }

        @Override
        public Text title() {
            return Text.same("Daily");
        }

        @Override
        public String icon() {
            return "box";
        }

        @Override
        public Menu menu() {
            return Menu.WORK;
        }

        @Override
        public long waiting() {
            if (waiting < 0) {
                throw new IllegalStateException();
            }
            return waiting;
        }

        @Override
        public void render(UiContext context, Map<String, String> parameters, Writer out) {}
    }

    private void page(long id, UiSettingsPage page) {
        parts.addPage(page, FakeCalls.properties(id, id));
    }

    @Test
    void pagesOfTheSettingsStandByRankForWhoMaySeeThem() {
        page(1, new Settings("second", 20, all -> "2"));
        page(2, new Settings("first", 10, all -> "show " + all.get("show")));
        page(3, new Settings("../else", 1, all -> "x"));
        assertThat(parts.entries(
                        UiSettingsPage.Menu.SETTINGS,
                        as(Role.SYSTEM_ADMINISTRATOR).caller()))
                .extracting(Parts.Entry::href)
                .containsExactly("/ui/settings/acme.b2/first", "/ui/settings/acme.b1/second");
        assertThat(parts.entries(UiSettingsPage.Menu.SETTINGS, as(Role.USER).caller()))
                .isEmpty();
        Parts.Settings first = Objects.requireNonNull(parts.page("acme.b2", "first", Map.of("show", "all")));
        assertThat(first.permission()).isEqualTo(Permission.ADMINISTER);
        assertThat(markup(first.drawn().apply(as(Role.SYSTEM_ADMINISTRATOR)))).isEqualTo("show all");
        assertThat(parts.page("acme.b1", "first", Map.of()))
                .as("another bundle's")
                .isNull();
        assertThat(calls.troubles()).extracting(Trouble::bundle).containsOnly("acme.b3");
    }

    /** A form of a record that draws nothing. */
    private record Form(String path) implements UiRecordForm {

        @Override
        public Text title() {
            return Text.same("Form " + path);
        }

        @Override
        public void draw(UUID record, RecordForm form) {}

        @Override
        public void save(UUID record, SentForm sent) {}
    }

    @Test
    void formsOfRecordsAreFoundByBundleAndPath() {
        UiRecordForm form = new Form("visits");
        parts.addForm(form, FakeCalls.properties(1, 1));
        parts.addForm(new Form("../else"), FakeCalls.properties(2, 2));
        Parts.Change found = Objects.requireNonNull(parts.form("acme.b1", "visits"));
        assertThat(found.service()).isSameAs(form);
        assertThat(found.permission()).isEqualTo(Permission.WRITE);
        assertThat(parts.form("acme.b1", "other")).isNull();
        assertThat(parts.form("acme.b3", "visits")).as("another bundle's").isNull();
        assertThat(parts.form("acme.b2", "../else")).isNull();
        parts.removeForm(form, FakeCalls.properties(1, 1));
        assertThat(parts.form("acme.b1", "visits")).isNull();
    }

    @Test
    void pagesOfTheDailyWorkSayHowMuchWaits() {
        page(1, new Daily(3));
        page(2, new Daily(-1));
        page(3, new Settings("second", 20, all -> "2"));
        assertThat(parts.entries(
                        UiSettingsPage.Menu.WORK, as(Role.SYSTEM_ADMINISTRATOR).caller()))
                .extracting(Parts.Entry::waiting)
                .containsExactly(3L, 0L);
        assertThat(parts.entries(
                        UiSettingsPage.Menu.SETTINGS,
                        as(Role.SYSTEM_ADMINISTRATOR).caller()))
                .extracting(Parts.Entry::href)
                .containsExactly("/ui/settings/acme.b3/second");
    }

    @Test
    void aPageThatFailsIsNamedInItsPlace() {
        page(1, new Settings("bad", 1, all -> {
            throw new IllegalStateException("secret");
        }));
        Parts.Settings bad = Objects.requireNonNull(parts.page("acme.b1", "bad", Map.of()));
        Parts.Panel drawn = bad.drawn().apply(as(Role.SYSTEM_ADMINISTRATOR));
        assertThat(drawn.failed()).isEqualTo("acme.b1");
        assertThat(markup(drawn)).isEmpty();
    }

    @Test
    void aBundleThatGoesTakesItsPartsAlong() {
        UiColumn column = new Column("acme.one", 1, rows -> Map.of());
        column(1, column);
        panel(2, out -> out.write("x"));
        assertThat(parts.counts())
                .isEqualTo(
                        Map.of("acme.b1", new Parts.Count(0, 0, 1, 0, 0), "acme.b2", new Parts.Count(1, 0, 0, 0, 0)));
        parts.removeColumn(column, FakeCalls.properties(1, 1));
        assertThat(columns()).isEmpty();
        assertThat(panels()).hasSize(1);
    }

    @Test
    void columnsThatThrowAnswerNothingOrNonsenseStayEmptyAndAreNamed() {
        column(1, new Column("acme.throws", 1, rows -> {
            throw new IllegalStateException("anna@example.com");
        }));
        column(2, new Column("acme.links", 2, rows -> {
            throw new NoClassDefFoundError();
        }));
        column(3, new Column("acme.null", 3, rows -> null));
        column(4, new Column("acme.types", 4, rows -> wrongTypes()));
        column(5, new Column("acme.fine", 5, rows -> Map.of(ANNA, "fine")));
        column(6, new Column("acme.fine", 6, rows -> Map.of(ANNA, "twice")));
        List<Parts.Column> columns = columns();
        assertThat(columns)
                .extracting(Parts.Column::failed)
                .containsExactly("acme.b1", "acme.b2", "acme.b3", "acme.b4", "", "acme.b6");
        assertThat(columns).extracting(c -> c.cell(ANNA)).containsExactly("", "", "", "", "fine", "");
        assertThat(calls.troubles())
                .extracting(Trouble::problem)
                .containsExactly(
                        Problem.THREW, Problem.THREW, Problem.WRONG_ANSWER, Problem.THREW, Problem.WRONG_ANSWER);
        assertThat(calls.troubles().toString()).doesNotContain("anna@example.com");
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Map<UUID, String> wrongTypes() {
        Map map = new HashMap();
        map.put(ANNA, 17);
        return map;
    }

    @Test
    void whatHangsGetsTimeOnceToLoadItsClassesAndLittleAfterwards() {
        calls.patience = Duration.ZERO;
        column(1, new Column("acme.hangs", 1, rows -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Map.of();
        }));
        assertThat(columns()).extracting(Parts.Column::failed).containsExactly("acme.b1");
        assertThat(columns()).extracting(Parts.Column::failed).containsExactly("acme.b1");
        assertThat(calls.budgets)
                .as("what it says of itself, then twice its cells")
                .containsExactly(Part.FIRST_BUDGET, Part.FIRST_BUDGET, Part.BUDGET);
        assertThat(calls.troubles()).extracting(Trouble::problem).containsOnly(Problem.TOO_SLOW);
    }

    @Test
    void aCellIsShortAndNeverMarkup() {
        column(1, new Column("acme.markup", 1, rows -> Map.of(ANNA, "<img src=x>", BO, "x".repeat(100_000))));
        Parts.Column column = columns().get(0);
        assertThat(column.cell(ANNA)).as("escaped by the template").isEqualTo("<img src=x>");
        assertThat(column.cell(BO)).hasSizeLessThan(300);
    }

    @Test
    void aPartThatSaysNothingOfItselfIsLeftOut() {
        UiColumn nameless = new UiColumn() {
            @Override
            public String id() {
                return "acme.nameless";
            }

            @Override
            public Table table() {
                return Table.CONTACTS;
            }

            @Override
            public int rank() {
                return 1;
            }

            @Override
            @SuppressWarnings("NullAway")
            public Text title() {
                return null;
            }

            @Override
            public Map<UUID, String> cells(List<UUID> rows, UiContext context) {
                throw new AssertionError("asked");
            }
        };
        column(1, nameless);
        column(2, new Column("acme.fine", 2, rows -> Map.of()));
        assertThat(columns()).extracting(c -> c.title().en()).containsExactly("Title of acme.fine");
        assertThat(calls.troubles()).extracting(Trouble::bundle).containsOnly("acme.b1");
    }

    @Test
    void onePanelThatFailsLeavesTheOthersWhole() {
        calls.patience = Duration.ZERO;
        panel(1, out -> {
            throw new IOException("disk");
        });
        panel(2, out -> out.write("<p>fine</p>"));
        panel(3, out -> {
            out.write("half");
            throw new StackOverflowError();
        });
        panel(4, out -> never.await());
        panel(5, out -> {
            while (true) {
                out.write("again and again ");
            }
        });
        List<Parts.Panel> panels = panels();
        assertThat(panels)
                .extracting(Parts.Panel::failed)
                .containsExactly("acme.b1", "", "acme.b3", "acme.b4", "acme.b5");
        assertThat(markup(panels.get(1))).isEqualTo("<p>fine</p>");
        assertThat(markup(panels.get(2))).as("nothing of what was drawn before").isEmpty();
        assertThat(calls.troubles()).hasSize(4);
    }

    @Test
    void panelsAreDrawnBesideEachOtherAndStandInTheirOrder() {
        CountDownLatch four = new CountDownLatch(4); // each waits until four have begun
        for (int id = 1; id <= 8; id++) {
            String text = "panel " + id;
            panel(id, out -> {
                four.countDown();
                four.await();
                out.write(text);
            });
        }
        assertThat(panels())
                .extracting(PartsTest::markup)
                .containsExactly(
                        "panel 1", "panel 2", "panel 3", "panel 4", "panel 5", "panel 6", "panel 7", "panel 8");
    }

    @Test
    void entriesLeadNowhereElseAndOnlyThoseSeeThemWhoMay() {
        long id = 0;
        for (String href : List.of(
                "#new", "/ui/x", "//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)")) {
            id++;
            parts.addAction(
                    new Action(UiRecordAction.Card.CONTACT, Text.same("Entry"), "plus-lg", href),
                    FakeCalls.properties(id, id));
        }
        assertThat(parts.actions(UiRecordAction.Card.CONTACT, as(Role.USER)))
                .extracting(Parts.Action::href)
                .containsExactly("#new", "/ui/x");
        assertThat(calls.troubles())
                .extracting(Trouble::bundle)
                .containsExactly("acme.b3", "acme.b4", "acme.b5", "acme.b6");
        assertThat(parts.actions(UiRecordAction.Card.COMPANY, as(Role.USER))).isEmpty();
        assertThat(parts.actions(UiRecordAction.Card.CONTACT, as(Role.READER))).isEmpty();
    }
}
