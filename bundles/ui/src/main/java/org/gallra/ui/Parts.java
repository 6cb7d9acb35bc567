package org.gallra.ui;

import gg.jte.Content;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.gallra.api.Text;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Permission;
import org.gallra.api.contributor.ContributorCalls;
import org.gallra.api.contributor.ContributorCalls.Begun;
import org.gallra.api.contributor.ContributorException;
import org.gallra.api.ui.ListLook;
import org.gallra.api.ui.UiBulkAction;
import org.gallra.api.ui.UiColumn;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiPanel;
import org.gallra.api.ui.UiRecordAction;
import org.gallra.api.ui.UiRecordForm;
import org.gallra.api.ui.UiSettingsPage;
import org.gallra.ui.Offered.Shown;
import org.gallra.ui.Part.Facts;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The parts that bundles add to pages, each on its own: one that throws, hangs or answers nonsense leaves the page whole. */
@Component(service = Parts.class)
public final class Parts {

    private enum Place {
        RECORD,
        MARKED
    }

    /**
     * A panel, rendered.
     *
     * @param title its heading
     * @param markup what it says; empty for nothing
     * @param failed the symbolic name of its bundle if it failed, otherwise empty
     */
    public record Panel(Text title, String markup, String failed) {

        static Panel of(Text title, String markup) {
            return new Panel(title, markup, "");
        }

        static Panel failed(Text title, String bundle) {
            return new Panel(title, "", bundle);
        }

        /** Returns what stands below the heading. */
        public Content body() {
            return out -> out.writeContent(markup);
        }

        /** Tells whether there is something to show: markup, or that it failed. */
        boolean shown() {
            return !markup.isEmpty() || !failed.isEmpty();
        }
    }

    /** An entry of the plus menu or of the settings. */
    public record Action(Text label, String icon, String href) {}

    /**
     * A column of a list, filled.
     *
     * @param title its heading
     * @param cells the texts by row, not escaped yet
     * @param failed the symbolic name of its bundle if it failed, otherwise empty
     * @param sort the order of the list by it, as addresses name it, or empty if there is none
     * @param id its id among the columns of the list
     * @param number whether the texts are numbers, which stand at the right
     */
    public record Column(Text title, Map<UUID, String> cells, String failed, String sort, String id, boolean number) {

        /** Returns the text of a row, or an empty one. */
        public String cell(UUID row) {
            return cells.getOrDefault(row, "");
        }
    }

    /** How many parts a bundle adds. */
    public record Count(int panels, int actions, int columns, int pages, int bulks) {

        /** A bundle without parts. */
        public static final Count NONE = new Count(0, 0, 0, 0, 0);

        private Count plus(Count more) {
            return new Count(
                    panels + more.panels,
                    actions + more.actions,
                    columns + more.columns,
                    pages + more.pages,
                    bulks + more.bulks);
        }
    }

    /**
     * A page of a bundle.
     *
     * @param menu where its entry stands
     * @param permission the right to see it
     * @param drawn draws it
     */
    record Settings(UiSettingsPage.Menu menu, Permission permission, Function<UiContext, Panel> drawn) {}

    private final Offered<UiPanel> panels;
    private final Offered<UiRecordAction> actions;
    private final Offered<UiColumn> columns;
    private final Offered<UiSettingsPage> pages;
    private final Offered<UiRecordForm> forms;
    private final Offered<UiBulkAction> bulks;

    /** Takes the way to call them. */
    @Activate
    public Parts(@Reference ContributorCalls calls) {
        panels = new Offered<>(UiPanel.class, calls, p -> Facts.of(p.slot(), p.rank(), p.title(), p.permission(), ""));
        actions = new Offered<>(
                UiRecordAction.class,
                calls,
                a -> a.page().isEmpty() || path(a.page())
                        ? Facts.of(a.card(), a.rank(), a.label(), a.permission(), a.page() + " " + a.icon())
                        : null);
        columns = new Offered<>(
                UiColumn.class, calls, c -> Facts.of(c.table(), c.rank(), c.title(), c.permission(), c.id()));
        pages = new Offered<>(
                UiSettingsPage.class,
                calls,
                p -> path(p.path())
                        ? Facts.of(p.menu(), p.rank(), p.title(), p.permission(), p.path() + " " + p.icon())
                        : null);
        forms = new Offered<>(
                UiRecordForm.class,
                calls,
                f -> path(f.path()) ? Facts.of(Place.RECORD, 0, f.title(), f.permission(), f.path()) : null);
        bulks = new Offered<>(
                UiBulkAction.class,
                calls,
                b -> path(b.path())
                        ? Facts.of(Place.MARKED, b.rank(), b.label(), b.permission(), b.path() + " " + b.icon())
                        : null);
    }

    private static boolean path(String path) {
        return path.matches("[a-z0-9-]{1,50}");
    }

    /** Adds a panel. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addPanel(UiPanel panel, Map<String, Object> properties) {
        panels.add(panel, properties);
    }

    /** Removes a panel. */
    public void removePanel(UiPanel panel, Map<String, Object> properties) {
        panels.remove(properties);
    }

    /** Adds an entry of the plus menu. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addAction(UiRecordAction action, Map<String, Object> properties) {
        actions.add(action, properties);
    }

    /** Removes an entry. */
    public void removeAction(UiRecordAction action, Map<String, Object> properties) {
        actions.remove(properties);
    }

    /** Adds a column. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addColumn(UiColumn column, Map<String, Object> properties) {
        columns.add(column, properties);
    }

    /** Removes a column. */
    public void removeColumn(UiColumn column, Map<String, Object> properties) {
        columns.remove(properties);
    }

    /** Adds a page of the settings. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addPage(UiSettingsPage page, Map<String, Object> properties) {
        pages.add(page, properties);
    }

    /** Removes a page. */
    public void removePage(UiSettingsPage page, Map<String, Object> properties) {
        pages.remove(properties);
    }

    /** Adds the form of a record. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addForm(UiRecordForm form, Map<String, Object> properties) {
        forms.add(form, properties);
    }

    /** Removes a form. */
    public void removeForm(UiRecordForm form, Map<String, Object> properties) {
        forms.remove(properties);
    }

    /** Adds an entry for those who are marked in a list. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addBulk(UiBulkAction bulk, Map<String, Object> properties) {
        bulks.add(bulk, properties);
    }

    /** Removes such an entry. */
    public void removeBulk(UiBulkAction bulk, Map<String, Object> properties) {
        bulks.remove(properties);
    }

    /** Returns the panels of a page by slot, in their order; a slot without panels is left out. */
    Map<UiPanel.Slot, List<Panel>> panels(UiContext context, UiPanel.Slot... slots) {
        Panels wanted = new Panels(context);
        for (UiPanel.Slot slot : slots) {
            panels.shown(slot, context.caller())
                    .forEach(s -> wanted.add(slot, s.facts().title(), s.part()));
        }
        return wanted.draw();
    }

    /** Returns the entries of a card's plus menu in their order; one that leads to another server is left out. */
    List<Action> actions(UiRecordAction.Card card, UiContext context) {
        List<Action> entries = new ArrayList<>();
        for (Shown<UiRecordAction> shown : actions.shown(card, context.caller())) {
            Action entry = action(shown, context);
            if (entry != null) {
                entries.add(entry);
            }
        }
        return entries;
    }

    /** Returns the name of the entry of a card's plus menu that a page of its bundle begins with; null if the caller sees none. */
    @Nullable
    Text beginning(String bundle, String page, UiRecordAction.Card card, Caller caller) {
        return beginnings(bundle, page, card, caller)
                .map(s -> s.facts().title())
                .orElse(null);
    }

    /** Returns the entry of a card's plus menu that a page of its bundle begins with, for what the context names; null if there is none. */
    @Nullable
    Action begun(String bundle, String page, UiRecordAction.Card card, UiContext context) {
        return beginnings(bundle, page, card, context.caller())
                .map(s -> action(s, context))
                .orElse(null);
    }

    private Optional<Shown<UiRecordAction>> beginnings(
            String bundle, String page, UiRecordAction.Card card, Caller caller) {
        return actions.shown(card, caller).stream()
                .filter(s -> s.part().bundle().equals(bundle) && s.detail()[0].equals(page))
                .findFirst();
    }

    private static @Nullable Action action(Shown<UiRecordAction> shown, UiContext context) {
        try {
            String href = shown.part().ask(action -> action.href(context));
            if (!href.startsWith("#") && !local(href)) {
                throw shown.part().wrong("leads to another server");
            }
            return new Action(shown.facts().title(), shown.detail()[1], href);
        } catch (ContributorException e) {
            return null; // noted where it was called
        }
    }

    /** Returns the columns of a list that can be chosen, in their order. */
    List<ListLook.Column> choices(UiColumn.Table table, Caller caller) {
        return columns.shown(table, caller).stream()
                .map(s -> new ListLook.Column(s.facts().detail(), s.facts().title()))
                .toList();
    }

    /** Returns those columns of a list that are wanted, in their order, filled for these rows; of two with the same id the first one. */
    List<Column> columns(UiColumn.Table table, List<UUID> rows, UiContext context, Collection<String> wanted) {
        return rows.isEmpty()
                ? List.of()
                : Columns.filled(columns.shown(table, context.caller()), rows, context, wanted);
    }

    /** Tells whether an address leads to this server. */
    static boolean local(@Nullable String href) {
        return href != null && href.matches("/([^/\\\\].*)?");
    }

    /**
     * An entry of the menu.
     *
     * @param label the text
     * @param icon the name of its icon
     * @param href where it leads
     * @param waiting how many things wait there; 0 for none
     */
    public record Entry(Text label, String icon, String href, long waiting) {}

    /** Returns the entries that bundles add to a place of the menu, in their order. */
    List<Entry> entries(UiSettingsPage.Menu menu, Caller caller) {
        List<Shown<UiSettingsPage>> shown = pages.shown(menu, caller);
        List<Begun<Long>> waiting = menu == UiSettingsPage.Menu.WORK
                ? shown.stream()
                        .map(s -> s.part().glance(UiSettingsPage::waiting))
                        .toList()
                : List.of();
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            Facts facts = shown.get(i).facts();
            String[] detail = shown.get(i).detail();
            entries.add(new Entry(
                    facts.title(),
                    detail[1],
                    "/ui/settings/" + shown.get(i).part().bundle() + "/" + detail[0],
                    waiting.isEmpty() ? 0 : number(waiting.get(i))));
        }
        return entries;
    }

    private static long number(Begun<Long> waiting) {
        try {
            return Math.max(0, waiting.end());
        } catch (ContributorException e) {
            return 0; // noted where it was called; the entry stays
        }
    }

    /** Returns a page of a bundle, or null if there is none. */
    @Nullable
    Settings page(String bundle, String path, Map<String, String> parameters) {
        Shown<UiSettingsPage> found = pages.find(bundle, path);
        return found == null
                ? null
                : new Settings(
                        found.facts().place() instanceof UiSettingsPage.Menu menu ? menu : UiSettingsPage.Menu.SETTINGS,
                        found.facts().permission(),
                        context -> draw(found.part(), found.facts().title(), context, parameters));
    }

    /**
     * The form of a record. It is called on the request's own thread, like everything that takes a form.
     *
     * @param service draws and saves
     * @param title its heading
     * @param permission the right to see it
     */
    record Change(UiRecordForm service, Text title, Permission permission) {}

    /** Returns the form of a record, or null if there is none. */
    @Nullable
    Change form(String bundle, String path) {
        Shown<UiRecordForm> found = forms.find(bundle, path);
        return found == null
                ? null
                : new Change(
                        found.part().service(),
                        found.facts().title(),
                        found.facts().permission());
    }

    /**
     * What a bundle does to those who are marked. Like the form of a record it is called on the request's own thread.
     *
     * @param service draws and acts
     * @param label its entry and heading
     * @param icon the name of its icon
     * @param href where its page is
     * @param permission the right to see it
     */
    public record Bulk(UiBulkAction service, Text label, String icon, String href, Permission permission) {}

    /** Returns the entries for those who are marked, in their order. */
    List<Bulk> bulks(Caller caller) {
        return bulks.shown(Place.MARKED, caller).stream().map(Parts::bulk).toList();
    }

    /** Returns such an entry, or null if there is none. */
    @Nullable
    Bulk bulk(String bundle, String path) {
        Shown<UiBulkAction> found = bulks.find(bundle, path);
        return found == null ? null : bulk(found);
    }

    private static Bulk bulk(Shown<UiBulkAction> shown) {
        String[] detail = shown.detail();
        return new Bulk(
                shown.part().service(),
                shown.facts().title(),
                detail[1],
                "/ui/bulk/" + shown.part().bundle() + "/" + detail[0],
                shown.facts().permission());
    }

    private static Panel draw(
            Part<UiSettingsPage> part, Text title, UiContext context, Map<String, String> parameters) {
        try {
            String markup = part.ask(Part.PAGE_BUDGET, page -> {
                Sheet sheet = new Sheet();
                page.render(context, parameters, sheet);
                return sheet.toString();
            });
            return Panel.of(title, markup);
        } catch (ContributorException e) {
            return Panel.failed(title, e.bundle());
        }
    }

    /** Returns how many parts each bundle adds, by symbolic name. */
    Map<String, Count> counts() {
        Map<String, Count> counts = new TreeMap<>();
        panels.bundles().forEach(b -> counts.merge(b, new Count(1, 0, 0, 0, 0), Count::plus));
        actions.bundles().forEach(b -> counts.merge(b, new Count(0, 1, 0, 0, 0), Count::plus));
        columns.bundles().forEach(b -> counts.merge(b, new Count(0, 0, 1, 0, 0), Count::plus));
        pages.bundles().forEach(b -> counts.merge(b, new Count(0, 0, 0, 1, 0), Count::plus));
        bulks.bundles().forEach(b -> counts.merge(b, new Count(0, 0, 0, 0, 1), Count::plus));
        return counts;
    }
}
