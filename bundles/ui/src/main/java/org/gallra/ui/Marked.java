package org.gallra.ui;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.LinkedHashSet;
import java.util.List;
import org.gallra.api.contact.ContactFilter;
import org.gallra.api.contact.ContactId;
import org.gallra.api.contact.ContactQuery;
import org.gallra.api.contact.ContactService;
import org.jspecify.annotations.Nullable;

/**
 * Whom a form of the list of contacts is about.
 *
 * @param ids those who are ticked, each once; nobody if a filter says who
 * @param filter the filter whose contacts are all meant, or null
 */
record Marked(List<ContactId> ids, @Nullable ContactFilter filter) {

    static Marked of(MultivaluedMap<String, String> form) {
        ContactFilter filter = ContactPages.all(form);
        return new Marked(
                filter == null ? List.copyOf(new LinkedHashSet<>(ContactPages.ticked(form, "id"))) : List.of(), filter);
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
}
