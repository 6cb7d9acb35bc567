package org.gallra.api.rest;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import java.util.function.Function;
import org.gallra.api.GallraException;
import org.gallra.api.Page;
import org.gallra.api.Text;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The cursor of a list: the public id of the last row, and the order that it belongs to. The row's sort value is looked up
 * when the cursor comes back, so that nothing personal travels in an address.
 */
@ProviderType
public final class Keyset {

    private Keyset() {}

    /** Returns the cursor that continues after a row. */
    public static String write(String order, UUID last) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((order + ":" + last).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns the public id of the row after which the list continues.
     *
     * @throws GallraException {@code INVALID} if it is no cursor of this order
     */
    public static UUID read(String order, String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (text.startsWith(order + ":")) {
                return UUID.fromString(text.substring(order.length() + 1));
            }
        } catch (IllegalArgumentException e) {
            // no cursor of ours, like one of another order
        }
        throw invalid();
    }

    /** Returns the error for a cursor whose row is gone or that belongs to another list. */
    public static GallraException invalid() {
        return GallraException.invalid(
                "cursor",
                new Text(
                        "Listan har ändrats eller sidhänvisningen hör till en annan lista. Börja om från första sidan.",
                        "The list has changed or the cursor belongs to another list. Start again with the first page."));
    }

    /**
     * Returns the page of a list at a cursor, or its first page if the list has changed under the cursor; for people, who rather see the
     * first page than an error.
     *
     * @param <T> the kind of item
     * @param cursor the cursor, or null for the first page
     * @param list reads the page at a cursor
     */
    public static <T> Page<T> orFirst(@Nullable String cursor, Function<@Nullable String, Page<T>> list) {
        try {
            return list.apply(cursor);
        } catch (GallraException e) {
            if (cursor == null || e.code() != GallraException.Code.INVALID) {
                throw e;
            }
            return list.apply(null);
        }
    }

    /**
     * Returns the limit if it is 1 to 200.
     *
     * @throws GallraException {@code INVALID}
     */
    public static int limit(int limit) {
        if (limit < 1 || limit > 200) {
            throw GallraException.invalid("limit", new Text("Ange 1 till 200.", "Give 1 to 200."));
        }
        return limit;
    }

    /**
     * Returns the condition that continues after a row; its parameters are three times the row's sort value, then its key.
     * The first part is redundant and lets Derby use the index.
     *
     * @param value the sort expression
     * @param key the column of the key, which breaks ties
     */
    public static String after(String value, String key, boolean descending) {
        String than = descending ? "<" : ">";
        return " AND " + value + " " + than + "= ? AND (" + value + " " + than + " ? OR (" + value + " = ? AND " + key
                + " " + than + " ?))";
    }
}
