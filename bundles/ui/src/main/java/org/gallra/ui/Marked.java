package org.gallra.ui;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.contact.ContactFilter;
import org.gallra.api.contact.ContactId;
import org.gallra.api.contact.ContactQuery;
import org.gallra.api.contact.ContactService;
import org.gallra.api.ui.Sealed;
import org.jspecify.annotations.Nullable;

/**
 * Whom a form of the list of contacts is about.
 *
 * @param ids those who are ticked, each once; nobody if a filter says who
 * @param filter the filter whose contacts are all meant, or null
 */
record Marked(List<ContactId> ids, @Nullable ContactFilter filter) {

    static Marked of(MultivaluedMap<String, String> form) {
        ContactFilter filter = all(form);
        return new Marked(filter == null ? List.copyOf(new LinkedHashSet<>(ticked(form, "id"))) : List.of(), filter);
    }

    /** Returns the ids as services take them: null if a filter says who. */
    @Nullable
    List<ContactId> named() {
        return filter == null ? ids : null;
    }

    boolean all() {
        return filter != null;
    }

    /** Returns how many there are, counted up to 10,000 for a filter. */
    long count(ContactService contacts) {
        return filter == null
                ? ids.size()
                : contacts.list(new ContactQuery(filter, ContactQuery.Sort.NAME, false, null, 1))
                        .total();
    }

    /** Returns the ids of a form's ticked rows; unknown ones are left out. */
    static List<ContactId> ticked(MultivaluedMap<String, String> form, String name) {
        List<ContactId> ids = new ArrayList<>();
        for (String id : form.getOrDefault(name, List.of())) {
            try {
                ids.add(ContactId.parse(id));
            } catch (GallraException e) {
                continue; // no id of ours
            }
        }
        return ids;
    }

    /** Returns the filter of a form whose "all that match" is chosen, or null. */
    static @Nullable ContactFilter all(MultivaluedMap<String, String> form) {
        if (!"1".equals(form.getFirst("all"))) {
            return null;
        }
        String token = Filters.value(form, "f");
        if (!token.isEmpty() && Sealed.open(token) == null) {
            throw new GallraException(
                    GallraException.Code.CONFLICT,
                    new Text(
                            "Urvalet gäller inte längre: Gallra har startats om. Ladda om listan och markera igen.",
                            "The selection is no longer valid: Gallra was restarted. Reload the list and mark again."));
        }
        return Filters.read(token).filter();
    }
}
