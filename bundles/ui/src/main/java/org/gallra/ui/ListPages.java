package org.gallra.ui;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Permission;
import org.gallra.api.rest.Input;
import org.gallra.api.ui.FormInput;
import org.gallra.api.ui.ListLook;
import org.gallra.api.ui.Sealed;
import org.gallra.api.ui.UiResource;
import org.gallra.api.view.ListViews;
import org.gallra.api.view.ListViews.Draft;
import org.gallra.api.view.ListViews.View;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Takes what is chosen above lists: columns and views. Each leads back to its list; a view's address is its id. */
@Component(service = ListPages.class)
@UiResource
@Path("lists")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public final class ListPages {

    private static final String QUERY = "q.";
    private static final int LONGEST = 200;

    private final Lists lists;
    private final AccessControl access;
    private final Clock clock = Clock.systemUTC();

    /** Takes the way to the views. */
    @Activate
    public ListPages(@Reference Lists lists, @Reference AccessControl access) {
        this.lists = lists;
        this.access = access;
    }

    /** Takes the columns: those that are ticked in their order, or with one of them moved. */
    @POST
    @Path("columns")
    public Response columns(
            @FormParam("list") @DefaultValue("") String list,
            @FormParam(ListLook.VIEW) @Nullable String view,
            @FormParam("column") List<String> columns,
            @FormParam("up") @Nullable String up,
            @FormParam("down") @Nullable String down,
            @FormParam("reset") @Nullable String reset,
            @FormParam(FormInput.BACK) @Nullable String back) {
        FormInput.back(back, "");
        ListViews views = views();
        List<String> chosen = reset != null ? List.of() : moved(columns, up, down);
        String home = Objects.requireNonNull(back);
        View in = view == null ? null : views.get(id(view));
        if (in != null && in.mine()) {
            views.update(in.id(), in.version(), new Draft(list, in.name(), in.shared(), in.query(), chosen));
        } else {
            views.choose(list, chosen);
            home = without(home);
        }
        return Response.seeOther(FormInput.back(home, up != null || down != null ? "columns" : "main"))
                .build();
    }

    /** Takes words to seek in a list, and leads back to it with the words sealed. */
    @POST
    @Path("words")
    public Response words(
            @FormParam("text") @DefaultValue("") String text, @FormParam(FormInput.BACK) @Nullable String back) {
        access.require(Permission.READ);
        FormInput.back(back, "");
        String home = Objects.requireNonNull(back);
        String words = text.strip();
        String sealed =
                words.isEmpty() ? "" : Sealed.seal(words.length() > LONGEST ? words.substring(0, LONGEST) : words);
        return Pages.redirect(
                sealed.isEmpty() ? home : home + (home.contains("?") ? "&" : "?") + ListLook.SEALED + "=" + sealed);
    }

    private static List<String> moved(List<String> columns, @Nullable String up, @Nullable String down) {
        List<String> chosen = new ArrayList<>(columns);
        String one = up == null ? down : up;
        int at = one == null ? -1 : chosen.indexOf(one);
        int to = up == null ? at + 1 : at - 1;
        if (at >= 0 && to >= 0 && to < chosen.size()) {
            chosen.add(to, chosen.remove(at));
        }
        return chosen;
    }

    /** Saves, changes or deletes a view, and says with which one the list opens. */
    @POST
    @Path("views")
    public Response views(MultivaluedMap<String, String> form) {
        String list = Filters.value(form, "list");
        String back = FormInput.back(form.getFirst(FormInput.BACK), "").getPath();
        ListViews views = views();
        String view = form.getFirst(ListLook.VIEW);
        View in = view == null ? null : views.get(id(view));
        String act = Filters.value(form, "act");
        if (act.equals("delete") && in != null) {
            boolean opened = in.id().equals(views.layout(list).view());
            views.delete(in.id(), version(form));
            String undo = DeletedView.seal(in, opened, access.caller().userName(), clock.instant());
            return Pages.redirect(back + "?done=viewDeleted" + (undo.isEmpty() ? "" : "&" + Shell.UNDO + "=" + undo));
        }
        Map<String, String> query = new TreeMap<>();
        form.forEach((name, values) -> {
            if (name.startsWith(QUERY)) {
                query.put(name.substring(QUERY.length()), values.get(0));
            }
        });
        Draft draft = new Draft(
                list,
                Filters.value(form, "name"),
                form.containsKey("shared"),
                query,
                Objects.requireNonNullElse(form.get("column"), List.of()));
        View saved = act.equals("open") && in != null
                ? in
                : act.equals("update") && in != null
                        ? views.update(in.id(), version(form), draft)
                        : views.create(draft);
        UUID first = views.layout(list).view();
        if (form.containsKey("open")) {
            views.open(list, saved.id());
        } else if (saved.id().equals(first)) {
            views.open(list, null);
        }
        return Pages.redirect(back + "?" + ListLook.VIEW + "=" + saved.id());
    }

    /** Saves a view again that was just deleted. */
    @POST
    @Path("undo")
    public Response undo(
            @FormParam(Shell.UNDO) @Nullable String sealed, @FormParam(FormInput.BACK) @Nullable String back) {
        String home = FormInput.back(back, "").getPath();
        DeletedView deleted = DeletedView.open(sealed, access.caller().userName(), clock.instant());
        if (deleted == null) {
            throw new GallraException(
                    GallraException.Code.CONFLICT,
                    new Text(
                            "Det har gått för lång tid: vyn kan inte återställas. Spara den på nytt.",
                            "Too much time has passed: the view cannot be restored. Save it anew."));
        }
        ListViews views = views();
        View saved = views.create(deleted.draft());
        if (deleted.opens()) {
            views.open(saved.list(), saved.id());
        }
        return Pages.redirect(home + "?" + ListLook.VIEW + "=" + saved.id() + "&done=viewRestored");
    }

    private static long version(MultivaluedMap<String, String> form) {
        return org.gallra.api.rest.Preconditions.version(form.getFirst("version"));
    }

    /** Leaves the view, whose own columns would be shown otherwise. */
    private static String without(String address) {
        String less = address.replaceAll("([?&])" + ListLook.VIEW + "=[^&]*", "$1")
                .replace("?&", "?")
                .replace("&&", "&");
        return less.endsWith("?") || less.endsWith("&") ? less.substring(0, less.length() - 1) : less;
    }

    private static UUID id(String view) {
        return Input.id(
                view,
                () -> GallraException.notFound(
                        new Text("Vyn finns inte (längre).", "There is no such view (any more).")));
    }

    private ListViews views() {
        ListViews service = lists.service();
        if (service == null) {
            throw new GallraException(
                    GallraException.Code.GONE,
                    new Text(
                            "Vyer kan inte sparas just nu: tillägget är borta eller stoppat.",
                            "Views cannot be saved at present: the bundle is gone or stopped."));
        }
        return service;
    }
}
