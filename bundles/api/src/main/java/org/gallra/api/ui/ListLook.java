package org.gallra.api.ui;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.gallra.api.view.ListViews;
import org.gallra.api.view.ListViews.Layout;
import org.gallra.api.view.ListViews.View;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * How a list looks to the user who opens it: the saved view that is in force, the columns, and above the list what chooses both. The core keeps
 * what is chosen. Immutable.
 *
 * <p>A view stands in an address by its id alone. Once a user changes filter or order the address says so, so that what it says counts
 * and the view only names what the change would be saved to.
 */
@ProviderType
public final class ListLook {

    /** The parameter with the view's id. */
    public static final String VIEW = "v";

    /** The parameter that says that the address holds all of filter and order, whatever the view says. */
    private static final String WHOLE = "x";

    /** What a list says whose words nothing has. */
    public static final Text NONE = new Text(
            "Inget i listan har alla ord. Sök med färre, eller under Allt.",
            "Nothing in the list has all the words. Search with fewer, or under Everything.");

    /** The parameter with the words that are sought in the list, sealed. */
    public static final String SEALED = "w";

    /** Among the parameters in force, and in a view: the words as they were typed. */
    private static final String WORDS = "words";

    private static final String PAGES = "/ui/settings/";

    /**
     * A column that can be chosen.
     *
     * @param id its id among those of the list
     * @param title its heading
     */
    @ProviderType
    public record Column(String id, Text title) {}

    private final String list;
    private final List<View> views;
    private final Layout layout;
    private final @Nullable View view;
    private final Map<String, String> parameters;
    private final boolean ofView;
    private final @Nullable Text making;

    private ListLook(
            String list,
            List<View> views,
            Layout layout,
            @Nullable View view,
            Map<String, String> parameters,
            boolean ofView,
            @Nullable Text making) {
        this.list = list;
        this.views = views;
        this.layout = layout;
        this.view = view;
        this.parameters = parameters;
        this.ofView = ofView;
        this.making = making;
    }

    /**
     * Reads how a list looks.
     *
     * @param service keeps views; null while its bundle is away, when a list looks as its own bundle made it
     * @param list the list's id: {@code <symbolic name>/<path>}
     * @param parameters those of the page
     */
    public static ListLook of(@Nullable ListViews service, String list, Map<String, String> parameters) {
        List<View> views = service == null ? List.of() : service.list(list);
        Layout layout = service == null ? Layout.NONE : service.layout(list);
        String asked = parameters.get(VIEW);
        String id = asked != null
                ? asked
                : parameters.keySet().stream().allMatch(FormInput.DONE::equals) && layout.view() != null
                        ? layout.view().toString()
                        : "";
        View view = views.stream()
                .filter(v -> v.id().toString().equals(id))
                .findFirst()
                .orElse(null);
        Map<String, String> said = new HashMap<>();
        boolean ofView = view != null && !parameters.containsKey(WHOLE);
        if (view != null && ofView) {
            said.putAll(view.query());
            parameters.entrySet().stream()
                    .filter(e -> e.getKey().equals(Markup.CURSOR) || e.getKey().equals(FormInput.DONE))
                    .forEach(e -> said.put(e.getKey(), e.getValue()));
        } else {
            said.putAll(parameters);
            said.remove(WORDS); // readable they stand in no address
            String words = Sealed.open(parameters.get(SEALED));
            if (words != null) {
                said.put(WORDS, words);
            }
        }
        said.remove(SEALED);
        said.remove(VIEW);
        said.remove(WHOLE);
        return new ListLook(list, views, layout, view, Map.copyOf(said), ofView, null);
    }

    /**
     * Returns the same look with a link to make a record of this list, which {@link #write} writes last, and {@link #make} where there is nothing
     * else to write. It leads to a page of the core that asks whom it concerns; {@link UiRecordAction#page} says what comes then.
     *
     * @param label such as "New activity"
     */
    public ListLook making(Text label) {
        return new ListLook(list, views, layout, view, parameters, ofView, label);
    }

    /** Returns the parameters that are in force: the page's own, or those of the view. */
    public Map<String, String> parameters() {
        return parameters;
    }

    /** Returns the words that are sought in the list, or null. */
    public @Nullable String words() {
        return parameters.get(WORDS);
    }

    /** Returns the address of a list with words sought in it, for {@link UiSearch#all}. */
    public static String sought(PageAddress list, String words) {
        return list.with(SEALED, Sealed.seal(words)).toString();
    }

    /** Tells whether a view is in force, changed or not. */
    public boolean inView() {
        return view != null;
    }

    /** Returns the address of the list without a view, also for who has the list open with one. */
    public PageAddress plain(String path) {
        return PageAddress.of(path).with(WHOLE, layout.view() == null ? null : "1");
    }

    /** Tells whether the parameters are those of a view, as {@link #write} was given them. */
    public boolean ofView() {
        return ofView;
    }

    /** Returns the address of the page with the view in force, for the links that change what is shown. */
    public PageAddress address(PageAddress address) {
        String words = words();
        return address.with(VIEW, view == null ? null : view.id().toString())
                .with(SEALED, words == null ? null : Sealed.seal(words))
                .with(WHOLE, view != null || layout.view() != null ? "1" : null);
    }

    /**
     * Returns the ids of the columns to show, in their order.
     *
     * @param own those that the list shows unless something else was chosen
     * @param all those that there are; others are left out
     */
    public List<String> shown(List<String> own, List<Column> all) {
        List<String> chosen = chosen();
        List<String> shown = (chosen.isEmpty() ? own : chosen)
                .stream()
                        .filter(id -> all.stream().anyMatch(c -> c.id().equals(id)))
                        .toList();
        return shown.isEmpty() ? own : shown;
    }

    private List<String> chosen() {
        return view != null && !view.columns().isEmpty() ? view.columns() : layout.columns();
    }

    /**
     * Writes what stands above a list: its views, the choice of columns, and what saves a view. Nothing while no bundle keeps them.
     *
     * @param service the one that {@link #of} was given
     * @param context who is looking
     * @param address the page as it is, with what {@link #address} added
     * @param query filter and order as a view keeps them; null for the address's own
     * @param all the columns that there are, without the one that a row begins with
     * @param shown what {@link #shown} returned
     */
    public Markup write(
            @Nullable ListViews service,
            UiContext context,
            PageAddress address,
            @Nullable Map<String, String> query,
            List<Column> all,
            List<String> shown,
            Markup markup)
            throws IOException {
        if (service == null && making == null) {
            return markup;
        }
        if (service == null) {
            return make(context, markup.html("<div class=\"list-look\">")).html("</div>");
        }
        Map<String, String> kept = new TreeMap<>(query == null ? address.query() : query);
        List.of(VIEW, WHOLE, SEALED, Markup.CURSOR).forEach(kept::remove);
        if (query == null && words() != null) {
            kept.put(WORDS, Objects.requireNonNull(words()));
        }
        markup.html("<div class=\"list-look\">");
        menu(address, markup);
        columns(context, address, all, shown, markup);
        save(context, address, kept, markup);
        return make(context, markup).html("</div>");
    }

    /** Writes the link of {@link #making}, if there is one and the user may write. */
    public Markup make(UiContext context, Markup markup) throws IOException {
        if (making == null
                || !context.path().startsWith(PAGES)
                || !context.caller().may(Permission.WRITE)) {
            return markup;
        }
        return markup.html("<a class=\"btn btn-primary make\" data-key=\"n\" href=\"/ui/begin/")
                .value(context.path().substring(PAGES.length()))
                .html("\"><span>")
                .text(making)
                .html("</span></a>");
    }

    /**
     * Writes the field for words to seek in the list, which a form sends and the core seals.
     *
     * @param context who is looking
     * @param address the page as it is, with what {@link #address} added
     * @param where where the words are sought, such as title and company
     */
    public Markup search(UiContext context, PageAddress address, Text where, Markup markup) throws IOException {
        String words = words();
        PageAddress without = address.with(SEALED, null).with(Markup.CURSOR, null);
        markup.html(
                        "<form class=\"list-search\" role=\"search\" method=\"post\" action=\"/ui/lists/words\" aria-label=\"")
                .text("Sök i listan", "Search in the list")
                .html("\">")
                .hidden(context, without)
                .html("<label class=\"visually-hidden\" for=\"list-words\">")
                .text(new Text("Sök i listan: ", "Search in the list: "))
                .text(where)
                .html(
                        "</label><input class=\"form-control\" id=\"list-words\" type=\"search\" name=\"text\" maxlength=\"200\""
                                + " autocomplete=\"off\" spellcheck=\"false\" placeholder=\"")
                .text(where)
                .html("\" value=\"")
                .value(words == null ? "" : words)
                .html("\"><button class=\"btn btn-secondary\">")
                .text("Sök", "Search")
                .html("</button>");
        if (words != null) {
            markup.html("<a class=\"btn btn-quiet\" href=\"")
                    .value(without.toString())
                    .html("\">")
                    .text("Rensa", "Clear")
                    .html("</a>");
        }
        return markup.html("</form>");
    }

    /** Writes the views in a menu, for there may be many; its button says which one is in force. */
    private void menu(PageAddress address, Markup markup) throws IOException {
        if (views.isEmpty()) {
            return;
        }
        markup.html("<details class=\"menu\" id=\"views\"><summary class=\"btn ")
                .html(view == null ? "btn-secondary\">" : "btn-primary\"><span class=\"visually-hidden\">");
        if (view == null) {
            markup.text("Vyer", "Views");
        } else {
            markup.text("Vy: ", "View: ")
                    .html("</span><span class=\"view-name\">")
                    .value(view.name())
                    .html("</span>");
        }
        markup.html("</summary><nav class=\"menu-list\" aria-label=\"")
                .text("Sparade vyer", "Saved views")
                .html("\">");
        PageAddress plain = PageAddress.of(address.path());
        entry(plain(address.path()), view == null, markup)
                .text("Utan vy", "No view")
                .html("</a>");
        for (View one : views) {
            entry(plain.with(VIEW, one.id().toString()), one.equals(view), markup)
                    .html("<span class=\"view-name\">")
                    .value(one.name())
                    .html("</span>");
            if (one.shared()) {
                markup.html(" <span class=\"muted\">").text("delad", "shared").html("</span>");
            }
            if (one.id().equals(layout.view())) {
                markup.html(" <span aria-hidden=\"true\">★</span><span class=\"visually-hidden\"> ")
                        .text("(öppnas först)", "(opens first)")
                        .html("</span>");
            }
            markup.html("</a>");
        }
        markup.html("</nav></details>");
    }

    private static Markup entry(PageAddress address, boolean here, Markup markup) throws IOException {
        return markup.html(here ? "<a aria-current=\"true\" href=\"" : "<a href=\"")
                .value(address.toString())
                .html("\">");
    }

    private Markup form(String action, UiContext context, PageAddress address, Markup markup) throws IOException {
        markup.html("<form method=\"post\" action=\"/ui/lists/" + action + "\">")
                .hidden(context, address)
                .hidden("list", list);
        return view == null ? markup : markup.hidden(VIEW, view.id().toString());
    }

    private void columns(UiContext context, PageAddress address, List<Column> all, List<String> shown, Markup markup)
            throws IOException {
        markup.html("<details class=\"menu\" id=\"columns\"><summary class=\"btn btn-secondary\">")
                .text("Kolumner", "Columns")
                .html("</summary><div class=\"menu-list menu-form\">");
        form("columns", context, address, markup)
                .html("<p class=\"menu-acts\"><button class=\"btn btn-primary btn-small\">")
                .text("Visa", "Show")
                .html("</button> <button class=\"btn btn-quiet btn-small\" name=\"reset\" value=\"1\">")
                .text("Återställ", "Reset")
                .html("</button></p><ol class=\"column-list\" data-said=\"")
                .text("# är nu nummer", "# is now number")
                .html("\">");
        List<Column> ordered = new ArrayList<>();
        for (String id : shown) {
            all.stream().filter(c -> c.id().equals(id)).forEach(ordered::add);
        }
        all.stream().filter(c -> !shown.contains(c.id())).forEach(ordered::add);
        for (Column column : ordered) {
            markup.html(
                            "<li><label class=\"check\"><input class=\"form-check-input\" type=\"checkbox\" name=\"column\" value=\"")
                    .value(column.id())
                    .html(shown.contains(column.id()) ? "\" checked>" : "\">")
                    .html("<span>")
                    .text(column.title())
                    .html("</span></label>");
            step("up", "↑", new Text("Flytta upp ", "Move up "), column, markup);
            step("down", "↓", new Text("Flytta ned ", "Move down "), column, markup);
            markup.html("</li>");
        }
        markup.html("</ol></form></div></details>");
    }

    private static void step(String name, String sign, Text label, Column column, Markup markup) throws IOException {
        markup.html("<button class=\"btn btn-quiet btn-small\" name=\"" + name + "\" value=\"")
                .value(column.id())
                .html("\"><span aria-hidden=\"true\">" + sign + "</span><span class=\"visually-hidden\">")
                .text(label)
                .text(column.title())
                .html("</span></button>");
    }

    private void save(UiContext context, PageAddress address, Map<String, String> query, Markup markup)
            throws IOException {
        boolean mine = view != null && view.mine();
        boolean administers = context.caller().may(Permission.ADMINISTER);
        markup.html("<details class=\"menu\" id=\"save-view\"><summary class=\"btn btn-secondary\">")
                .text("Spara vy", "Save view");
        if (view != null && !query.equals(new TreeMap<>(view.query()))) {
            markup.html(" <span class=\"badge-warn\">")
                    .text("ändrad", "changed")
                    .html("</span>");
        }
        markup.html("</summary><div class=\"menu-list menu-form\">");
        form("views", context, address, markup);
        for (Map.Entry<String, String> one : query.entrySet()) {
            markup.hidden("q." + one.getKey(), one.getValue());
        }
        for (String column : chosen()) {
            markup.hidden("column", column);
        }
        if (view != null) {
            markup.hidden("version", Long.toString(view.version()));
        }
        markup.html("<div class=\"field\"><label for=\"view-name\">")
                .text("Namn", "Name")
                .html(
                        "</label><input class=\"form-control\" id=\"view-name\" name=\"name\" maxlength=\"60\" autocomplete=\"off\" value=\"")
                .value(mine ? Objects.requireNonNull(view).name() : "")
                .html("\"></div>");
        boolean shared = mine && Objects.requireNonNull(view).shared();
        if (administers) {
            tick("shared", new Text("Delad med alla", "Shared with everybody"), shared, markup);
        } else if (shared) {
            markup.hidden("shared", "1");
        }
        UUID first = layout.view();
        tick(
                "open",
                new Text("Öppna listan med vyn", "Open the list with the view"),
                view != null && view.id().equals(first),
                markup);
        markup.html("<p class=\"menu-acts\">");
        if (mine) {
            act("update", "btn-primary", new Text("Spara ändringar", "Save changes"), markup);
        } else if (view != null) {
            act("open", "btn-secondary", new Text("Spara valet", "Save the choice"), markup);
        }
        act("create", mine ? "btn-secondary" : "btn-primary", new Text("Spara som ny", "Save as new"), markup);
        if (mine) {
            act("delete", "btn-danger-outline", new Text("Ta bort vyn", "Delete the view"), markup);
        }
        markup.html("</p></form></div></details>");
    }

    private static void tick(String name, Text label, boolean set, Markup markup) throws IOException {
        markup.html("<label class=\"check\"><input class=\"form-check-input\" type=\"checkbox\" name=\"" + name
                        + "\" value=\"1\"" + (set ? " checked" : "") + "><span>")
                .text(label)
                .html("</span></label>");
    }

    private static void act(String value, String look, Text label, Markup markup) throws IOException {
        markup.html("<button class=\"btn btn-small " + look + "\" name=\"act\" value=\"" + value + "\">")
                .text(label)
                .html("</button> ");
    }
}
