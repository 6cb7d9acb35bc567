package org.gallra.contact;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Text;

/**
 * The cursor of a list: the public id of the last row, and the order that it belongs to. The row's sort value is looked up
 * when the cursor comes back, so that no name travels in an address.
 */
final class Keyset {

    private Keyset() {}

    static String write(String order, UUID last) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((order + ":" + last).getBytes(StandardCharsets.UTF_8));
    }

    static UUID read(String order, String cursor) {
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

    static GallraException invalid() {
        return GallraException.invalid(
                "cursor",
                new Text(
                        "Listan har ändrats eller sidhänvisningen hör till en annan lista. Börja om från första sidan.",
                        "The list has changed or the cursor belongs to another list. Start again with the first page."));
    }

    static int limit(int limit) {
        if (limit < 1 || limit > 200) {
            throw GallraException.invalid("limit", new Text("Ange 1 till 200.", "Give 1 to 200."));
        }
        return limit;
    }

    /**
     * Returns the condition that continues after a row. The redundant first part lets Derby use the index.
     *
     * @param key the sort expression
     * @param id the tie breaker
     */
    static String after(String key, String id, boolean descending) {
        String than = descending ? "<" : ">";
        return " AND " + key + " " + than + "= ? AND (" + key + " " + than + " ? OR (" + key + " = ? AND " + id + " "
                + than + " ?))";
    }
}
