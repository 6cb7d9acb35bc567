package org.gallra.ui;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gallra.api.ui.Sealed;
import org.gallra.api.view.ListViews.Draft;
import org.gallra.api.view.ListViews.View;
import org.jspecify.annotations.Nullable;

/**
 * A saved view that was just deleted, as it travels with the page that says so: sealed, for whoever deleted it, and for ten minutes. Nothing
 * of it is kept on the server, where a name in it would outlive the person.
 *
 * @param draft what the view said
 * @param opens whether the list opened with it
 */
record DeletedView(Draft draft, boolean opens) {

    private static final Duration FOR = Duration.ofMinutes(10);
    private static final String BETWEEN = "\u001f";
    private static final String PAIR = "\u001e";

    /** An address that is longer is refused by some servers on the way. */
    private static final int LONGEST = 3_000;

    /** Returns the view as a text for an address, or an empty one if it says too much to travel. */
    static String seal(View view, boolean opens, String user, Instant now) {
        List<String> parts = new ArrayList<>(List.of(
                user,
                Long.toString(now.getEpochSecond()),
                view.list(),
                view.name(),
                view.shared() ? "1" : "",
                opens ? "1" : "",
                String.join(PAIR, view.columns())));
        new TreeMap<>(view.query()).forEach((name, value) -> parts.add(name + PAIR + value));
        String sealed = Sealed.seal(String.join(BETWEEN, parts));
        return sealed.length() > LONGEST ? "" : sealed;
    }

    /** Returns the view, or null if the text is none, somebody else's or too old. */
    static @Nullable DeletedView open(@Nullable String sealed, String user, Instant now) {
        String text = Sealed.open(sealed);
        if (text == null) {
            return null;
        }
        List<String> parts = List.of(text.split(BETWEEN, -1));
        if (parts.size() < 7
                || !parts.get(0).equals(user)
                || !parts.get(1).matches("[0-9]{1,12}")
                || Instant.ofEpochSecond(Long.parseLong(parts.get(1))).plus(FOR).isBefore(now)) {
            return null;
        }
        Map<String, String> query = new TreeMap<>();
        for (String pair : parts.subList(7, parts.size())) {
            int at = pair.indexOf(PAIR);
            query.put(pair.substring(0, Math.max(0, at)), pair.substring(at + 1));
        }
        List<String> columns =
                parts.get(6).isEmpty() ? List.of() : List.of(parts.get(6).split(PAIR, -1));
        return new DeletedView(
                new Draft(parts.get(2), parts.get(3), !parts.get(4).isEmpty(), query, columns),
                !parts.get(5).isEmpty());
    }

    /** Returns the list only: the rest may name somebody. */
    @Override
    public String toString() {
        return "DeletedView[" + draft.list() + "]";
    }
}
